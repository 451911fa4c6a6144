package tutti.engine.receive;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import tutti.plugins.api.RealTimeSafe;

/// Tells other threads where the callback is: when the latest cycle began, on which local frame, and which frame of
/// the stream it began to read.
///
/// A sequence lock: the callback never waits; a reader that meets a write tries again a few times, and then does
/// without: were the callback's thread to be interrupted in the middle of a write, a reader of higher priority would
/// wait for ever on a single core.
public final class PlayoutClock {
    private static final int MAX_TRIES = 1_000;
    private static final VarHandle VERSION;

    static {
        try {
            VERSION = MethodHandles.lookup().findVarHandle(PlayoutClock.class, "version", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private int version;
    private final Reading now = new Reading();

    /// What the latest cycle published. One thread an instance.
    public static final class Reading {
        /// When the cycle began, on the driver's clock.
        public long cycleStartNs;

        /// The driver's count at its first frame.
        public long localFrame;

        /// Its length, in local frames.
        public int periodFrames;

        /// Time between two local frames, as the driver really runs.
        public double nsPerFrame;

        /// Where in the stream it began to read, in the sender's frames; meaningless unless [#isReading].
        public double readFrame;

        /// The sender's frames that it takes for each local one.
        public double ratio;

        /// Whether it reads anything.
        public boolean isReading;

        /// How many frames the reader had taken in all, true or made up ([PlayedHistory]).
        public long takenFrames;

        Reading() {}

        @RealTimeSafe
        private void copyFrom(Reading other) {
            cycleStartNs = other.cycleStartNs;
            localFrame = other.localFrame;
            periodFrames = other.periodFrames;
            nsPerFrame = other.nsPerFrame;
            readFrame = other.readFrame;
            ratio = other.ratio;
            isReading = other.isReading;
            takenFrames = other.takenFrames;
        }

        /// The local frame count at a time, fractions included.
        double localFrameAt(long timeNs) {
            return localFrame + (timeNs - cycleStartNs) / nsPerFrame;
        }

        /// When a frame of the stream is or was read, in the driver's time.
        double readAtNs(double frame) {
            return cycleStartNs + (frame - readFrame) / ratio * nsPerFrame;
        }
    }

    /// Publishes a copy. Thread: the callback alone. RT-safe: yes.
    @RealTimeSafe
    void publish(Reading reading) {
        int next = version + 1;
        VERSION.setOpaque(this, next);
        VarHandle.storeStoreFence();
        now.copyFrom(reading);
        VERSION.setRelease(this, next + 1);
    }

    /// Reads a consistent set. Thread: any but the callback. RT-safe: no (may retry).
    ///
    /// @return false before the first cycle, and if the callback is stuck in a write
    boolean read(Reading into) {
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            int before = (int) VERSION.getAcquire(this);
            if (before == 0) {
                return false;
            }
            if ((before & 1) == 0) {
                into.copyFrom(now);
                VarHandle.loadLoadFence();
                if ((int) VERSION.getOpaque(this) == before) {
                    return true;
                }
            }
            Thread.onSpinWait();
        }
        return false;
    }
}
