package tutti.engine.receive;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import tutti.engine.driver.DriverFormat;
import tutti.plugins.api.RealTimeSafe;

/// Decides how far behind the sender a stream is played.
///
/// With B(t) the local driver's frame count times the nominal ratio of the rates, n the local period in the sender's
/// frames, and f the first frame of a packet that came at t, the reader, standing at `B + O`, gets it in time for
/// sure if
///
/// `O <= k = f - B(t) - n`
///
/// [ArrivalLine] follows the greatest k of late, x, through the drift of the clocks; what a packet falls short of it
/// is its *lateness* x - k. The offset is `O = x - q`, where q is the delay kept:
///
/// - *Automatic*: the lateness that a share of the packets exceeds. The share is the user's dropout budget, enlarged
///   by what concealment is measured to repair: within the 10 ms around a gap of g ms that is made up with an error
///   of E dB, there is an error of e = E + 10 log10(g / 10) dB, and 10^(-e / 14) times as many packets may be late,
///   up to [#MAX_CREDIT]: 27 times for -20 dB, which is where damage begins to be heard. In the first 20 s they are
///   counted as if 20 s had passed: a few packets say nothing about shares. Two memories answer, a minute and two
///   seconds ([LatenessMemory]), so that a network that turns bad is followed at once while spikes are concealed, not
///   chased. The delay shrinks when less has been enough for [#SHRINK_AFTER_NS].
/// - *Fixed*: what the user says.
///
/// On one clock the cycles always fall on the same place between the packets, and a frame is needed only when one
/// begins. There the same is done with `k = f - B(c) - n`, c being the last cycle that began before the packet came:
/// this holds for any two periods, any phase and any packet length, and finds the floor of a single period that two
/// engines in one JACK graph have.
///
/// The reader moves to a new place by playing at most 0.3 % faster or slower, see [PlayoutServo].
///
/// Thread: the link thread, unless a method says otherwise.
final class PlayoutDelay {
    /// How many times the budget concealment can win, at most.
    static final double MAX_CREDIT = 40;

    private static final double AMPLY = 0.7;

    /// Packets listened to before anything is played.
    static final long LISTEN_NS = 200_000_000;

    static final long SHRINK_AFTER_NS = 10_000_000_000L;

    /// Time between a packet's arrival at the socket and its frames' being readable, in ordinary running.
    static final long GUARD_NS = 150_000;

    /// A delay set by hand is corrected on one clock when it is off by more than this.
    private static final double FIXED_TOLERANCE_NS = 1_500_000;

    /// What lasts longer is no spike.
    private static final long SPIKE_NS = 300_000_000;

    private static final int SPIKE_PACKETS = 4;

    /// Damage is judged over so long a stretch of sound.
    private static final double JUDGED_MS = 10;

    private static final long REVIEW_NS = 50_000_000;
    private static final double USUALLY_LATE_SHARE = 0.05;
    private static final double USUALLY_EARLIEST_SHARE = 0.9;
    private static final double EARLIEST_SECONDS = 0.1;
    private static final double LATEST_SECONDS = 0.5;
    private static final double EXACT_SECONDS = 0.15;
    private static final double STEADY_FRAMES = 4;
    private static final int BINS_PER_SECOND = 12_000;
    private static final long NEVER = Long.MIN_VALUE;

    private final int periodFrames;
    private final double nominalRatio;
    private final double framesPerNs;
    private final ArrivalLine line;

    /// Lateness behind the line, and on one clock that behind a cycle.
    private final LatenessMemory free;

    private final LatenessMemory exact;

    private final int exactMostFrames;
    private final int binFrames;
    private final PlayoutClock.Reading cycle = new PlayoutClock.Reading();

    private volatile BufferTarget target;
    private volatile @Nullable PlayoutPlan plan;
    private volatile double concealmentDb;
    private volatile long keptFrames;
    private volatile double slope;
    private final LongAdder moves = new LongAdder();

    private int packetFrames = 1;
    private long groupFrame;
    private double groupLateness = -Double.MAX_VALUE;
    private long groupExactLateness = Long.MIN_VALUE;
    /// Lateness beyond which there is a spike, see [#isSpike].
    private double freeLimit = Double.MAX_VALUE;

    private double exactLimit = Double.MAX_VALUE;
    private long spikeSinceNs = NEVER;
    private boolean started;
    private long startedNs;
    private long reviewedNs;
    private long lastInRangeNs;

    /// What [#exact] counts from.
    private long exactReference;

    private long exactSinceNs = NEVER;
    private long lastExactNs;
    private boolean wasExact;
    private long covered;
    private boolean couldShrink;
    private long couldShrinkSinceNs;

    /// @param remote the sender's sample rate and period
    /// @param outputRateHz the local driver's
    PlayoutDelay(BufferTarget target, DriverFormat remote, int outputRateHz) {
        int inputRateHz = remote.sampleRateHz();
        periodFrames = remote.periodFrames();
        this.target = target;
        nominalRatio = (double) inputRateHz / outputRateHz;
        framesPerNs = inputRateHz / 1e9;
        line = new ArrivalLine(inputRateHz, outputRateHz);
        binFrames = Math.max(1, inputRateHz / BINS_PER_SECOND);
        free = new LatenessMemory(
                (int) (EARLIEST_SECONDS * inputRateHz), (int) (LATEST_SECONDS * inputRateHz), binFrames);
        exactMostFrames = (int) (EXACT_SECONDS * inputRateHz);
        exact = new LatenessMemory(exactMostFrames, exactMostFrames, 1);
    }

    /// Asks for another delay, from the next review on. Thread: any.
    void target(BufferTarget newTarget) {
        target = newTarget;
    }

    /// Takes note of a packet.
    ///
    /// @param firstFrame number of its first frame
    /// @param numFrames its frames
    /// @param arrivalNs when it came, on the driver's clock
    /// @param clock the reader's position
    void onPacket(long firstFrame, int numFrames, long arrivalNs, PlayoutClock clock) {
        if (!clock.read(cycle)) {
            return;
        }
        packetFrames = Math.max(1, numFrames);
        double localFrame = cycle.localFrameAt(arrivalNs + GUARD_NS);
        if (!started) {
            start(arrivalNs);
        }
        line.add(earliness(firstFrame, localFrame), localFrame);
        note(firstFrame, localFrame, arrivalNs);
        review(localFrame, arrivalNs);
    }

    /// Takes note of frames that were lost and have come as a copy in a later packet: that is when they came. But
    /// they never ask for more than a packet beyond what packets usually need: where copies lie, the sender decides
    /// by the delay that there is, and the two would drive each other up.
    void onRepair(long firstFrame, long arrivalNs, PlayoutClock clock) {
        if (!started || !clock.read(cycle)) {
            return;
        }
        double localFrame = cycle.localFrameAt(arrivalNs + GUARD_NS);
        if (line.isKnown()) {
            double lateness = line.at(localFrame) - earliness(firstFrame, localFrame);
            free.add(Math.min(lateness, (double) free.lately(USUALLY_LATE_SHARE) + packetFrames));
        }
        if (exactSinceNs != NEVER) {
            long lateness = exactReference - exactEarliness(firstFrame, localFrame);
            exact.add((double) Math.min(lateness, exact.lately(USUALLY_LATE_SHARE) + packetFrames));
        }
    }

    /// The greatest offset with which these frames would have been in time, whenever a cycle had begun.
    private double earliness(long firstFrame, double localFrame) {
        return firstFrame - nominalRatio * (localFrame + cycle.periodFrames);
    }

    /// The same for the cycles as they fall; at equal rates.
    private long exactEarliness(long firstFrame, double localFrame) {
        double cycles = Math.max(0, Math.floor((localFrame - cycle.localFrame) / cycle.periodFrames));
        return firstFrame - cycle.localFrame - ((long) cycles + 1) * cycle.periodFrames;
    }

    private void note(long firstFrame, double localFrame, long nowNs) {
        if (firstFrame < groupFrame || firstFrame >= groupFrame + periodFrames) {
            closeGroup(nowNs);
            groupFrame = firstFrame;
        }
        noteExactly(firstFrame, localFrame, nowNs);
        double lateness = line.at(localFrame) - earliness(firstFrame, localFrame);
        groupLateness = Math.max(groupLateness, lateness);
        if (!line.isKnown() || free.hasPlaceFor(lateness)) {
            lastInRangeNs = nowNs;
        } else if (nowNs - lastInRangeNs > LISTEN_NS) {
            // Nothing has been near the line for a while: the sender's timeline has jumped.
            start(nowNs);
        }
    }

    /// Packets that were made of one period count as one, by the latest of them: were each to count, the first of
    /// many could always come too late and still be few.
    private void closeGroup(long nowNs) {
        boolean isSpike = isSpike(nowNs);
        if (line.isKnown() && groupLateness > -Double.MAX_VALUE) {
            free.add(isSpike ? Math.min(groupLateness, freeLimit) : groupLateness);
        }
        if (exactSinceNs != NEVER && groupExactLateness > Long.MIN_VALUE) {
            exact.add(isSpike ? Math.min((double) groupExactLateness, exactLimit) : (double) groupExactLateness);
        }
        groupLateness = -Double.MAX_VALUE;
        groupExactLateness = Long.MIN_VALUE;
    }

    /// A spike is concealed, not chased (Moon, Kurose, Towsley 1998, section 4): what comes later than ever of late,
    /// and
    /// not for long, counts as a little late only.
    private boolean isSpike(long nowNs) {
        boolean isHigh = wasExact ? (double) groupExactLateness > exactLimit : groupLateness > freeLimit;
        if (!isHigh) {
            spikeSinceNs = NEVER;
        } else if (spikeSinceNs == NEVER) {
            spikeSinceNs = nowNs;
        }
        return isHigh && nowNs - spikeSinceNs < SPIKE_NS;
    }

    private void noteExactly(long firstFrame, double localFrame, long nowNs) {
        if (nominalRatio != 1 || !line.isLevel()) {
            exactSinceNs = NEVER;
            return;
        }
        long earliness = exactEarliness(firstFrame, localFrame);
        if (exactSinceNs == NEVER) {
            exactSinceNs = nowNs;
            lastExactNs = nowNs;
            exact.clear();
            groupExactLateness = Long.MIN_VALUE;
            exactReference = earliness;
        }
        long lateness = exactReference - earliness;
        groupExactLateness = Math.max(groupExactLateness, Math.min(lateness, exactMostFrames));
        if (Math.abs(lateness) <= exactMostFrames) {
            lastExactNs = nowNs;
        } else if (nowNs - lastExactNs > LISTEN_NS) {
            exactSinceNs = NEVER;
        }
    }

    private void start(long nowNs) {
        started = true;
        line.reset();
        free.clear();
        exactSinceNs = NEVER;
        startedNs = nowNs;
        reviewedNs = nowNs;
        lastInRangeNs = nowNs;
        couldShrink = false;
        freeLimit = Double.MAX_VALUE;
        exactLimit = Double.MAX_VALUE;
        spikeSinceNs = NEVER;
        plan(null);
    }

    private void review(double localFrame, long nowNs) {
        if (nowNs - reviewedNs < REVIEW_NS || nowNs - startedNs < LISTEN_NS || !line.isKnown()) {
            return;
        }
        double passedNs = nowNs - reviewedNs;
        reviewedNs = nowNs;
        free.forget(passedNs);
        exact.forget(passedNs);
        boolean isExact = exactSinceNs != NEVER && nowNs - exactSinceNs >= LISTEN_NS;
        boolean begins = plan == null || isExact != wasExact;
        wasExact = isExact;
        LatenessMemory memory = isExact ? exact : free;
        double reference = isExact ? exactReference : line.at(localFrame);
        double usualBest = reference - memory.usually(USUALLY_EARLIEST_SHARE);
        double offset = switch (target) {
            case BufferTarget.Auto(double budget) -> reference - automatic(memory, budget, begins, nowNs);
            case BufferTarget.Fixed(double ms) -> fixed(usualBest, ms, isExact && !begins);
        };
        keptFrames = Math.round(Math.max(0, usualBest - offset));
        double usual = reference - memory.lately(USUALLY_LATE_SHARE);
        freeLimit = limit(free, !isExact);
        exactLimit = limit(exact, isExact);
        publish(isExact || !line.isLevel() ? offset : steady(offset), localFrame, usual - offset);
    }

    private double limit(LatenessMemory memory, boolean isInUse) {
        long usual = memory.lately(USUALLY_LATE_SHARE);
        return (isInUse ? Math.max(usual, covered) : usual) + (double) SPIKE_PACKETS * packetFrames;
    }

    private long automatic(LatenessMemory memory, double dropoutBudget, boolean begins, long nowNs) {
        double budget = dropoutBudget * concealmentCredit();
        double sinceNs = nowNs - startedNs;
        long wanted = memory.covering(budget, sinceNs);
        if (begins || wanted > covered) {
            couldShrink = false;
            covered = wanted;
            return covered;
        }
        // Only what would be enough with less is let go: else it would soon be asked for again.
        long enough = memory.covering(AMPLY * budget, sinceNs);
        if (enough + 2L * binFrames > covered) {
            couldShrink = false;
        } else if (!couldShrink) {
            couldShrink = true;
            couldShrinkSinceNs = nowNs;
        } else if (nowNs - couldShrinkSinceNs >= SHRINK_AFTER_NS) {
            couldShrink = false;
            covered = enough;
        }
        return covered;
    }

    private double concealmentCredit() {
        double gapMs = Math.min(JUDGED_MS, packetFrames / (framesPerNs * 1e6));
        double errorDb = concealmentDb + 10 * Math.log10(gapMs / JUDGED_MS);
        return concealmentDb == 0 ? 1 : Math.clamp(Math.pow(10, -errorDb / 14), 1, MAX_CREDIT);
    }

    private double fixed(double usualBest, double ms, boolean stays) {
        PlayoutPlan before = plan;
        double wanted = usualBest - Math.round(ms * 1e6 * framesPerNs);
        boolean isNear = before != null && Math.abs(before.offsetFrames() - wanted) <= FIXED_TOLERANCE_NS * framesPerNs;
        return before != null && stays && isNear ? before.offsetFrames() : wanted;
    }

    /// On one clock at two rates the line may tremble; the offset does not.
    private double steady(double offset) {
        PlayoutPlan before = plan;
        boolean isNear = before != null && before.level() && Math.abs(before.offsetFrames() - offset) <= STEADY_FRAMES;
        return before != null && isNear ? before.offsetFrames() : Math.rint(offset);
    }

    private void publish(double offset, double localFrame, double leadFrames) {
        PlayoutPlan before = plan;
        slope = line.slope();
        long atFrame = cycle.localFrame;
        double offsetThen = offset + slope * (atFrame - localFrame);
        if (before != null && Math.abs(offsetThen - before.offsetAt(atFrame)) >= 1) {
            moves.increment();
        }
        plan(new PlayoutPlan(offsetThen, atFrame, slope, line.isLevel(), leadFrames));
    }

    /// Tells the callback where to read from its next cycle on; null: nowhere.
    void plan(@Nullable PlayoutPlan newPlan) {
        plan = newPlan;
    }

    /// Where to read, or null: play silence. Thread: any. RT-safe: yes.
    @RealTimeSafe
    @Nullable
    PlayoutPlan plan() {
        return plan;
    }

    /// Says how well concealment has been doing: its error in dB of the sound that was missing. Thread: any.
    void concealmentDb(double errorDb) {
        concealmentDb = errorDb;
    }

    /// The error last said, 0 if nothing was. Thread: any.
    double concealmentDb() {
        return concealmentDb;
    }

    /// The delay kept beyond the usual earliest arrival, in frames; 0 before anything is known. Thread: any.
    long keptFrames() {
        return keptFrames;
    }

    /// The drift: by how many millionths the sender's clock runs faster than ours, 0 on one clock. Thread: any.
    double driftPpm() {
        return slope / nominalRatio * 1e6;
    }

    /// How often the delay was changed while playing. Thread: any.
    long moves() {
        return moves.sum();
    }
}
