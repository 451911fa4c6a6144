package tutti.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that an option names.
final class TextFile {
    private TextFile() {}

    /// What stands in it.
    ///
    /// @throws UsageException with a sentence for the user
    static String read(Path file, String option) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UsageException(
                    file + " cannot be read (" + unreadable.getMessage() + "); give another file to " + option + ".");
        }
    }
}
