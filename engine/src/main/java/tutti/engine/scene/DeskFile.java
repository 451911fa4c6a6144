package tutti.engine.scene;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.Consumer;

/// How the desk was left: one file of a player and a room.
///
/// Thread: one at a time; waits for the disk.
final class DeskFile {
    private final Path file;
    private final Consumer<String> notices;
    private boolean isFailing;

    /// @param notices where sentences for the player go
    DeskFile(Path file, Consumer<String> notices) {
        this.file = file;
        this.notices = notices;
    }

    /// How it was left; empty if it never was. What cannot be read is set aside, so that it is neither lost nor in the
    /// way.
    Optional<DeskState> read() {
        try {
            return Files.exists(file)
                    ? Optional.of(DeskFormat.CURRENT.readDesk(WholeFile.read(file)))
                    : Optional.empty();
        } catch (IOException | MalformedFileException unusable) {
            notices.accept("The saved desk cannot be read (" + unusable.getMessage() + "); it is kept as " + setAside()
                    + ", and the desk begins anew.");
            return Optional.empty();
        }
    }

    private Path setAside() {
        Path aside = file.resolveSibling(file.getFileName() + ".broken");
        try {
            return Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException stuck) {
            return file;
        }
    }

    /// Replaces it.
    ///
    /// @return whether it could be; the first of several failures is told
    boolean write(DeskState desk) {
        try {
            WholeFile.write(file, DeskFormat.CURRENT.write(desk));
            isFailing = false;
        } catch (IOException unwritable) {
            if (!isFailing) {
                notices.accept("The desk cannot be saved in " + file + " (" + unwritable.getMessage()
                        + "); make room there, or it will not be the same after a restart.");
            }
            isFailing = true;
        }
        return !isFailing;
    }
}
