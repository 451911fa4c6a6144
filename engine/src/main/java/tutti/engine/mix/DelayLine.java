package tutti.engine.mix;

import tutti.plugins.api.RealTimeSafe;

/// Delays the sound of one strip by whole frames. Another delay is faded to over 10 ms; one that comes during a fade
/// waits for its end.
///
/// Thread: the callback. RT-safe: yes.
@RealTimeSafe
public final class DelayLine {
    private final float[][] memory;
    private final int mask;
    private final int maxDelayFrames;
    private final int fadeFrames;
    private final float perFrame;
    private long written;
    private int delayFrames;
    private int nextDelayFrames;
    private int fadeLeftFrames;

    /// A line with no delay and nothing in it.
    ///
    /// @param maxDelayFrames the longest delay
    /// @param maxPeriodFrames the driver's longest period
    public DelayLine(int channels, int maxDelayFrames, int maxPeriodFrames, int sampleRateHz) {
        int capacity = Integer.highestOneBit(maxDelayFrames + maxPeriodFrames) << 1;
        memory = new float[channels][capacity];
        mask = capacity - 1;
        this.maxDelayFrames = maxDelayFrames;
        fadeFrames = GainRamp.rampFrames(sampleRateHz);
        perFrame = 1f / fadeFrames;
    }

    /// Delays one period in place.
    ///
    /// @param planar float32 samples `[channel][frame]`
    /// @param wantedFrames the delay to have from here on, 0 to the longest
    void process(float[][] planar, int numFrames, int wantedFrames) {
        int wanted = Math.clamp(wantedFrames, 0, maxDelayFrames);
        if (fadeLeftFrames == 0 && wanted != delayFrames) {
            nextDelayFrames = wanted;
            fadeLeftFrames = fadeFrames;
        }
        int fading = Math.min(fadeLeftFrames, numFrames);
        for (int channel = 0; channel < memory.length; channel++) {
            float[] samples = planar[channel];
            float[] ring = memory[channel];
            remember(samples, ring, numFrames);
            fade(samples, ring, fading);
            recall(samples, ring, fading, numFrames);
        }
        written += numFrames;
        fadeLeftFrames -= fading;
        if (fadeLeftFrames == 0) {
            delayFrames = fading > 0 ? nextDelayFrames : delayFrames;
        }
    }

    /// The very first frames fade in, so that a delay that is switched on does not begin with a click.
    private void remember(float[] samples, float[] ring, int numFrames) {
        int at = (int) written & mask;
        int first = Math.min(numFrames, ring.length - at);
        System.arraycopy(samples, 0, ring, at, first);
        System.arraycopy(samples, first, ring, 0, numFrames - first);
        for (int i = 0; i < numFrames && written + i < fadeFrames; i++) {
            ring[at + i & mask] *= shape((written + i) * perFrame);
        }
    }

    private void fade(float[] samples, float[] ring, int numFrames) {
        int done = fadeFrames - fadeLeftFrames;
        for (int i = 0; i < numFrames; i++) {
            int now = (int) (written + i);
            float before = delayFrames == 0 ? samples[i] : ring[now - delayFrames & mask];
            float after = nextDelayFrames == 0 ? samples[i] : ring[now - nextDelayFrames & mask];
            samples[i] = before + (after - before) * shape((done + i) * perFrame);
        }
    }

    private void recall(float[] samples, float[] ring, int begin, int numFrames) {
        int delay = begin > 0 ? nextDelayFrames : delayFrames;
        if (delay == 0 || begin == numFrames) {
            return;
        }
        int at = (int) (written + begin - delay) & mask;
        int wanted = numFrames - begin;
        int first = Math.min(wanted, ring.length - at);
        System.arraycopy(ring, at, samples, begin, first);
        System.arraycopy(ring, 0, samples, begin + first, wanted - first);
    }

    private static float shape(float s) {
        return s * s * (3 - 2 * s);
    }
}
