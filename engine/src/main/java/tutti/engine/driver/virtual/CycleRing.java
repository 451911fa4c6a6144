package tutti.engine.driver.virtual;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import tutti.plugins.api.RealTimeSafe;

/// Hands whole cycles of several channels from the callback to a disk thread. Lock-free, one writer, one reader, of
/// fixed capacity; when it is full the cycle is dropped and counted.
final class CycleRing {
    private static final VarHandle WRITTEN;
    private static final VarHandle READ;
    private static final VarHandle DROPPED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            WRITTEN = lookup.findVarHandle(CycleRing.class, "written", long.class);
            READ = lookup.findVarHandle(CycleRing.class, "read", long.class);
            DROPPED = lookup.findVarHandle(CycleRing.class, "dropped", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int numChannels;
    private final int capacityCycles;

    /// `[slot * numChannels + channel][frame]`.
    private final float[][] samples;

    private final long[] startFrames;
    private final int[] lengths;

    /// Which channels of the cycle at hand were written. The writer's own.
    private final boolean[] isWritten;

    /// Whether the cycle at hand finds room, once that is decided. The writer's own.
    private boolean kept;

    private boolean decided;

    /// Cycles ever written; released by the writer.
    @SuppressWarnings("UnusedVariable")
    private long written;

    /// Cycles ever read; released by the reader.
    @SuppressWarnings("UnusedVariable")
    private long read;

    @SuppressWarnings("UnusedVariable")
    private long dropped;

    CycleRing(int numChannels, int periodFrames, int capacityCycles) {
        this.numChannels = numChannels;
        this.capacityCycles = capacityCycles;
        samples = new float[capacityCycles * numChannels][periodFrames];
        startFrames = new long[capacityCycles];
        lengths = new int[capacityCycles];
        isWritten = new boolean[numChannels];
    }

    /// Puts one channel of the cycle at hand. Thread: the callback. RT-safe: yes.
    @RealTimeSafe
    void write(int channel, float[] from, int numFrames) {
        long cycle = (long) WRITTEN.getOpaque(this);
        if (isKept(cycle)) {
            System.arraycopy(from, 0, samples[slot(cycle) * numChannels + channel], 0, numFrames);
            isWritten[channel] = true;
        }
    }

    /// Hands the cycle over; channels that were not put are silent. Thread: the callback. RT-safe: yes.
    @RealTimeSafe
    void endCycle(long startFrame, int numFrames) {
        long cycle = (long) WRITTEN.getOpaque(this);
        boolean isKept = isKept(cycle);
        decided = false;
        if (!isKept) {
            DROPPED.setOpaque(this, (long) DROPPED.getOpaque(this) + 1);
            return;
        }
        int slot = slot(cycle);
        for (int channel = 0; channel < numChannels; channel++) {
            if (!isWritten[channel]) {
                Arrays.fill(samples[slot * numChannels + channel], 0, numFrames, 0);
            }
            isWritten[channel] = false;
        }
        startFrames[slot] = startFrame;
        lengths[slot] = numFrames;
        WRITTEN.setRelease(this, cycle + 1);
    }

    /// Whether a cycle waits. Thread: the reader.
    boolean hasNext() {
        return (long) WRITTEN.getAcquire(this) > (long) READ.getOpaque(this);
    }

    /// The first frame of the cycle that waits. Thread: the reader, after [#hasNext].
    long nextFrame() {
        return startFrames[slot((long) READ.getOpaque(this))];
    }

    /// Copies the cycle that waits out and frees its place. Thread: the reader, after [#hasNext].
    ///
    /// @param into `[channel][frame]`
    /// @return its length in frames
    int takeNext(float[][] into) {
        long cycle = (long) READ.getOpaque(this);
        int slot = slot(cycle);
        int numFrames = lengths[slot];
        for (int channel = 0; channel < numChannels; channel++) {
            System.arraycopy(samples[slot * numChannels + channel], 0, into[channel], 0, numFrames);
        }
        READ.setRelease(this, cycle + 1);
        return numFrames;
    }

    /// Cycles that found the ring full. Thread: any.
    long dropped() {
        return (long) DROPPED.getOpaque(this);
    }

    /// Decides once a cycle, so that a place that becomes free in the middle does not take half a cycle.
    @RealTimeSafe
    private boolean isKept(long cycle) {
        if (!decided) {
            decided = true;
            kept = cycle - (long) READ.getAcquire(this) < capacityCycles;
        }
        return kept;
    }

    @RealTimeSafe
    private int slot(long cycle) {
        return (int) (cycle % capacityCycles);
    }
}
