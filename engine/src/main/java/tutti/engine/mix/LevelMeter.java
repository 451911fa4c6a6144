package tutti.engine.mix;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import tutti.plugins.api.RealTimeSafe;

/// Peaks and mean squares of a strip or a bus, for any number of readers at speeds of their own; the ballistics are
/// theirs.
///
/// The callback gathers periods into stretches of 5 ms and puts each finished one into a ring of [#STRETCHES]; a
/// reader takes the greatest peak and the mean of all stretches since it last looked. So every sample is in
/// exactly one of its readings, and what one reader takes the others still get. A reader that has not looked for 5
/// s gets the last 5 s: what
/// is older is written over. The callback never waits.
public final class LevelMeter {
    static final int STRETCHES = 1_024;

    private static final int STRETCHES_PER_SECOND = 200;
    private static final VarHandle FLOATS = MethodHandles.arrayElementVarHandle(float[].class);
    private static final VarHandle DOUBLES = MethodHandles.arrayElementVarHandle(double[].class);
    private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);
    private static final VarHandle FINISHED = finished();

    private final int lanes;
    private final int stretchFrames;
    private final float[] peaks;
    private final double[] squares;
    private final int[] frames = new int[STRETCHES];
    private final float[] openPeaks;
    private final double[] openSquares;
    private int openFrames;

    @SuppressWarnings("unused") // by its VarHandle
    private volatile long finishedStretches;

    /// @param lanes how many signals are measured side by side
    public LevelMeter(int lanes, int sampleRateHz) {
        this.lanes = lanes;
        stretchFrames = Math.max(1, sampleRateHz / STRETCHES_PER_SECOND);
        peaks = new float[lanes * STRETCHES];
        squares = new double[lanes * STRETCHES];
        openPeaks = new float[lanes];
        openSquares = new double[lanes];
    }

    private static VarHandle finished() {
        try {
            return MethodHandles.lookup().findVarHandle(LevelMeter.class, "finishedStretches", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Takes in what was found in a part of a period; more than one part may fall into one lane.
    ///
    /// Thread: the callback. RT-safe: yes.
    ///
    /// @param peak the greatest magnitude
    /// @param sumOfSquares over the part
    @RealTimeSafe
    void note(int lane, float peak, double sumOfSquares) {
        openPeaks[lane] = Math.max(openPeaks[lane], peak);
        openSquares[lane] += sumOfSquares;
    }

    /// Ends a period. Thread: the callback. RT-safe: yes.
    @RealTimeSafe
    void advance(int numFrames) {
        openFrames += numFrames;
        if (openFrames < stretchFrames) {
            return;
        }
        long finished = finishedStretches;
        int slot = (int) (finished % STRETCHES);
        for (int lane = 0; lane < lanes; lane++) {
            FLOATS.setOpaque(peaks, slot * lanes + lane, openPeaks[lane]);
            DOUBLES.setOpaque(squares, slot * lanes + lane, openSquares[lane]);
            openPeaks[lane] = 0;
            openSquares[lane] = 0;
        }
        INTS.setOpaque(frames, slot, openFrames);
        openFrames = 0;
        FINISHED.setRelease(this, finished + 1);
        // The next stretch overwrites the oldest one: a reader must not see that before it can know of it.
        VarHandle.storeStoreFence();
    }

    /// Somebody who looks, from now on. Thread: any. RT-safe: no (allocates).
    public Reader newReader() {
        return new Reader();
    }

    /// One who looks now and then. Thread: one. RT-safe: no.
    public final class Reader {
        private final float[] readPeaks = new float[lanes];
        private final double[] readMeanSquares = new double[lanes];
        private final double[] sums = new double[lanes];
        private long next = finishedStretches;

        private Reader() {}

        /// Takes what was measured since the last call. If that is nothing, the former reading stays. Does not
        /// allocate.
        ///
        /// @return whether there is a new reading
        public boolean read() {
            long finished = (long) FINISHED.getAcquire(LevelMeter.this);
            if (finished == next) {
                return false;
            }
            long begin = Math.max(next, finished - STRETCHES + 1);
            gather(begin, finished);
            VarHandle.loadLoadFence();
            long now = (long) FINISHED.getAcquire(LevelMeter.this);
            while (begin <= now - STRETCHES) {
                // The callback has written over some of it meanwhile.
                finished = now;
                begin = finished - STRETCHES + 1;
                gather(begin, finished);
                VarHandle.loadLoadFence();
                now = (long) FINISHED.getAcquire(LevelMeter.this);
            }
            next = finished;
            return true;
        }

        private void gather(long begin, long end) {
            long numFrames = 0;
            Arrays.fill(readPeaks, 0);
            Arrays.fill(sums, 0);
            for (long stretch = begin; stretch < end; stretch++) {
                int slot = (int) (stretch % STRETCHES);
                numFrames += (int) INTS.getOpaque(frames, slot);
                for (int lane = 0; lane < lanes; lane++) {
                    readPeaks[lane] = Math.max(readPeaks[lane], (float) FLOATS.getOpaque(peaks, slot * lanes + lane));
                    sums[lane] += (double) DOUBLES.getOpaque(squares, slot * lanes + lane);
                }
            }
            for (int lane = 0; lane < lanes; lane++) {
                readMeanSquares[lane] = sums[lane] / Math.max(1, numFrames);
            }
        }

        /// The greatest magnitude of the latest reading, 1 = 0 dBFS.
        public float peak(int lane) {
            return readPeaks[lane];
        }

        /// The mean square of the latest reading; a full-scale sine has 0.5.
        public double meanSquare(int lane) {
            return readMeanSquares[lane];
        }

        /// How many signals there are.
        public int lanes() {
            return lanes;
        }
    }
}
