package tutti.engine.receive;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import tutti.plugins.api.RealTimeSafe;

/// Tells the link thread where the callback is: which stretch of the stream the latest cycle reads, and when it
/// began.
///
/// The position counts input frames since the stream began to be pulled, without the play-out offset: a free-running
/// clock in the sender's frames, driven by the local driver. A sequence lock: the callback never waits; a reader that
/// meets a write tries again a few times, and then does without: were the callback's thread to be interrupted in the
/// middle of a write, a reader of higher priority would wait for ever on a single core.
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
    private long cycleStartNs;
    private long positionFrames;
    private double advanceFrames;
    private double periodNs;

    /// What the latest cycle published. One thread an instance.
    public static final class Reading {
        /// When the cycle began, on the driver's clock.
        public long cycleStartNs;

        /// First input frame of the cycle.
        public long positionFrames;

        /// Input frames a cycle, on average.
        public double advanceFrames;

        /// Length of the cycle, nominal.
        public double periodNs;

        Reading() {}
    }

    /// Thread: the callback alone. RT-safe: yes.
    @RealTimeSafe
    void publish(long startNs, long position, double advance, double period) {
        int next = version + 1;
        VERSION.setOpaque(this, next);
        VarHandle.storeStoreFence();
        cycleStartNs = startNs;
        positionFrames = position;
        advanceFrames = advance;
        periodNs = period;
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
                into.cycleStartNs = cycleStartNs;
                into.positionFrames = positionFrames;
                into.advanceFrames = advanceFrames;
                into.periodNs = periodNs;
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
