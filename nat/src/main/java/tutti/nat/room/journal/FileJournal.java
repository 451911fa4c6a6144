package tutti.nat.room.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A journal in a folder of files ([JournalFolder]).
///
/// What is offered is stored when it is written to the file: the death of this process then loses nothing. The file
/// is forced to the disk every [#FORCE_INTERVAL_MS], which bounds what the death of the computer loses.
///
/// Threads: `tutti-room-journal` writes, all that waits at once, and tells; `tutti-room-force` forces, so that
/// writing never waits for the disk.
public final class FileJournal implements RoomJournal {
    /// How often the file is forced to the disk.
    public static final int FORCE_INTERVAL_MS = 200;

    private static final long MAX_WAITING_BYTES = 16 << 20;

    private final JournalFolder folder;
    private final Consumer<IOException> onFailure;
    private final JournalQueue queue = new JournalQueue(MAX_WAITING_BYTES);
    private final AtomicReference<@Nullable CompletableFuture<JournalFile>> wantedRoll = new AtomicReference<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread writer;
    private final Thread forcer;
    private final long lostBytes;

    /// The writer's, and while it waits for that [#compact]'s.
    private long generation;

    /// Changed by the writer only.
    private volatile JournalFile file;

    /// Sizes of the state, and of journals that it does not sum up yet.
    private volatile long earlierBytes;

    private FileJournal(JournalFolder folder, JournalFolder.Recovered recovered, Consumer<IOException> onFailure) {
        this.folder = folder;
        this.onFailure = onFailure;
        this.generation = recovered.generation();
        this.file = recovered.file();
        this.lostBytes = recovered.lostBytes();
        this.earlierBytes = recovered.earlierBytes();
        this.writer = Thread.ofPlatform().daemon().name("tutti-room-journal").unstarted(this::writeAll);
        this.forcer = Thread.ofPlatform().daemon().name("tutti-room-force").unstarted(this::forceAlways);
    }

    /// Opens the journal in a folder, which is made if it is missing.
    ///
    /// @param reader is given all that is stored, before this method returns
    /// @param onFailure told once, if nothing can be stored any more; on any thread
    /// @throws IOException if the folder cannot be used, another process uses it, or holds something else
    public static FileJournal open(Path path, Consumer<JournalEntry> reader, Consumer<IOException> onFailure)
            throws IOException {
        JournalFolder folder = JournalFolder.open(path);
        try {
            JournalFolder.Recovered recovered = folder.recover(reader);
            FileJournal journal = new FileJournal(folder, recovered, onFailure);
            journal.writer.start();
            journal.forcer.start();
            return journal;
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /// How much was found cut short or damaged, and was cut off, when this was opened: 0 after an orderly end.
    public long lostBytes() {
        return lostBytes;
    }

    @Override
    public boolean offer(JournalEntry entry, Runnable whenStored) {
        return queue.offer(JournalRecord.encode(entry), whenStored);
    }

    @Override
    public long storedBytes() {
        return earlierBytes + file.sizeBytes();
    }

    private void writeAll() {
        try {
            while (!queue.isOver()) {
                List<JournalQueue.Waiting> group = queue.take();
                file.write(
                        () -> group.stream().map(JournalQueue.Waiting::record).iterator());
                group.forEach(waiting -> waiting.whenStored().run());
                roll();
            }
        } catch (IOException e) {
            queue.abandon();
            onFailure.accept(e);
        } finally {
            cancelRoll();
        }
    }

    private void roll() throws IOException {
        CompletableFuture<JournalFile> wanted = wantedRoll.getAndSet(null);
        if (wanted != null) {
            JournalFile full = file;
            JournalFile next = folder.begin(generation + 1);
            earlierBytes = earlierBytes() + full.sizeBytes();
            file = next;
            generation++;
            wanted.complete(full);
        }
    }

    private long earlierBytes() {
        return earlierBytes;
    }

    private void cancelRoll() {
        CompletableFuture<JournalFile> wanted = wantedRoll.getAndSet(null);
        if (wanted != null) {
            wanted.cancel(false);
        }
    }

    @Override
    public void compact(Iterable<JournalEntry> summary) throws IOException {
        try (JournalFile full = awaitRoll()) {
            // Should the computer die now, the generation before counts, with this journal.
            full.force();
            Iterator<JournalEntry> entries = summary.iterator();
            earlierBytes = folder.complete(generation, () -> new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return entries.hasNext();
                }

                @Override
                public ByteBuffer next() {
                    return JournalRecord.encode(entries.next());
                }
            });
        }
    }

    private JournalFile awaitRoll() throws IOException {
        CompletableFuture<JournalFile> wanted = new CompletableFuture<>();
        wantedRoll.set(wanted);
        if (queue.isOver()) {
            cancelRoll();
        }
        queue.wake();
        try {
            return wanted.get();
        } catch (ExecutionException | CancellationException e) {
            throw new IOException("the journal has ended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the journal was interrupted", e);
        }
    }

    private void forceAlways() {
        try {
            while (!closing.await(FORCE_INTERVAL_MS, TimeUnit.MILLISECONDS)) {
                force(file);
            }
        } catch (IOException e) {
            queue.abandon();
            onFailure.accept(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void force(JournalFile current) throws IOException {
        try {
            if (!current.isForced()) {
                current.force();
            }
        } catch (ClosedChannelException e) {
            if (current == file) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        queue.close();
        closing.countDown();
        try {
            writer.join();
            forcer.join();
            file.force();
            file.close();
            folder.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
