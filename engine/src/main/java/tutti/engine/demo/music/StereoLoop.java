package tutti.engine.demo.music;

/// A stereo tape loop to which notes are added: what rings on at the end is heard at the beginning.
final class StereoLoop {
    private final float[] left;
    private final float[] right;

    StereoLoop(int numFrames) {
        left = new float[numFrames];
        right = new float[numFrames];
    }

    int numFrames() {
        return left.length;
    }

    /// Left, right; the arrays themselves.
    float[][] channels() {
        return new float[][] {left, right};
    }

    /// Adds a mono note.
    ///
    /// @param startFrame may lie before the beginning
    /// @param pan -1 = left to 1 = right, with constant power
    void add(float[] note, int numFrames, long startFrame, double gainLinear, double pan) {
        float toLeft = (float) (gainLinear * Math.cos((pan + 1) * Math.PI / 4));
        float toRight = (float) (gainLinear * Math.sin((pan + 1) * Math.PI / 4));
        int at = (int) Math.floorMod(startFrame, (long) left.length);
        for (int i = 0; i < numFrames; i++) {
            left[at] += toLeft * note[i];
            right[at] += toRight * note[i];
            at = at + 1 == left.length ? 0 : at + 1;
        }
    }

    /// Scales the whole so that its peak is at `peak`, and rounds the peaks off as tape does, which makes all that is
    /// softer about 4 dB louder.
    void master(float peak) {
        float most = 1e-9f;
        for (int i = 0; i < left.length; i++) {
            most = Math.max(most, Math.max(Math.abs(left[i]), Math.abs(right[i])));
        }
        float drive = 1.5f / most;
        float gain = peak / saturated(1.5f);
        for (int i = 0; i < left.length; i++) {
            left[i] = gain * saturated(drive * left[i]);
            right[i] = gain * saturated(drive * right[i]);
        }
    }

    /// tanh by its Pade approximant, within 1 % up to 2.
    private static float saturated(float x) {
        return x * (27 + x * x) / (27 + 9 * x * x);
    }
}
