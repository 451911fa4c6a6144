package tutti.engine.receive;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tutti.codecs.conceal.Concealer;
import tutti.codecs.conceal.GapFader;
import tutti.codecs.resample.PolyphaseFilter;
import tutti.codecs.resample.Resampler;
import tutti.plugins.api.RealTimeSafe;

/// The callback's end of one stream: each cycle it takes the frames that are due from the [JitterBuffer], lets the
/// concealer make up what is missing, and converts the sender's frames to the local rate.
///
/// At equal rates the samples pass through untouched. When the play-out delay changes, the old and the new place on
/// the timeline are cross-faded over one period; if there is a hole at the old place, or has just been one, the
/// concealer joins them instead, since it alone knows what was heard last.
public final class StreamReader {
    private final JitterBuffer buffer;
    private final PlayoutDelay delay;
    private final PlayoutClock clock;
    private final Concealer concealer;
    private final @Nullable Resampler resampler;
    private final double inputPerOutput;
    private final double periodNsPerFrame;
    private final float[][] input;
    private final float[][] before;

    /// All written by the callback alone.
    private final AtomicLong playedFrames = new AtomicLong();

    private final AtomicLong concealedFrames = new AtomicLong();
    private final AtomicLong gaps = new AtomicLong();
    private final AtomicLong levelFrames = new AtomicLong();
    private final AtomicBoolean playing = new AtomicBoolean();
    private long positionFrames;

    private long nextCaptureFrame;
    private long offsetFrames = PlayoutDelay.UNKNOWN;
    private boolean inGap;

    /// Whether the latest period was true sound throughout.
    private boolean wasWhole;

    /// @param inputRateHz the sender's sample rate
    /// @param outputRateHz the local driver's
    /// @param maxPeriodFrames the local driver's longest period
    StreamReader(
            JitterBuffer buffer,
            PlayoutDelay delay,
            PlayoutClock clock,
            int inputRateHz,
            int outputRateHz,
            int maxPeriodFrames) {
        this.buffer = buffer;
        this.delay = delay;
        this.clock = clock;
        int channels = buffer.numChannels();
        concealer = new GapFader(channels, inputRateHz);
        inputPerOutput = (double) inputRateHz / outputRateHz;
        periodNsPerFrame = 1e9 / outputRateHz;
        resampler = inputRateHz == outputRateHz
                ? null
                : new Resampler(PolyphaseFilter.forRates(inputRateHz, outputRateHz), channels);
        if (resampler != null) {
            resampler.setRatio(inputPerOutput);
        }
        int maxInputFrames = (int) Math.ceil(maxPeriodFrames * inputPerOutput) + 2;
        input = new float[channels][maxInputFrames];
        before = new float[channels][maxInputFrames];
    }

    /// Pulls one period. Always fills `out`: with sound, what is made up for it, or silence.
    ///
    /// Thread: the callback. RT-safe: yes.
    ///
    /// @param numFrames frames wanted, at most the driver's period
    /// @param cycleStartNs when the cycle began
    /// @param captureFrame the driver's frame count; a jump means that cycles were missed, and so much sound is
    ///     skipped
    /// @param out receives float32 samples `[channel][frame]` from frame 0
    @RealTimeSafe
    public void pull(int numFrames, long cycleStartNs, long captureFrame, float[][] out) {
        if (playedFrames.getPlain() > 0 && captureFrame > nextCaptureFrame) {
            positionFrames += Math.round((captureFrame - nextCaptureFrame) * inputPerOutput);
        }
        nextCaptureFrame = captureFrame + numFrames;
        int needed = resampler == null ? numFrames : resampler.inputFramesFor(numFrames);
        clock.publish(cycleStartNs, positionFrames, numFrames * inputPerOutput, numFrames * periodNsPerFrame);
        float[][] due = resampler == null ? out : input;
        takeDue(needed, due);
        if (resampler != null) {
            resampler.process(input, 0, needed, out, 0, numFrames);
        }
        positionFrames += needed;
        playedFrames.setOpaque(playedFrames.getPlain() + numFrames);
    }

    @RealTimeSafe
    private void takeDue(int numFrames, float[][] into) {
        long wanted = delay.offsetFrames();
        playing.setOpaque(wanted != PlayoutDelay.UNKNOWN);
        if (wanted == PlayoutDelay.UNKNOWN) {
            buffer.advanceTo(JitterBuffer.NOT_READING);
            offsetFrames = wanted;
            // Nothing is due, but what was playing has to fade out, and what will be has to fade in.
            concealer.missing(into, 0, numFrames);
            wasWhole = false;
            return;
        }
        long first = positionFrames + wanted;
        if (offsetFrames != PlayoutDelay.UNKNOWN && wanted != offsetFrames) {
            moveFrom(positionFrames + offsetFrames, first, numFrames, into);
        } else {
            wasWhole = readWhole(first, 0, numFrames, into);
        }
        offsetFrames = wanted;
        buffer.advanceTo(first + numFrames);
        levelFrames.setOpaque(buffer.endFrame() - first - numFrames);
    }

    /// Reads the new place, joined to what the old one would have played.
    @RealTimeSafe
    private void moveFrom(long oldFrame, long newFrame, int numFrames, float[][] into) {
        if (wasWhole && buffer.run(oldFrame, numFrames) == numFrames) {
            buffer.read(oldFrame, numFrames, before, 0);
            wasWhole = readWhole(newFrame, 0, numFrames, into);
            crossFade(before, into, numFrames);
        } else {
            // A gap of one frame: the concealer glides over it from the last frame heard.
            concealer.missing(into, 0, 1);
            readWhole(newFrame, 1, numFrames, into);
            wasWhole = false;
        }
    }

    /// Reads true frames and lets the concealer fill the others.
    ///
    /// @param skippedFrames frames of the period to leave as they are
    /// @return whether all were true
    @RealTimeSafe
    private boolean readWhole(long firstFrame, int skippedFrames, int numFrames, float[][] into) {
        int done = skippedFrames;
        boolean whole = true;
        while (done < numFrames) {
            int run = buffer.run(firstFrame + done, numFrames - done);
            if (run > 0) {
                buffer.read(firstFrame + done, run, into, done);
                concealer.present(into, done, run);
                inGap = false;
                done += run;
            } else {
                concealer.missing(into, done, -run);
                concealedFrames.setOpaque(concealedFrames.getPlain() - run);
                if (!inGap) {
                    gaps.setOpaque(gaps.getPlain() + 1);
                }
                inGap = true;
                whole = false;
                done -= run;
            }
        }
        return whole;
    }

    @RealTimeSafe
    private static void crossFade(float[][] from, float[][] to, int numFrames) {
        for (int channel = 0; channel < to.length; channel++) {
            for (int i = 0; i < numFrames; i++) {
                float share = (i + 1) / (float) numFrames;
                to[channel][i] = from[channel][i] + share * (to[channel][i] - from[channel][i]);
            }
        }
    }

    /// Delay of the rate conversion in input frames, 0 at equal rates. Thread: any.
    public double resamplerDelayFrames() {
        return resampler == null ? 0 : resampler.delayFrames();
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
