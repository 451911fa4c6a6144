package tutti.engine.receive;

/// Takes the step out of a change of codec. Two codecs decode the same sound to slightly different samples; where one
/// takes over from the other, the difference would be heard as a click.
///
/// Where packets of the new codec begin with frames that the old one covered, the difference d at the last of them is
/// known, and is added to the frames behind it with a weight that falls to zero:
///
/// ```
/// y[n] = x[n] + d (1 + cos(pi (n + 1) / (SEAM_FRAMES + 1))) / 2,   n = 0 .. SEAM_FRAMES - 1 behind the seam
/// ```
///
/// Packets that do not overlap, such as those of two sample formats, stay as they are, bit for bit. Thread: the link
/// thread. RT-safe: yes.
final class SeamSmoother {
    static final int SEAM_FRAMES = 32;

    private static final int NONE = -1;

    /// The weights by n.
    private final float[] weights = new float[SEAM_FRAMES];

    private final float[] lastSamples;
    private final float[] steps;
    private int payloadType = NONE;
    private long endFrame;
    private int seamType = NONE;
    private long seamFrame;

    SeamSmoother(int numChannels) {
        lastSamples = new float[numChannels];
        steps = new float[numChannels];
        for (int n = 0; n < SEAM_FRAMES; n++) {
            weights[n] = (float) ((1 + Math.cos(Math.PI * (n + 1) / (SEAM_FRAMES + 1))) / 2);
        }
    }

    /// Takes a decoded packet, and changes what lies behind a seam.
    void smooth(int newType, long firstFrame, int numFrames, float[][] planar) {
        long newEnd = firstFrame + numFrames;
        boolean extend = newEnd > endFrame || payloadType == NONE;
        if (extend && payloadType != NONE && newType != payloadType) {
            seamType = NONE;
            long lastKnown = endFrame - 1;
            if (lastKnown >= firstFrame) {
                seamType = newType;
                seamFrame = endFrame;
                for (int channel = 0; channel < steps.length; channel++) {
                    steps[channel] = lastSamples[channel] - planar[channel][(int) (lastKnown - firstFrame)];
                }
            }
        }
        if (newType == seamType) {
            decay(firstFrame, numFrames, planar);
        }
        if (extend) {
            payloadType = newType;
            endFrame = newEnd;
            for (int channel = 0; channel < lastSamples.length; channel++) {
                lastSamples[channel] = planar[channel][numFrames - 1];
            }
        }
    }

    private void decay(long firstFrame, int numFrames, float[][] planar) {
        int from = Math.clamp(seamFrame - firstFrame, 0, numFrames);
        int to = Math.clamp(seamFrame + SEAM_FRAMES - firstFrame, 0, numFrames);
        for (int channel = 0; channel < steps.length; channel++) {
            for (int i = from; i < to; i++) {
                planar[channel][i] += steps[channel] * weights[(int) (firstFrame + i - seamFrame)];
            }
        }
    }
}
