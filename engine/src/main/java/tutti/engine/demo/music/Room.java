package tutti.engine.demo.music;

/// A small warm room: a feedback delay network of eight lines (Jot and Chaigne, "Digital Delay Networks for Designing
/// Artificial Reverberators", 90th AES Convention, 1991), mixed by a Householder matrix, with a low-pass in every
/// line.
final class Room {
    private static final double[] LINE_MS = {22.3, 27.1, 31.9, 36.7, 42.1, 47.9, 54.3, 61.3};

    /// The network rings for this long, so it hears the end of the loop before the beginning.
    private static final double WARM_UP_SECONDS = 1.5;

    private final float[][] lines = new float[LINE_MS.length][];
    private final int[] positions = new int[LINE_MS.length];
    private final float[] feedback = new float[LINE_MS.length];
    private final float[] dulled = new float[LINE_MS.length];
    private final float[] out = new float[LINE_MS.length];
    private final float damping;
    private final int warmUpFrames;

    /// @param seconds until the sound has fallen by 60 dB
    Room(int sampleRateHz, double seconds) {
        for (int k = 0; k < lines.length; k++) {
            lines[k] = new float[(int) (LINE_MS[k] / 1_000 * sampleRateHz)];
            feedback[k] = (float) Math.pow(10, -3 * LINE_MS[k] / 1_000 / seconds);
        }
        damping = (float) (1 - Math.exp(-2 * Math.PI * 4_500 / sampleRateHz));
        warmUpFrames = (int) (WARM_UP_SECONDS * sampleRateHz);
    }

    /// Adds the room's sound to a loop.
    void addTo(StereoLoop loop, float wet) {
        float[] left = loop.channels()[0];
        float[] right = loop.channels()[1];
        int numFrames = loop.numFrames();
        for (int i = Math.max(0, numFrames - warmUpFrames); i < numFrames; i++) {
            advance(left[i], right[i]);
        }
        for (int i = 0; i < numFrames; i++) {
            advance(left[i], right[i]);
            left[i] += wet * (out[0] + out[2] + out[4] - out[6]);
            right[i] += wet * (out[1] + out[3] + out[5] - out[7]);
        }
    }

    private void advance(float left, float right) {
        float sum = 0;
        for (int k = 0; k < lines.length; k++) {
            dulled[k] += damping * (lines[k][positions[k]] - dulled[k]);
            out[k] = dulled[k] * feedback[k];
            sum += out[k];
        }
        float common = sum * 2 / lines.length;
        for (int k = 0; k < lines.length; k++) {
            lines[k][positions[k]] = out[k] - common + (k % 2 == 0 ? left : right);
            positions[k] = positions[k] + 1 == lines[k].length ? 0 : positions[k] + 1;
        }
    }
}
