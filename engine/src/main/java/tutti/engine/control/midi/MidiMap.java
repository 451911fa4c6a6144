package tutti.engine.control.midi;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import tutti.engine.control.tree.Address;
import tutti.nat.room.wire.Fields;
import tutti.nat.room.wire.MalformedMessageException;
import tutti.nat.room.wire.StrictJson;

/// The mappings of a player, kept in a file that a person can read:
///
/// ```
/// {"type":"midi","version":1,"mappings":[
///   {"control":"cc 1 7","node":"/strip/bob/main/fader","mode":"pickup"}
/// ]}
/// ```
///
/// A file is written whole beside the former one and then put in its place, so that there is always one that can be
/// read. Thread: one at a time.
final class MidiMap {
    /// More than any surface has.
    static final int MAX_MAPPINGS = 256;

    private static final int VERSION = 1;
    private static final long MAX_FILE_BYTES = 65_536;

    private final Path file;

    MidiMap(Path file) {
        this.file = file;
    }

    /// Reads the file; no mappings if there is none.
    ///
    /// @throws IOException with a sentence if it cannot be read, or is no such file
    List<MidiMapping> read() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new MalformedMessageException("It is too long.");
            }
            return parse(Files.readString(file));
        } catch (MalformedMessageException malformed) {
            throw new IOException(
                    file + " does not hold MIDI mappings (" + malformed.getMessage() + "); mend it or move it away.",
                    malformed);
        }
    }

    /// Reads the text of a file.
    static List<MidiMapping> parse(String text) throws MalformedMessageException {
        Fields fields = StrictJson.parse(text);
        if (!fields.text("type").equals("midi") || fields.number("version", 1) != VERSION) {
            throw new MalformedMessageException("It is of another type or of a later version.");
        }
        List<MidiMapping> mappings = new ArrayList<>();
        for (Fields item : fields.list("mappings", MAX_MAPPINGS)) {
            MidiControl control = MidiControl.parse(item.text("control"))
                    .orElseThrow(() -> new MalformedMessageException("\"control\" is no MIDI control."));
            MidiMode mode = MidiMode.parse(item.text("mode"))
                    .orElseThrow(() -> new MalformedMessageException("\"mode\" is no mode."));
            String node = item.text("node");
            if (node.equals(Address.ROOT) || !Address.isAddress(node)) {
                throw new MalformedMessageException("\"node\" is no address.");
            }
            mappings.removeIf(before -> before.control().equals(control));
            mappings.add(new MidiMapping(control, node, mode));
        }
        return mappings;
    }

    /// Writes the text of a file. Addresses and words hold nothing that JSON would want escaped but `"` and `\`.
    static String text(List<MidiMapping> mappings) {
        StringBuilder text = new StringBuilder("{\"type\":\"midi\",\"version\":" + VERSION + ",\"mappings\":[");
        String separator = "\n";
        for (MidiMapping mapping : mappings) {
            text.append(separator)
                    .append("  {\"control\":\"")
                    .append(mapping.control().words())
                    .append("\",\"node\":\"")
                    .append(mapping.node().replace("\\", "\\\\").replace("\"", "\\\""))
                    .append("\",\"mode\":\"")
                    .append(mapping.mode().word())
                    .append("\"}");
            separator = ",\n";
        }
        return text.append("\n]}\n").toString();
    }

    /// Writes the file.
    ///
    /// @throws IOException if it cannot be written; the former one stays
    void write(List<MidiMapping> mappings) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(folder, "midi", ".new");
        try {
            Files.writeString(fresh, text(mappings));
            try (FileChannel written = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
