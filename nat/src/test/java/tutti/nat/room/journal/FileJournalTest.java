package tutti.nat.room.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FileJournalTest {
    @TempDir
    Path folder;

    private final Random random = new Random(3);

    private FileJournal open(Path path, List<JournalEntry> found) throws IOException {
        return FileJournal.open(path, found::add, e -> assertNull(e, "nothing fails here"));
    }

    private List<JournalEntry> contentOf(Path path) throws IOException {
        List<JournalEntry> found = new ArrayList<>();
        open(path, found).close();
        return found;
    }

    private JournalEntry logged(long seq) {
        return Entries.logged(seq, Entries.bytes(random, 50));
    }

    /// Waits until it is stored.
    private static void store(RoomJournal journal, JournalEntry entry) throws InterruptedException {
        CountDownLatch stored = new CountDownLatch(1);
        assertTrue(journal.offer(entry, stored::countDown));
        stored.await();
    }

    /// The files as somebody finds them after the process was killed at this moment.
    private Path killedHere(String name) throws IOException {
        Path copy = Files.createDirectory(folder.resolve(name));
        try (Stream<Path> files = Files.list(folder.resolve("live"))) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    @Test
    void shouldGiveBackWhatItWasGivenInOrder() throws IOException {
        List<JournalEntry> entries = Entries.some(random, 200);
        List<JournalEntry> told = new ArrayList<>();
        Path path = folder.resolve("new/one");
        try (FileJournal journal = open(path, new ArrayList<>())) {
            entries.forEach(entry -> assertTrue(journal.offer(entry, () -> told.add(entry))));
        }
        assertEquals(entries, told);
        assertEquals(entries, contentOf(path));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    }

    @Test
    void shouldRefuseWhenItIsClosedOrUsedByAnother() throws IOException {
        FileJournal journal = open(folder.resolve("live"), new ArrayList<>());
        IOException e = assertThrows(IOException.class, () -> open(folder.resolve("live"), new ArrayList<>()));
        assertTrue(String.valueOf(e.getMessage()).contains("another room server"), e.getMessage());
        journal.close();
        assertFalse(journal.offer(logged(1), () -> {}));
        assertThrows(IOException.class, () -> journal.compact(List.of()));
        open(folder.resolve("live"), new ArrayList<>()).close();
    }

    @Test
    void shouldHaveWhatItToldWheneverItIsKilled() throws Exception {
        List<JournalEntry> expected = new ArrayList<>();
        try (FileJournal journal = open(folder.resolve("live"), new ArrayList<>())) {
            for (int i = 1; i <= 30; i++) {
                expected.add(logged(i));
                store(journal, expected.getLast());
                assertEquals(expected, contentOf(killedHere("killed" + i)));
            }
        }
    }

    @Test
    void shouldForgetWhatASummaryReplaces() throws Exception {
        try (FileJournal journal = open(folder.resolve("live"), new ArrayList<>())) {
            for (int i = 1; i <= 1000; i++) {
                store(journal, logged(i));
            }
            long before = journal.storedBytes();
            JournalEntry summary = logged(1000);
            journal.compact(List.of(summary));
            assertTrue(journal.storedBytes() < before / 100);
            JournalEntry next = logged(1001);
            store(journal, next);
            assertEquals(List.of(summary, next), contentOf(killedHere("killed")));
            journal.compact(List.of(next));
            assertEquals(List.of(next), contentOf(killedHere("again")));
        }
        try (Stream<Path> files = Files.list(folder.resolve("live"))) {
            assertEquals(3, files.count(), "state, journal and lock");
        }
    }

    /// A summary is being written when the process is killed: then all before and all since is still there.
    @Test
    void shouldLoseNothingInTheMiddleOfASummary() throws Exception {
        List<JournalEntry> all = new ArrayList<>();
        try (FileJournal journal = open(folder.resolve("live"), new ArrayList<>())) {
            for (int i = 1; i <= 10; i++) {
                all.add(logged(i));
                store(journal, all.getLast());
            }
            List<JournalEntry> summary = List.copyOf(all.subList(8, 10));
            journal.compact(() ->
                    summary.stream().peek(entry -> storeAndKill(journal, all)).iterator());
        }
        assertEquals(12, all.size());
        assertEquals(all.subList(8, 12), contentOf(folder.resolve("live")));
    }

    private void storeAndKill(RoomJournal journal, List<JournalEntry> all) {
        try {
            all.add(logged(all.size() + 1));
            store(journal, all.getLast());
            Path killed = killedHere("killed" + all.size());
            List<JournalEntry> found = new ArrayList<>();
            // The next start is killed as well, before it adds anything.
            open(killed, found).close();
            assertEquals(all, found);
            try (FileJournal next = open(killed, new ArrayList<>())) {
                next.compact(List.of(all.getLast()));
            }
            assertEquals(List.of(all.getLast()), contentOf(killed));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// Summaries while four threads add: what each summary did not say is still told, in order.
    @Test
    void shouldSummariseWhileOthersAdd() throws Exception {
        AtomicLong lastStored = new AtomicLong();
        long numEach = 3000;
        try (FileJournal journal = open(folder.resolve("live"), new ArrayList<>())) {
            Object inOrder = new Object();
            AtomicLong seq = new AtomicLong();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                threads.add(Thread.ofVirtual().start(() -> {
                    for (int n = 0; n < numEach; n++) {
                        synchronized (inOrder) {
                            long number = seq.incrementAndGet();
                            assertTrue(journal.offer(
                                    Entries.logged(number, Entries.bytes(random, 20)), () -> lastStored.set(number)));
                        }
                    }
                }));
            }
            while (lastStored.get() < 4 * numEach) {
                // Asked for what there is when the journal has begun another file, as the server's rooms are.
                journal.compact(() -> List.<JournalEntry>of(
                                new JournalEntry.Known(Entries.ROOM, Entries.ALICE, lastStored.get()))
                        .iterator());
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        TreeSet<Long> missing = new TreeSet<>();
        LongStream.rangeClosed(1, 4 * numEach).forEach(missing::add);
        for (JournalEntry entry : contentOf(folder.resolve("live"))) {
            switch (entry) {
                case JournalEntry.Known known ->
                    missing.headSet(known.lastId(), true).clear();
                case JournalEntry.Logged logged -> missing.remove(logged.seq());
                default -> throw new AssertionError(entry);
            }
        }
        assertEquals(new TreeSet<>(), missing);
    }

    @Test
    void shouldDropAllBehindADamagedGeneration() throws Exception {
        Path live = folder.resolve("live");
        try (FileJournal journal = open(live, new ArrayList<>())) {
            store(journal, logged(1));
            journal.compact(List.of(logged(1), logged(2)));
            store(journal, logged(3));
        }
        try (Stream<Path> files = Files.list(live)) {
            Path state = files.filter(file -> file.toString().endsWith(".state"))
                    .findFirst()
                    .orElseThrow();
            byte[] content = Files.readAllBytes(state);
            content[content.length - 1] ^= 1;
            Files.write(state, content);
        }
        List<JournalEntry> found = new ArrayList<>();
        try (FileJournal journal = open(live, found)) {
            assertEquals(1, found.size());
            assertTrue(journal.lostBytes() > 100);
            store(journal, logged(2));
        }
        assertEquals(2, contentOf(live).size());
    }
}
