package tutti.engine.receive;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.LongAdder;
import tutti.plugins.api.RealTimeSafe;

/// Decides how far behind the sender a stream is played: the offset K from the reader's free-running position B to
/// the frame that it plays, so that cycle c reads frames `[B(c) + K, B(c) + K + n)`.
///
/// Each packet tells the greatest K with which it would still have been in time: if cycle c is the last one to begin
/// before the packet has arrived (plus a guard), the packet must not be needed before cycle c + 1, so
///
/// `k = firstFrame - (B(c) + n)`
///
/// The smaller K, the longer the delay. Because k is measured against the cycles as they really fall, it holds for
/// any phase between the two drivers, any two periods and any packet length, and on a common clock it finds the one
/// period of latency that is the floor.
///
/// - *Automatic*: K is the quantile of k that a share [#DROPOUT_BUDGET] of recent packets falls short of, or
///   3.3 ms of sound soon after the start. The delay grows as soon as that asks for it, and shrinks when less has
///   been enough for [#SHRINK_AFTER_NS].
/// - *Fixed*: K is the usual earliest k less the allowance set, corrected only when it is off by more than
///   [#FIXED_TOLERANCE_NS] (clocks that drift apart).
///
/// The reader moves to a new K by a cross-fade. Thread: the link thread, except [#offsetFrames].
final class PlayoutDelay {
    /// The answer of [#offsetFrames] before anything is known.
    static final long UNKNOWN = Long.MIN_VALUE;

    /// Share of packets that may come too late.
    static final double DROPOUT_BUDGET = 0.0002;

    /// Sound that may be late however short the time since the start, in nanoseconds: two packets of 64 frames at 48
    /// kHz, none of a longer period.
    static final double SPIKE_NS = 3_300_000;

    static final double MAX_BUDGET = 0.01;

    /// Packets listened to before anything is played.
    static final long LISTEN_NS = 200_000_000;

    static final long SHRINK_AFTER_NS = 10_000_000_000L;
    static final long FIXED_TOLERANCE_NS = 1_500_000;

    /// Time between a packet's arrival at the socket and its frames' being readable, at worst in ordinary running.
    static final long GUARD_NS = 300_000;

    private static final long REVIEW_NS = 50_000_000;
    private static final double USUAL_EARLIEST_SHARE = 0.9;
    private static final long MEMORY_NS = 30_000_000_000L;
    private static final VarHandle OFFSET;

    static {
        try {
            OFFSET = MethodHandles.lookup().findVarHandle(PlayoutDelay.class, "offsetFrames", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final BufferTarget target;
    private final double framesPerNs;
    private final LatenessHistogram histogram;
    private final PlayoutClock.Reading cycle = new PlayoutClock.Reading();

    private long offsetFrames = UNKNOWN;
    private boolean started;
    private long referenceFrames;
    private long startedNs;
    private long reviewedNs;
    private long couldShrinkSinceNs;
    private boolean couldShrink;
    private long lastInRangeNs;
    private volatile long allowanceFrames;
    private final LongAdder moves = new LongAdder();

    /// @param inputRateHz the sender's sample rate
    PlayoutDelay(BufferTarget target, int inputRateHz) {
        this.target = target;
        this.framesPerNs = inputRateHz / 1e9;
        this.histogram = new LatenessHistogram(inputRateHz / 8, inputRateHz / 2);
    }

    /// Takes note of a packet.
    ///
    /// @param firstFrame number of its first frame
    /// @param arrivalNs when it came, on the driver's clock
    /// @param clock the reader's position
    void onPacket(long firstFrame, long arrivalNs, PlayoutClock clock) {
        if (!clock.read(cycle)) {
            return;
        }
        double cyclesSince = Math.floor((arrivalNs + GUARD_NS - cycle.cycleStartNs) / cycle.periodNs);
        double due = cycle.positionFrames + (Math.max(0, cyclesSince) + 1) * cycle.advanceFrames;
        long latestOffset = firstFrame - (long) Math.ceil(due);
        if (!started) {
            start(latestOffset, arrivalNs);
        }
        if (histogram.add(referenceFrames - latestOffset)) {
            lastInRangeNs = arrivalNs;
        } else if (arrivalNs - lastInRangeNs > LISTEN_NS) {
            // Nothing has been near the reference for a while: the sender's timeline has jumped.
            start(latestOffset, arrivalNs);
            histogram.add(0);
        }
        if (arrivalNs - reviewedNs >= REVIEW_NS && arrivalNs - startedNs >= LISTEN_NS) {
            histogram.forget(Math.exp(-(double) (arrivalNs - reviewedNs) / MEMORY_NS));
            reviewedNs = arrivalNs;
            review(arrivalNs);
        }
    }

    private void start(long latestOffset, long nowNs) {
        started = true;
        histogram.clear();
        referenceFrames = latestOffset;
        startedNs = nowNs;
        reviewedNs = nowNs;
        lastInRangeNs = nowNs;
        couldShrink = false;
        move(UNKNOWN);
    }

    private void review(long nowNs) {
        switch (target) {
            case BufferTarget.Auto() -> reviewAuto(nowNs);
            case BufferTarget.Fixed(double ms) -> reviewFixed(Math.round(ms * 1e6 * framesPerNs));
        }
        allowanceFrames = Math.max(0, earliestOffset() - offsetFrames);
    }

    private void reviewAuto(long nowNs) {
        long wanted = referenceFrames - histogram.exceededBy(budget(nowNs));
        if (offsetFrames == UNKNOWN || wanted < offsetFrames) {
            move(wanted);
            couldShrink = false;
        } else if (wanted == offsetFrames) {
            couldShrink = false;
        } else if (!couldShrink) {
            couldShrink = true;
            couldShrinkSinceNs = nowNs;
        } else if (nowNs - couldShrinkSinceNs >= SHRINK_AFTER_NS) {
            move(wanted);
            couldShrink = false;
        }
    }

    /// Soon after the start a few late packets say nothing about the share of them: they are spikes, and let go.
    private double budget(long nowNs) {
        return Math.max(DROPOUT_BUDGET, Math.min(MAX_BUDGET, SPIKE_NS / (nowNs - startedNs)));
    }

    private void reviewFixed(long allowanceFrames) {
        long wanted = earliestOffset() - allowanceFrames;
        if (offsetFrames == UNKNOWN || Math.abs(wanted - offsetFrames) > FIXED_TOLERANCE_NS * framesPerNs) {
            move(wanted);
        }
    }

    /// Changes K at once, or stops playing with [#UNKNOWN].
    void move(long wanted) {
        if (offsetFrames != UNKNOWN && wanted != UNKNOWN) {
            moves.increment();
        }
        OFFSET.setRelease(this, wanted);
    }

    /// The greatest K that a tenth of the packets would have allowed: the network at its usual best.
    private long earliestOffset() {
        return referenceFrames - histogram.exceededBy(USUAL_EARLIEST_SHARE);
    }

    /// K, or [#UNKNOWN]: play silence. Thread: any. RT-safe: yes.
    @RealTimeSafe
    long offsetFrames() {
        return (long) OFFSET.getAcquire(this);
    }

    /// The allowance beyond the usual earliest arrival, in frames; 0 before anything is known. Thread: any.
    long allowanceFrames() {
        return allowanceFrames;
    }

    /// How often the delay was changed while playing. Thread: any.
    long moves() {
        return moves.sum();
    }
}
