package tutti.engine.scene;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The scenes of one player in one room, each a file that is called like the scene.
///
/// Thread: one at a time.
final class SceneFolder {
    /// Scenes at most; files beyond are not shown.
    static final int MAX_SCENES = 256;

    private static final String ENDING = ".json";

    /// The longest name of a file that every system takes, less its ending.
    private static final int MAX_FILE_NAME_CHARS = 240;

    private final Path folder;

    /// @param folder made when the first scene is stored
    SceneFolder(Path folder) {
        this.folder = folder;
    }

    /// The names of the scenes, in the order of the alphabet.
    List<String> names() {
        List<String> names = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return names;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ENDING)) {
            for (Path file : files) {
                addName(file.getFileName().toString(), names);
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            // What can be read of it is shown.
        }
        names.sort(String.CASE_INSENSITIVE_ORDER.thenComparing(String::compareTo));
        return names.subList(0, Math.min(MAX_SCENES, names.size()));
    }

    /// What is not called as a scene would be is not one.
    private void addName(String fileName, List<String> names) {
        try {
            String name = URLDecoder.decode(
                    fileName.substring(0, fileName.length() - ENDING.length()), StandardCharsets.UTF_8);
            if (file(name).getFileName().toString().equals(fileName)) {
                names.add(name);
            }
        } catch (IllegalArgumentException foreign) {
            // Somebody else's file.
        }
    }

    private Path file(String name) {
        Scene.checkName(name);
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("*", "%2A");
        if (encoded.length() > MAX_FILE_NAME_CHARS) {
            throw new IllegalArgumentException(
                    "The name \"" + name + "\" is too long for a file; choose a shorter one.");
        }
        return folder.resolve(encoded + ENDING);
    }

    /// @throws IllegalArgumentException with a sentence, if there is none or it cannot be read
    Scene read(String name) {
        Path file = file(name);
        try {
            return DeskFormat.CURRENT.readScene(WholeFile.read(file));
        } catch (NoSuchFileException missing) {
            throw none(name, missing);
        } catch (IOException | MalformedFileException unusable) {
            throw new IllegalArgumentException(
                    "The scene \"" + name + "\" in " + file + " cannot be read: " + unusable.getMessage() + ".",
                    unusable);
        }
    }

    /// @throws IllegalArgumentException with a sentence, if it cannot be written
    void write(Scene scene) {
        Path file = file(scene.name());
        if (!Files.exists(file) && names().size() >= MAX_SCENES) {
            throw new IllegalArgumentException("There are " + MAX_SCENES + " scenes already; delete some.");
        }
        try {
            WholeFile.write(file, DeskFormat.CURRENT.write(scene));
        } catch (IOException unwritable) {
            throw new IllegalArgumentException(
                    "The scene cannot be written to " + file + " (" + unwritable.getMessage() + ").", unwritable);
        }
    }

    /// @throws IllegalArgumentException with a sentence, if there is none or it cannot be deleted
    void delete(String name) {
        Path file = file(name);
        try {
            Files.delete(file);
        } catch (NoSuchFileException missing) {
            throw none(name, missing);
        } catch (IOException refused) {
            throw new IllegalArgumentException(file + " cannot be deleted (" + refused.getMessage() + ").", refused);
        }
    }

    private static IllegalArgumentException none(String name, Exception cause) {
        return new IllegalArgumentException("There is no scene called \"" + name + "\".", cause);
    }
}
