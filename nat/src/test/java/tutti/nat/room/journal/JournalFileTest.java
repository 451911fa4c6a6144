package tutti.nat.room.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.nat.room.wire.WireLimits;

class JournalFileTest {
    private static final int NUM_ENTRIES = 12;

    @TempDir
    Path folder;

    private final Random random = new Random(7);
    private final List<JournalEntry> entries = Entries.some(random, NUM_ENTRIES);

    /// Where the entries end, the first being the header.
    private final List<Integer> ends = new ArrayList<>();

    private byte[] whole = {};

    @BeforeEach
    void write() throws IOException {
        Path path = folder.resolve("whole");
        try (JournalFile file = JournalFile.create(path)) {
            ends.add(JournalFile.HEADER_BYTES);
            for (JournalEntry entry : entries) {
                file.write(List.of(JournalRecord.encode(entry)));
                ends.add((int) file.sizeBytes());
            }
        }
        whole = Files.readAllBytes(path);
        assertEquals(whole.length, ends.getLast());
    }

    private record Content(List<JournalEntry> entries, long lostBytes) {}

    private static Content read(Path path) throws IOException {
        List<JournalEntry> found = new ArrayList<>();
        JournalFile.Read read = JournalFile.read(path, found::add);
        read.file().close();
        return new Content(found, read.lostBytes());
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("part"), content);
    }

    @Test
    void shouldReadWhatItWroteToTheUserAlone() throws IOException {
        assertEquals(new Content(entries, 0), read(folder.resolve("whole")));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("whole"))));
    }

    @Test
    void shouldReadLongRecordsAcrossItsBuffer() throws IOException {
        List<JournalEntry> longOnes = new ArrayList<>();
        try (JournalFile file = JournalFile.create(folder.resolve("long"))) {
            for (int i = 1; i <= 40; i++) {
                longOnes.add(Entries.logged(i, Entries.bytes(random, WireLimits.MAX_APPEND_BYTES)));
            }
            file.write(longOnes.stream().map(JournalRecord::encode).toList());
            file.force();
            assertTrue(file.isForced());
        }
        assertEquals(new Content(longOnes, 0), read(folder.resolve("long")));
    }

    /// Cut off after each of its bytes, a journal holds the records that are whole, and goes on behind them.
    @Test
    void shouldEndAtTheLastWholeRecord() throws IOException {
        JournalEntry later = Entries.logged(99, Entries.bytes(random, 10));
        for (int length = 0; length < whole.length; length++) {
            Path path = file(Arrays.copyOf(whole, length));
            List<JournalEntry> found = new ArrayList<>();
            JournalFile.Read read = JournalFile.read(path, found::add);
            int numWhole = numWhole(length);
            assertEquals(entries.subList(0, numWhole), found, "cut at " + length);
            assertEquals(length - (length < JournalFile.HEADER_BYTES ? 0 : ends.get(numWhole)), read.lostBytes());
            read.file().write(List.of(JournalRecord.encode(later)));
            read.file().close();
            found.add(later);
            assertEquals(new Content(found, 0), read(path));
        }
    }

    private int numWhole(int length) {
        int number = 0;
        while (number < NUM_ENTRIES && ends.get(number + 1) <= length) {
            number++;
        }
        return number;
    }

    /// Whichever bit is wrong, the records before it count and no other.
    @Test
    void shouldEndBeforeTheFirstDamage() throws IOException {
        for (int at = JournalFile.HEADER_BYTES; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            int numWhole = numWhole(at);
            assertEquals(
                    new Content(entries.subList(0, numWhole), whole.length - ends.get(numWhole)),
                    read(file(damaged)),
                    "damaged at " + at);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldSurviveNonsense(long seed) throws IOException {
        Random chance = new Random(seed);
        for (int i = 0; i < 300; i++) {
            byte[] nonsense = new byte[chance.nextInt(2000)];
            if (chance.nextBoolean()) {
                chance.nextBytes(nonsense);
            }
            byte[] content = Arrays.copyOf(whole, whole.length + nonsense.length);
            System.arraycopy(nonsense, 0, content, whole.length, nonsense.length);
            assertEquals(new Content(entries, nonsense.length), read(file(content)));
        }
    }

    /// The sum is right, what is summed up is not an entry.
    @Test
    void shouldNotBelieveASumAlone() {
        byte[] record = JournalRecord.encode(new JournalEntry.Forgotten(Entries.ROOM))
                .array()
                .clone();
        int length = JournalRecord.HEADER_BYTES + ByteBuffer.wrap(record).getInt();
        byte[] unknownKind = Arrays.copyOf(record, length);
        unknownKind[JournalRecord.HEADER_BYTES] = 77;
        CRC32C crc = new CRC32C();
        crc.update(unknownKind, JournalRecord.HEADER_BYTES, length - JournalRecord.HEADER_BYTES);
        ByteBuffer sealed = ByteBuffer.wrap(unknownKind).putInt(4, (int) crc.getValue());
        assertEquals(null, JournalRecord.decode(sealed));
        assertEquals(new JournalEntry.Forgotten(Entries.ROOM), JournalRecord.decode(ByteBuffer.wrap(record)));
    }

    @Test
    void shouldLeaveAloneWhatIsNoJournal() throws IOException {
        byte[] letter = "Dear Alice, this is somebody's letter.".getBytes(StandardCharsets.US_ASCII);
        Path path = file(letter);
        assertThrows(IOException.class, () -> read(path));
        assertEquals(letter.length, Files.size(path));
    }
}
