package tutti.engine.driver.virtual;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tutti.engine.driver.DriverException;
import tutti.engine.driver.DriverFormat;
import tutti.engine.wav.SampleFormat;
import tutti.engine.wav.WavException;
import tutti.engine.wav.WavWriter;
import tutti.plugins.api.RealTimeSafe;

/// Writes what playback ports play into one WAV file, a channel for each.
///
/// A ring of one second lies between the callback and the disk. When it is full, cycles are dropped and counted by
/// [#droppedCycles]; the file holds silence in their place, so that what follows stays at its time.
///
/// Threads: the callback hands in, `tutti-wav` writes, and once a second makes the file safe against a crash.
public final class WavSink implements SignalSink {
    private static final long IDLE_NS = 10_000_000;

    /// A longer silence in one piece would be a clock gone wrong, not a gap.
    private static final long MAX_GAP_FRAMES = 1L << 30;

    private final List<String> portNames;
    private final CycleRing ring;
    private final WavWriter writer;
    private final float[][] silence;
    private final float[][] samples;
    private final int sampleRateHz;
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable String failure;
    private long framesAtFlush;

    private WavSink(WavWriter writer, DriverFormat format, List<String> portNames) {
        this.portNames = List.copyOf(portNames);
        this.writer = writer;
        sampleRateHz = format.sampleRateHz();
        int numCycles = Math.max(4, format.sampleRateHz() / format.periodFrames());
        ring = new CycleRing(portNames.size(), format.periodFrames(), numCycles);
        silence = new float[portNames.size()][format.periodFrames()];
        samples = new float[portNames.size()][format.periodFrames()];
        thread = Thread.ofPlatform().daemon().name("tutti-wav").unstarted(this::writeAll);
    }

    /// Creates the file and starts to write as sound comes.
    ///
    /// @param format the driver's
    /// @param portNames the ports to write, in the order of the file's channels; all others go nowhere
    /// @throws DriverException if the file cannot be written
    public static WavSink open(Path path, DriverFormat format, List<String> portNames, SampleFormat samples) {
        WavSink sink = unstarted(path, format, portNames, samples);
        sink.thread.start();
        return sink;
    }

    /// One that a test steps by [#doWork].
    static WavSink unstarted(Path path, DriverFormat format, List<String> portNames, SampleFormat samples) {
        try {
            return new WavSink(
                    new WavWriter(path, format.sampleRateHz(), portNames.size(), samples), format, portNames);
        } catch (WavException e) {
            throw new DriverException(e.getMessage(), e);
        }
    }

    /// Cycles that found the ring full, or the disk. Thread: any.
    public long droppedCycles() {
        return ring.dropped();
    }

    /// Why writing ended early, as a sentence; null if it did not. Thread: any.
    public @Nullable String failure() {
        return failure;
    }

    @Override
    public int channelOf(String portName) {
        return portNames.indexOf(portName);
    }

    @Override
    @RealTimeSafe
    public void write(int channel, long startFrame, float[] from, int numFrames) {
        ring.write(channel, from, numFrames);
    }

    @Override
    @RealTimeSafe
    public void endCycle(long startFrame, int numFrames) {
        ring.endCycle(startFrame, numFrames);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        try {
            while (doWork() > 0) {
                // Whatever the thread left over.
            }
            writer.close();
        } catch (WavException e) {
            failure = e.getMessage();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeAll() {
        while (!closed) {
            if (doWork() == 0) {
                LockSupport.parkNanos(this, IDLE_NS);
            }
        }
    }

    /// Writes what waits.
    ///
    /// @return the number of cycles written
    int doWork() {
        int numCycles = 0;
        while (failure == null && ring.hasNext()) {
            try {
                writeNext();
            } catch (WavException e) {
                // The ring fills up from here on, and its counter tells.
                failure = e.getMessage();
            }
            numCycles++;
        }
        return numCycles;
    }

    private void writeNext() {
        long gapFrames = Math.min(ring.nextFrame() - writer.numFrames(), MAX_GAP_FRAMES);
        while (gapFrames > 0) {
            int count = (int) Math.min(gapFrames, silence.length == 0 ? 0 : silence[0].length);
            writer.write(silence, 0, count);
            gapFrames -= count;
        }
        int numFrames = ring.takeNext(samples);
        writer.write(samples, 0, numFrames);
        if (writer.numFrames() - framesAtFlush >= sampleRateHz) {
            framesAtFlush = writer.numFrames();
            writer.flush();
        }
    }
}
