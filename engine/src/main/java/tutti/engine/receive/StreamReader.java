package tutti.engine.receive;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tutti.codecs.conceal.Concealer;
import tutti.codecs.resample.PolyphaseFilter;
import tutti.codecs.resample.Resampler;
import tutti.engine.os.WakeSignal;
import tutti.plugins.api.RealTimeSafe;

/// The callback's end of one stream: each cycle it takes the frames that are due from the [JitterBuffer], lets the
/// concealer make up what is missing, and converts the sender's frames to the local driver's, whose rate differs by
/// the ratio of the nominal rates, by the drift of the clocks, and for a while by what moves it to another delay.
///
/// On one clock and rate the samples pass unchanged to the bit, as late as the resampler always makes them. A delay
/// changes without a jump ([PlayoutServo]), with two exceptions that nobody hears: when the stream has been silent
/// for want of packets, it begins anew at its place; and when sound is missing and the delay is to grow, the reader
/// waits where it is while the concealer goes on.
public final class StreamReader {
    /// A gap this long has faded to silence.
    private static final double SILENT_SECONDS = 0.08;

    /// A reader this far behind its place waits in a gap, in seconds.
    private static final double WORTH_WAITING_SECONDS = 0.004;

    /// More than the most that the servo asks for.
    private static final double MAX_STRAY = 0.01;

    private final JitterBuffer buffer;
    private final PlayoutDelay delay;
    private final PlayoutClock clock;
    private final Concealer concealer;
    private final Resampler resampler;
    private final PlayoutServo servo;
    private final double nominalRatio;
    private final int silentFrames;
    private final double worthWaitingFrames;
    private final float[][] input;
    private final PlayedHistory history;
    private final PlayoutClock.Reading now = new PlayoutClock.Reading();
    private final WakeSignal overdueSignal;

    /// All written by the callback alone.
    private final AtomicLong playedFrames = new AtomicLong();

    private final AtomicLong concealedFrames = new AtomicLong();
    private final AtomicLong gaps = new AtomicLong();
    private final AtomicLong levelFrames = new AtomicLong();
    private final AtomicLong overdueFrame = new AtomicLong(-1);
    private final AtomicBoolean playing = new AtomicBoolean();

    /// Next whole frame to take, meaningful while reading.
    private long readFrame;

    private boolean isReading;
    private long nextLocalFrame;
    private boolean hasRun;
    private boolean inGap;
    private int gapFrames;
    private double toWaitFrames;

    /// One behind the frames known to have come without a hole.
    private long cameUpTo;

    /// @param inputRateHz the sender's sample rate
    /// @param outputRateHz the local driver's
    /// @param maxPeriodFrames the local driver's longest period
    /// @param overdueSignal wakes whoever prepares for gaps, when frames are overdue
    StreamReader(
            JitterBuffer buffer,
            PlayoutDelay delay,
            PlayoutClock clock,
            Concealer concealer,
            int inputRateHz,
            int outputRateHz,
            int maxPeriodFrames,
            WakeSignal overdueSignal) {
        this.buffer = buffer;
        this.delay = delay;
        this.clock = clock;
        this.concealer = concealer;
        this.overdueSignal = overdueSignal;
        int channels = buffer.numChannels();
        nominalRatio = (double) inputRateHz / outputRateHz;
        resampler = new Resampler(PolyphaseFilter.forRates(inputRateHz, outputRateHz), channels);
        servo = new PlayoutServo(nominalRatio, outputRateHz);
        silentFrames = (int) (SILENT_SECONDS * inputRateHz);
        worthWaitingFrames = WORTH_WAITING_SECONDS * inputRateHz;
        input = new float[channels][(int) Math.ceil(maxPeriodFrames * nominalRatio * (1 + MAX_STRAY)) + 4];
        history = new PlayedHistory(channels);
    }

    /// Pulls one period. Always fills `out`: with sound, what is made up for it, or silence.
    ///
    /// Thread: the callback. RT-safe: yes.
    ///
    /// @param numFrames frames wanted, at most the driver's period
    /// @param cycleStartNs when the cycle began, smoothed
    /// @param nsPerFrame how long a local frame takes
    /// @param localFrame the driver's frame count; a jump means that cycles were missed, and so much
    ///     sound is skipped
    /// @param out receives float32 samples `[channel][frame]` from frame 0
    @RealTimeSafe
    public void pull(int numFrames, long cycleStartNs, double nsPerFrame, long localFrame, float[][] out) {
        PlayoutPlan plan = delay.plan();
        if (hasRun && localFrame > nextLocalFrame) {
            readFrame += Math.round((localFrame - nextLocalFrame) * nominalRatio);
        }
        hasRun = true;
        nextLocalFrame = localFrame + numFrames;
        double ratio = steer(plan, localFrame, numFrames);
        resampler.setRatio(ratio);
        int needed = resampler.inputFramesFor(numFrames);
        publish(cycleStartNs, nsPerFrame, localFrame, numFrames, ratio);
        if (plan == null) {
            takeNothing(needed);
        } else {
            takeDue(needed);
            lookAhead(plan, localFrame, numFrames);
        }
        resampler.process(input, 0, needed, out, 0, numFrames);
        resampler.settle();
        playedFrames.setOpaque(playedFrames.getPlain() + numFrames);
    }

    /// Decides the speed of this cycle, after finding the reader a place if it has none.
    @RealTimeSafe
    private double steer(@Nullable PlayoutPlan plan, long localFrame, int numFrames) {
        toWaitFrames = 0;
        if (plan == null) {
            isReading = false;
            return nominalRatio;
        }
        double wanted = nominalRatio * localFrame + plan.offsetAt(localFrame);
        if (!isReading || gapFrames >= silentFrames) {
            readFrame = (long) Math.floor(wanted);
            cameUpTo = readFrame;
            isReading = true;
        }
        double error = readFrame + resampler.phaseFrames() - wanted;
        toWaitFrames = error >= worthWaitingFrames ? error : 0;
        if (!plan.level()) {
            return servo.ratio(plan.slope(), error);
        }
        if (nominalRatio != 1) {
            return servo.levelRatio(error);
        }
        if (servo.canLand(error, numFrames)) {
            long land = (long) wanted + numFrames;
            return resampler.ratioToLand((int) (land - readFrame), numFrames);
        }
        return servo.landingRatio(error);
    }

    @RealTimeSafe
    private void publish(long cycleStartNs, double nsPerFrame, long localFrame, int numFrames, double ratio) {
        now.cycleStartNs = cycleStartNs;
        now.nsPerFrame = nsPerFrame;
        now.localFrame = localFrame;
        now.periodFrames = numFrames;
        now.readFrame = readFrame + resampler.phaseFrames();
        now.ratio = ratio;
        now.isReading = isReading;
        now.takenFrames = history.takenFrames();
        clock.publish(now);
    }

    /// Nothing is due, but what was playing has to fade out, and what will be has to fade in.
    @RealTimeSafe
    private void takeNothing(int numFrames) {
        playing.setOpaque(false);
        buffer.advanceTo(JitterBuffer.NOT_READING);
        concealer.missing(input, 0, numFrames);
        history.write(input, numFrames, 0);
    }

    @RealTimeSafe
    private void takeDue(int numFrames) {
        playing.setOpaque(true);
        int endOfTruth = 0;
        int done = 0;
        while (done < numFrames) {
            int run = buffer.run(readFrame, numFrames - done);
            if (run > 0) {
                buffer.read(readFrame, run, input, done);
                concealer.present(input, done, run);
                inGap = false;
                gapFrames = 0;
                done += run;
                readFrame += run;
                endOfTruth = done;
            } else {
                conceal(-run, done);
                done -= run;
            }
        }
        buffer.advanceTo(readFrame);
        history.write(input, numFrames, endOfTruth);
        levelFrames.setOpaque(buffer.endFrame() - readFrame);
    }

    /// Makes up frames, and passes as many by, unless the reader is to wait.
    @RealTimeSafe
    private void conceal(int numFrames, int offset) {
        concealer.missing(input, offset, numFrames);
        concealedFrames.setOpaque(concealedFrames.getPlain() + numFrames);
        if (!inGap) {
            gaps.setOpaque(gaps.getPlain() + 1);
            inGap = true;
        }
        gapFrames = Math.min(gapFrames + numFrames, silentFrames);
        int waited = (int) Math.min(numFrames, toWaitFrames);
        toWaitFrames -= waited;
        readFrame += numFrames - waited;
    }

    /// Asks for a model of the sound when frames that usually have come by now have not.
    @RealTimeSafe
    private void lookAhead(PlayoutPlan plan, long localFrame, int numFrames) {
        long usual = (long) (nominalRatio * (localFrame + numFrames) + plan.offsetAt(localFrame) + plan.leadFrames());
        cameUpTo = Math.max(cameUpTo, readFrame);
        if (cameUpTo < usual) {
            int run = buffer.run(cameUpTo, (int) Math.min(usual - cameUpTo, input[0].length));
            cameUpTo += Math.max(0, run);
        }
        boolean isHole = cameUpTo < usual && !isFrameThere(cameUpTo) && isFrameThere(cameUpTo - 1);
        if (isHole && overdueFrame.getPlain() != cameUpTo) {
            overdueFrame.set(cameUpTo);
            overdueSignal.signal();
        }
    }

    @RealTimeSafe
    private boolean isFrameThere(long frame) {
        return buffer.run(frame, 1) > 0;
    }

    /// The first frame that is overdue, -1 if none ever was. Thread: any.
    long overdueFrame() {
        return overdueFrame.get();
    }

    /// What was taken of late. Thread: any, as it says.
    PlayedHistory history() {
        return history;
    }

    /// Delay of the rate conversion in input frames. Thread: any.
    public double resamplerDelayFrames() {
        return resampler.delayFrames();
    }

    /// Whether the play-out delay is known, so that what comes is heard. Thread: any.
    public boolean isPlaying() {
        return playing.getOpaque();
    }

    /// Frames that were due so far, in the local rate. Thread: any.
    public long playedFrames() {
        return playedFrames.getOpaque();
    }

    /// Frames made up so far, in the sender's rate. Thread: any.
    public long concealedFrames() {
        return concealedFrames.getOpaque();
    }

    /// Stretches of made-up frames so far. Thread: any.
    public long gaps() {
        return gaps.getOpaque();
    }

    /// Frames that had come and were not yet due at the end of the latest cycle; negative if it came up short.
    /// Thread: any.
    public long levelFrames() {
        return levelFrames.getOpaque();
    }
}
