package tutti.nat.room.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;

/// A file of records: read once from its begin, then written at its end. Only the user may read it.
///
/// Thread: one, but for [#force], [#sizeBytes] and [#isForced].
final class JournalFile implements Closeable {
    static final int HEADER_BYTES = 16;

    private static final byte[] HEADER =
            Arrays.copyOf("tutti rooms 1\n".getBytes(StandardCharsets.US_ASCII), HEADER_BYTES);
    private static final int BUFFER_BYTES = 1 << 16;
    private static final String OWNER_ONLY = "rw-------";

    private final FileChannel channel;
    private final ByteBuffer outgoing = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private volatile long sizeBytes;
    private volatile long forcedBytes;

    private JournalFile(FileChannel channel) {
        this.channel = channel;
    }

    /// What a file held.
    ///
    /// @param file ready to be written, behind its last good record
    /// @param lostBytes what was behind that and has been cut off, 0 for nothing
    record Read(JournalFile file, long lostBytes) {}

    /// Makes a new file, in place of one that is there.
    static JournalFile create(Path path) throws IOException {
        JournalFile file = new JournalFile(open(path));
        file.begin();
        return file;
    }

    /// Opens a file and hands out all that is in it, up to the first record that is cut short or damaged.
    ///
    /// @throws IOException if it cannot be read, or is no journal of this version
    static Read read(Path path, Consumer<JournalEntry> reader) throws IOException {
        FileChannel channel = open(path);
        try {
            JournalFile file = new JournalFile(channel);
            long size = channel.size();
            if (size < HEADER_BYTES) {
                // The process died as the file was made.
                file.begin();
                return new Read(file, size);
            }
            file.requireHeader(path);
            long end = file.readRecords(reader);
            channel.truncate(end);
            file.sizeBytes = end;
            return new Read(file, size - end);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static FileChannel open(Path path) throws IOException {
        boolean isPosix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = isPosix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY))
                }
                : new FileAttribute<?>[0];
        return FileChannel.open(
                path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE), ownerOnly);
    }

    private void begin() throws IOException {
        channel.truncate(0);
        channel.position(0);
        channel.write(ByteBuffer.wrap(HEADER));
        sizeBytes = HEADER_BYTES;
    }

    private void requireHeader(Path path) throws IOException {
        ByteBuffer found = ByteBuffer.allocate(HEADER_BYTES);
        channel.read(found, 0);
        if (!Arrays.equals(found.array(), HEADER)) {
            throw new IOException(path + " is not a journal of rooms of this version");
        }
    }

    /// Where the last good record ends.
    private long readRecords(Consumer<JournalEntry> reader) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        channel.position(HEADER_BYTES);
        long end = HEADER_BYTES;
        while (channel.read(buffer) > 0) {
            buffer.flip();
            for (JournalEntry entry = JournalRecord.decode(buffer);
                    entry != null;
                    entry = JournalRecord.decode(buffer)) {
                reader.accept(entry);
            }
            end = channel.position() - buffer.remaining();
            // A buffer that was full holds at least one whole record, if it is one.
            buffer.compact();
        }
        channel.position(end);
        return end;
    }

    /// Adds whole records; they have left the process when this returns.
    void write(Iterable<ByteBuffer> records) throws IOException {
        for (ByteBuffer record : records) {
            if (record.remaining() > outgoing.remaining()) {
                flush();
            }
            outgoing.put(record);
        }
        flush();
    }

    private void flush() throws IOException {
        outgoing.flip();
        while (outgoing.hasRemaining()) {
            channel.write(outgoing);
        }
        outgoing.clear();
        sizeBytes = channel.position();
    }

    /// Puts on the disk what is written. Thread: any.
    void force() throws IOException {
        long written = sizeBytes;
        channel.force(false);
        forcedBytes = written;
    }

    /// Whether all that is written is on the disk. Thread: any.
    boolean isForced() {
        return forcedBytes == sizeBytes;
    }

    /// Thread: any.
    long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
