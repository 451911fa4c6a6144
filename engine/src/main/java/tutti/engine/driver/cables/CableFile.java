package tutti.engine.driver.cables;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The cables of one client as text, a cable a line:
///
///     # Cables that tutti puts back. One a line: the port that gives -> the port that takes.
///     tutti:monitor_1 -> system:playback_1
///
/// Lines that are no cable of this client are ignored. Writing replaces the file as a whole, so a reader or a power
/// cut finds the old one or the new one.
final class CableFile {
    private static final String ARROW = " -> ";
    /// JACK's own limit is 320 bytes a name.
    private static final int MAX_NAME_CHARS = 512;
    /// A file larger than this was not written by us: 4,000 cables of the longest kind are smaller.
    private static final long MAX_FILE_BYTES = 4L << 20;

    private final String client;
    private final Path file;

    /// @param folder where the file lies; made when first written
    CableFile(Path folder, String client) {
        this.client = client;
        this.file = folder.resolve(URLEncoder.encode(client, StandardCharsets.UTF_8) + ".cables");
    }

    /// What is remembered; nothing if there is no file or it cannot be read.
    Set<Cable> read() {
        Set<Cable> cables = new LinkedHashSet<>();
        try {
            if (Files.isRegularFile(file) && Files.size(file) <= MAX_FILE_BYTES) {
                // Latin-1 accepts every byte: one spoilt line must not cost the others.
                for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                    add(new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8), cables);
                }
            }
        } catch (IOException e) {
            cables.clear();
        }
        return cables;
    }

    /// Replaces the file.
    void write(Collection<Cable> cables) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("# Cables that " + client + " puts back. One a line: the port that gives -> the port that takes.");
        for (Cable cable : cables) {
            lines.add(cable.source() + ARROW + cable.destination());
        }
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path draft = Files.createTempFile(folder, "cables", ".new");
        try {
            Files.write(draft, lines, StandardCharsets.UTF_8);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /// Whether a cable can be written as a line and read back.
    boolean canHold(Cable cable) {
        return cable.belongsTo(client) && plain(cable.source()) && plain(cable.destination());
    }

    private void add(String line, Set<Cable> cables) {
        int arrow = line.indexOf(ARROW);
        if (line.startsWith("#") || arrow < 0) {
            return;
        }
        Cable cable = new Cable(line.substring(0, arrow), line.substring(arrow + ARROW.length()));
        if (canHold(cable)) {
            cables.add(cable);
        }
    }

    private static boolean plain(String name) {
        return name.length() <= MAX_NAME_CHARS
                && name.indexOf(':') > 0
                && !name.contains(ARROW)
                && !name.startsWith("#")
                && name.chars().noneMatch(c -> Character.isISOControl(c) || c == '\uFFFD');
    }
}
