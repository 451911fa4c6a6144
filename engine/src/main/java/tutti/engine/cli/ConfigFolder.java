package tutti.engine.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import tutti.nat.identity.Identity;

/// The user's settings on disk: `$XDG_CONFIG_HOME/tutti`, or `~/.config/tutti`.
final class ConfigFolder {
    private ConfigFolder() {}

    static Path ofUser() {
        String xdg = System.getenv("XDG_CONFIG_HOME");
        Path base = xdg == null || xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".config") : Path.of(xdg);
        return base.resolve("tutti");
    }

    /// The key and certificate by which others know this player again: made at the first use of the name, then kept
    /// where
    /// the user alone can read it.
    static Identity identity(Path folder, String name) {
        Path file = folder.resolve("players").resolve(name + ".pem");
        try {
            if (Files.isRegularFile(file)) {
                PrivateFile.protect(file);
                return Identity.parse(Files.readString(file));
            }
            Identity made = Identity.create(new SecureRandom(), Instant.now());
            Files.createDirectories(file.getParent());
            PrivateFile.write(file, made.pem());
            return made;
        } catch (IOException | UncheckedIOException unwritable) {
            throw new UsageException("The settings in " + folder + " cannot be read and written ("
                    + unwritable.getMessage() + "); choose another folder with --config.");
        } catch (IllegalArgumentException damaged) {
            throw new UsageException(file + " should hold the key of " + name
                    + " and does not; restore it, or remove it to be a new player.");
        }
    }
}
