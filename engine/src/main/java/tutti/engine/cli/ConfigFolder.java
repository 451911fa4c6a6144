package tutti.engine.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/// The user's settings on disk: `$XDG_CONFIG_HOME/tutti`, or `~/.config/tutti`.
final class ConfigFolder {
    private static final int ID_BYTES = 16;

    private ConfigFolder() {}

    static Path ofUser() {
        String xdg = System.getenv("XDG_CONFIG_HOME");
        Path base = xdg == null || xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".config") : Path.of(xdg);
        return base.resolve("tutti");
    }

    /// The identifier by which others know this player again: made at the first use of the name, then kept.
    static String playerId(Path folder, String name) {
        Path file = folder.resolve("players").resolve(name + ".id");
        try {
            if (Files.isRegularFile(file)) {
                String kept = Files.readString(file).strip();
                if (kept.matches("[0-9a-f]{32}")) {
                    return kept;
                }
            }
            byte[] random = new byte[ID_BYTES];
            new SecureRandom().nextBytes(random);
            String id = HexFormat.of().formatHex(random);
            Files.createDirectories(file.getParent());
            Files.writeString(file, id + "\n");
            return id;
        } catch (IOException | UncheckedIOException unwritable) {
            throw new UsageException("The settings in " + folder + " cannot be read and written ("
                    + unwritable.getMessage() + "); choose another folder with --config.");
        }
    }
}
