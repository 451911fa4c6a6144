package tutti.engine.receive;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import tutti.plugins.api.RealTimeSafe;

/// The last frames that a reader took from its stream, true ones and made-up ones, for whoever fits a model to them:
/// written by the callback, read by one other thread without stopping it.
///
/// A ring of [#CAPACITY_FRAMES]; frames are numbered by how many were taken before them. Overflow: the oldest is
/// overwritten. A reader copies and asks afterwards whether what it copied was still whole.
final class PlayedHistory {
    static final int CAPACITY_FRAMES = 1 << 13;

    private static final VarHandle TAKEN;

    static {
        try {
            TAKEN = MethodHandles.lookup().findVarHandle(PlayedHistory.class, "takenFrames", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final float[][] ring;
    private long takenFrames;
    private volatile long trueFrames;

    PlayedHistory(int numChannels) {
        ring = new float[numChannels][CAPACITY_FRAMES];
    }

    /// Takes in what was read, in order. Thread: the callback. RT-safe: yes.
    ///
    /// @param planar float32 `[channel][frame]`
    /// @param endOfTruth one behind the last of these frames that was true, 0 if none was
    @RealTimeSafe
    void write(float[][] planar, int numFrames, int endOfTruth) {
        long taken = takenFrames;
        int begin = Math.max(0, numFrames - CAPACITY_FRAMES);
        for (int channel = 0; channel < ring.length; channel++) {
            float[] into = ring[channel];
            float[] from = planar[channel];
            for (int i = begin; i < numFrames; i++) {
                into[(int) (taken + i) & (CAPACITY_FRAMES - 1)] = from[i];
            }
        }
        TAKEN.setRelease(this, taken + numFrames);
        if (endOfTruth > 0) {
            trueFrames = taken + endOfTruth;
        }
    }

    /// Frames taken so far. Thread: any. RT-safe: yes.
    @RealTimeSafe
    long takenFrames() {
        return (long) TAKEN.getAcquire(this);
    }

    /// One behind the last true frame. Thread: any.
    long trueFrames() {
        return trueFrames;
    }

    /// Copies frames that were taken; what lies before the first is silence. Thread: the fit thread.
    ///
    /// @param end one behind the last frame wanted, at most [#takenFrames]
    /// @param planar receives `numFrames` from `offset` on
    /// @return whether all of them are whole; false if the callback has overtaken the copying
    boolean read(long end, int numFrames, float[][] planar, int offset) {
        long begin = end - numFrames;
        for (int channel = 0; channel < ring.length; channel++) {
            for (int i = 0; i < numFrames; i++) {
                long frame = begin + i;
                planar[channel][offset + i] = frame < 0 ? 0 : ring[channel][(int) frame & (CAPACITY_FRAMES - 1)];
            }
        }
        // A cycle may be writing beyond what it has said: leave room for the longest.
        VarHandle.loadLoadFence();
        return takenFrames() - Math.max(0, begin) <= CAPACITY_FRAMES / 2;
    }
}
