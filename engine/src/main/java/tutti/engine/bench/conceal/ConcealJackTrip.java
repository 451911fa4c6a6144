package tutti.engine.bench.conceal;

import java.util.Arrays;

/// What JackTrip 2.7.2 does for packets up to 128 frames (`Regulator.cpp`), written anew from its description: for
/// each lost packet and channel a Burg fit of order 255 on the last 256 samples, its own predictions among them, in
/// float32 and with 2.00002 in the place of the 2 of the reflection coefficient's denominator.
final class ConcealJackTrip implements ConcealFiller {
    private static final int WINDOW = 256;
    private static final int ORDER = WINDOW - 1;
    private static final float DAMPING = 1.00001f;

    private final float[] line;
    private final float[] filter = new float[ORDER + 1];
    private final float[] forward = new float[WINDOW];
    private final float[] backward = new float[WINDOW];

    ConcealJackTrip(int maxGapFrames) {
        line = new float[WINDOW + maxGapFrames];
    }

    @Override
    public void fill(float[][] sound, int at, ConcealGap gap, float[][] out) {
        for (int channel = 0; channel < out.length; channel++) {
            System.arraycopy(sound[channel], at - WINDOW, line, 0, WINDOW);
            for (int packet = 0; packet < gap.packets(); packet++) {
                int from = packet * gap.packetFrames();
                fit(from);
                extend(from + WINDOW, gap.packetFrames());
            }
            System.arraycopy(line, WINDOW, out[channel], 0, gap.frames());
        }
    }

    private void fit(int from) {
        System.arraycopy(line, from, forward, 0, WINDOW);
        System.arraycopy(line, from, backward, 0, WINDOW);
        Arrays.fill(filter, 0f);
        filter[0] = 1;
        for (int m = 1; m <= ORDER; m++) {
            float product = 0;
            float energy = 0;
            for (int n = m; n < WINDOW; n++) {
                product += forward[n] * backward[n - 1];
                energy += forward[n] * forward[n] + backward[n - 1] * backward[n - 1];
            }
            float k = energy > 0 ? -2 * product / (DAMPING * energy) : 0;
            for (int n = WINDOW - 1; n >= m; n--) {
                float ahead = forward[n];
                forward[n] = ahead + k * backward[n - 1];
                backward[n] = backward[n - 1] + k * ahead;
            }
            for (int j = 0, mirror = m; j <= mirror; j++, mirror--) {
                float left = filter[j];
                float right = filter[mirror];
                filter[j] = left + k * right;
                filter[mirror] = right + k * left;
            }
        }
    }

    private void extend(int at, int numFrames) {
        for (int frame = at; frame < at + numFrames; frame++) {
            float next = 0;
            for (int j = 1; j <= ORDER; j++) {
                next -= filter[j] * line[frame - j];
            }
            line[frame] = next;
        }
    }
}
