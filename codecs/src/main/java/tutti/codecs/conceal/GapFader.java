package tutti.codecs.conceal;

import tutti.plugins.api.RealTimeSafe;

/// The simplest concealment that does not click: sound glides to silence at a gap and back from it.
///
/// From the last sample y and its step s = y - (the sample before), the tail after n = 1, 2, ... missing frames is
///
/// ```
/// t(n) = (y + s (1 - 2^-n)) w(n)      w(n) = (1 + cos(pi n / D)) / 2,  0 from D on      D = 2 ms
/// ```
///
/// so that the movement goes on for a moment, bends and dies away, and overshoots by one step at most. When sound is
/// back, its m-th frame x is mixed into the tail, which goes on dying:
///
/// ```
/// out = (1 - g(m)) t + g(m) x         g(m) = (1 - cos(pi m / F)) / 2,  1 from F on      F = 1.33 ms
/// ```
///
/// A gap of one frame therefore does not fall to silence at all, and a gap within a fade starts from what was heard.
/// Frames that no fade touches pass unchanged to the bit. A stream that begins with missing frames fades in.
///
/// Thread: the callback. RT-safe: yes, all but the constructor.
@RealTimeSafe
public final class GapFader implements Concealer {
    private static final double DECAY_MS = 2;
    private static final double FADE_IN_MS = 4.0 / 3;

    private final int numChannels;

    /// w and g at 1, 2, ..., the last being 0 and 1.
    private final float[] decay;

    private final float[] fadeIn;

    // Of each channel the last two frames heard, and where the tail starts and how far it still moves.
    private final float[] last;
    private final float[] lastButOne;
    private final float[] tailLevel;
    private final float[] tailStep;

    /// Frames of the tail so far; at the length of `decay` it is silent.
    private int tailFrames;

    /// Frames faded in so far; at the length of `fadeIn` nothing is to be done.
    private int fadedFrames;

    private boolean inGap;

    /// @param numChannels 1 or more
    /// @param sampleRateHz of the frames handed over
    public GapFader(int numChannels, int sampleRateHz) {
        this.numChannels = numChannels;
        decay = raisedCosine(DECAY_MS, sampleRateHz, 1, 0);
        fadeIn = raisedCosine(FADE_IN_MS, sampleRateHz, 0, 1);
        last = new float[numChannels];
        lastButOne = new float[numChannels];
        tailLevel = new float[numChannels];
        tailStep = new float[numChannels];
        fadedFrames = fadeIn.length;
    }

    @Override
    public void present(float[][] planar, int offsetFrames, int numFrames) {
        if (numFrames <= 0) {
            return;
        }
        inGap = false;
        int fading = Math.min(numFrames, fadeIn.length - fadedFrames);
        for (int channel = 0; channel < numChannels; channel++) {
            float[] frames = planar[channel];
            for (int frame = 0; frame < fading; frame++) {
                float tail = tail(channel, frame);
                int at = offsetFrames + frame;
                float gain = fadeIn[fadedFrames + frame];
                frames[at] = (1f - gain) * tail + gain * frames[at];
            }
            remember(channel, frames, offsetFrames, numFrames);
        }
        fadedFrames += fading;
        advanceTail(fading);
    }

    @Override
    public void missing(float[][] planar, int offsetFrames, int numFrames) {
        if (numFrames <= 0) {
            return;
        }
        if (!inGap) {
            startTail();
        }
        for (int channel = 0; channel < numChannels; channel++) {
            float[] frames = planar[channel];
            for (int frame = 0; frame < numFrames; frame++) {
                frames[offsetFrames + frame] = tail(channel, frame);
            }
            remember(channel, frames, offsetFrames, numFrames);
        }
        advanceTail(numFrames);
    }

    @Override
    public void reset() {
        for (int channel = 0; channel < numChannels; channel++) {
            last[channel] = 0f;
            lastButOne[channel] = 0f;
        }
        inGap = false;
        fadedFrames = fadeIn.length;
    }

    private void startTail() {
        for (int channel = 0; channel < numChannels; channel++) {
            float step = last[channel] - lastButOne[channel];
            // What is not a number must not go on sounding.
            boolean finite = Float.isFinite(step);
            tailLevel[channel] = finite ? last[channel] : 0f;
            tailStep[channel] = finite ? step : 0f;
        }
        inGap = true;
        tailFrames = 0;
        fadedFrames = 0;
    }

    /// t(n) for the frame that many beyond those already made.
    private float tail(int channel, int frame) {
        int n = tailFrames + frame;
        if (n >= decay.length) {
            return 0f;
        }
        // 2^-(n + 1); below 2^-30 it is lost in rounding anyway.
        float stillToMove = 1f / (1 << Math.min(n + 1, 30));
        return (tailLevel[channel] + tailStep[channel] * (1f - stillToMove)) * decay[n];
    }

    private void advanceTail(int numFrames) {
        tailFrames = Math.min(tailFrames + numFrames, decay.length);
    }

    private void remember(int channel, float[] frames, int offsetFrames, int numFrames) {
        int end = offsetFrames + numFrames;
        lastButOne[channel] = numFrames > 1 ? frames[end - 2] : last[channel];
        last[channel] = frames[end - 1];
    }

    static float[] raisedCosine(double ms, int sampleRateHz, double from, double to) {
        int numFrames = (int) Math.max(1, Math.round(ms * sampleRateHz / 1000));
        float[] curve = new float[numFrames];
        for (int frame = 0; frame < numFrames; frame++) {
            double risen = (1 - Math.cos(Math.PI * (frame + 1) / numFrames)) / 2;
            curve[frame] = (float) (from + risen * (to - from));
        }
        return curve;
    }
}
