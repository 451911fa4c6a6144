package tutti.engine.mix;

import tutti.plugins.api.RealTimeSafe;

/// What a strip keeps from plan to plan: the factors that glide, and its meter.
///
/// Lanes of the meter: the first half is measured behind trim and delay, before the fader; the second half behind
/// the fader and the mute, before the pan. A mono strip has one lane in each half; of one with more channels the odd
/// ones share the left lane and the even ones the right lane.
public final class ChannelStrip {
    private final int sides;
    private final GainRamp trim;
    private final GainRamp level;
    private final LevelMeter meter;

    /// @param channels how many the strip's source has
    public ChannelStrip(int channels, int sampleRateHz) {
        sides = Math.min(2, channels);
        trim = new GainRamp(sampleRateHz, false);
        level = new GainRamp(sampleRateHz, false);
        meter = new LevelMeter(2 * sides, sampleRateHz);
    }

    /// Its meter: lanes 0 to `sides() - 1` before the fader, as many behind it. Thread: any.
    public LevelMeter meter() {
        return meter;
    }

    /// 1 for mono, 2 for everything else. Thread: any.
    public int sides() {
        return sides;
    }

    /// Applies trim and polarity in place.
    @RealTimeSafe
    void trim(float[][] planar, int numFrames, float trimGain) {
        trim.aim(trimGain);
        for (float[] samples : planar) {
            trim.scale(samples, numFrames);
        }
        trim.advance(numFrames);
    }

    /// Measures one period.
    ///
    /// @param faderGain that of fader, groups and mute
    /// @return whether it is silent
    @RealTimeSafe
    boolean measure(float[][] planar, int numFrames, float faderGain) {
        level.aim(faderGain);
        float before = Math.abs(level.value());
        level.advance(numFrames);
        float after = Math.abs(level.value());
        float greatest = Math.max(before, after);
        float power = (before * before + after * after) * 0.5f;
        float loudest = 0;
        for (int channel = 0; channel < planar.length; channel++) {
            float peak = peak(planar[channel], numFrames);
            double squares = peak == 0 ? 0 : sumOfSquares(planar[channel], numFrames);
            int side = sides == 1 ? 0 : channel & 1;
            meter.note(side, peak, squares);
            meter.note(sides + side, peak * greatest, squares * power);
            loudest = Math.max(loudest, peak);
        }
        meter.advance(numFrames);
        return loudest == 0;
    }

    /// Not a number if any sample is none.
    @RealTimeSafe
    static float peak(float[] samples, int numFrames) {
        float peak = 0;
        for (int i = 0; i < numFrames; i++) {
            peak = Math.max(peak, Math.abs(samples[i]));
        }
        return peak;
    }

    /// In four sums, so that the additions need not wait for one another.
    @RealTimeSafe
    static double sumOfSquares(float[] samples, int numFrames) {
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        int i = 0;
        for (; i + 3 < numFrames; i += 4) {
            sum0 += samples[i] * samples[i];
            sum1 += samples[i + 1] * samples[i + 1];
            sum2 += samples[i + 2] * samples[i + 2];
            sum3 += samples[i + 3] * samples[i + 3];
        }
        for (; i < numFrames; i++) {
            sum0 += samples[i] * samples[i];
        }
        return (double) sum0 + sum1 + sum2 + sum3;
    }
}
