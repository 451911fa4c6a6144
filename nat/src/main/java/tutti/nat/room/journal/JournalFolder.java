package tutti.nat.room.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// The files of a journal, in generations: `rooms-N.state` sums up all that came before generation N,
/// `rooms-N.journal` holds what came since. A generation begins with a new journal, while its state is still being
/// written; until that is complete and has its name, the generation before counts, and both journals.
///
/// Thread: one at a time.
final class JournalFolder implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("rooms-(\\d{1,18})\\.(state|journal|draft)");
    private static final String OWNER_ONLY = "rwx------";

    private final Path folder;
    private final FileChannel lock;

    private JournalFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /// Opens a folder, which is made if it is missing. No other process can, until this is closed.
    static JournalFolder open(Path folder) throws IOException {
        boolean isPosix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        Files.createDirectories(
                folder,
                isPosix
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY))
                        }
                        : new FileAttribute<?>[0]);
        FileChannel lock =
                FileChannel.open(folder.resolve("rooms.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lock.tryLock() != null) {
                return new JournalFolder(folder, lock);
            }
        } catch (OverlappingFileLockException lockedByThisProcess) {
            // As by another one.
        }
        lock.close();
        throw new IOException("another room server uses " + folder);
    }

    /// Where the last generation goes on.
    ///
    /// @param generation its number
    /// @param file its journal
    /// @param earlierBytes the sizes of the state that counts, and of other journals behind it
    /// @param lostBytes what was cut short or damaged, and all behind that
    record Recovered(long generation, JournalFile file, long earlierBytes, long lostBytes) {}

    /// Hands out all that is stored and removes what no longer counts.
    Recovered recover(Consumer<JournalEntry> reader) throws IOException {
        long base = numbers("state").max().orElse(numbers("journal").min().orElse(1));
        for (String kind : List.of("state", "journal", "draft")) {
            for (long old :
                    numbers(kind).filter(n -> n < base || kind.equals("draft")).toArray()) {
                Files.delete(path(old, kind));
            }
        }
        long lostBytes = 0;
        long earlierBytes = 0;
        if (Files.exists(path(base, "state"))) {
            JournalFile.Read state = JournalFile.read(path(base, "state"), reader);
            state.file().close();
            earlierBytes = state.file().sizeBytes();
            lostBytes = state.lostBytes();
        }
        long generation = base;
        while (lostBytes == 0) {
            JournalFile.Read journal = JournalFile.read(path(generation, "journal"), reader);
            lostBytes = journal.lostBytes();
            if (lostBytes > 0 || Files.notExists(path(generation + 1, "journal"))) {
                return new Recovered(generation, journal.file(), earlierBytes, lostBytes + deleteBehind(generation));
            }
            journal.file().close();
            earlierBytes += journal.file().sizeBytes();
            generation++;
        }
        lostBytes += deleteBehind(generation - 1);
        return new Recovered(generation, JournalFile.create(path(generation, "journal")), earlierBytes, lostBytes);
    }

    private long deleteBehind(long generation) throws IOException {
        long deletedBytes = 0;
        for (long later : numbers("journal").filter(n -> n > generation).toArray()) {
            deletedBytes += Files.size(path(later, "journal"));
            Files.delete(path(later, "journal"));
        }
        return deletedBytes;
    }

    /// Begins a generation.
    JournalFile begin(long generation) throws IOException {
        return JournalFile.create(path(generation, "journal"));
    }

    /// Gives a generation its state, and removes what came before.
    ///
    /// @return the state's size in bytes
    long complete(long generation, Iterable<ByteBuffer> records) throws IOException {
        Path draft = path(generation, "draft");
        long stateBytes;
        try (JournalFile file = JournalFile.create(draft)) {
            file.write(records);
            file.force();
            stateBytes = file.sizeBytes();
        }
        Files.move(draft, path(generation, "state"), StandardCopyOption.ATOMIC_MOVE);
        forceFolder();
        for (String kind : List.of("state", "journal")) {
            for (long old : numbers(kind).filter(n -> n < generation).toArray()) {
                Files.delete(path(old, kind));
            }
        }
        return stateBytes;
    }

    /// A new name is on the disk only when its folder is. Windows has no such thing, and does it by itself.
    private void forceFolder() {
        try (FileChannel self = FileChannel.open(folder, StandardOpenOption.READ)) {
            self.force(true);
        } catch (IOException notPossibleHere) {
            return;
        }
    }

    private Path path(long generation, String kind) {
        return folder.resolve("rooms-" + generation + "." + kind);
    }

    private LongStream numbers(String kind) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            long[] numbers = files.map(file -> NAME.matcher(String.valueOf(file.getFileName())))
                    .filter(Matcher::matches)
                    .filter(name -> name.group(2).equals(kind))
                    .mapToLong(name -> Long.parseLong(name.group(1)))
                    .toArray();
            return LongStream.of(numbers);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
