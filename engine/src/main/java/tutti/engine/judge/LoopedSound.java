package tutti.engine.judge;

/// A recording that is played again and again, as somebody hears it whose clock differs from the player's: frame n is
/// the recording at `(n + offset) (1 + ppm / 1,000,000)`, between its frames by the same windowed sinc as in
/// [FractionalDelay], here in 512 phases with straight lines between them.
public final class LoopedSound implements Sound {
    private static final int PHASES = 512;
    private static final int HALF_WIDTH = FractionalDelay.MARGIN_FRAMES;

    private final float[][] loop;
    private final double offsetFrames;
    private final double ratio;
    private final boolean isWhole;
    private final float[][] kernels;

    /// @param loop planar `[channel][frame]`, all of the same length; kept, not copied
    /// @param offsetFrames where frame 0 is in it
    /// @param ppm how much faster the player's clock runs than the listener's
    public LoopedSound(float[][] loop, double offsetFrames, double ppm) {
        this.loop = loop.clone();
        this.offsetFrames = offsetFrames;
        ratio = 1 + ppm * 1e-6;
        isWhole = ppm == 0 && offsetFrames == Math.rint(offsetFrames);
        kernels = new float[isWhole ? 0 : PHASES + 1][2 * HALF_WIDTH];
        for (int phase = 0; phase < kernels.length; phase++) {
            for (int tap = 0; tap < 2 * HALF_WIDTH; tap++) {
                kernels[phase][tap] = (float) FractionalDelay.kernel((double) phase / PHASES + HALF_WIDTH - 1 - tap);
            }
        }
    }

    @Override
    public int numChannels() {
        return loop.length;
    }

    @Override
    public void read(int channel, long firstFrame, float[] into, int numFrames) {
        float[] samples = loop[channel];
        if (isWhole) {
            int from = Math.floorMod(firstFrame + (long) offsetFrames, samples.length);
            for (int i = 0; i < numFrames; i++) {
                into[i] = samples[from];
                from = from + 1 == samples.length ? 0 : from + 1;
            }
            return;
        }
        for (int i = 0; i < numFrames; i++) {
            double at = (firstFrame + i + offsetFrames) * ratio;
            long whole = (long) Math.floor(at);
            into[i] = between(samples, whole, (at - whole) * PHASES);
        }
    }

    private static int tapFrame(long whole, int length) {
        return Math.floorMod(whole - HALF_WIDTH + 1, length);
    }

    private float between(float[] samples, long whole, double phase) {
        int below = (int) phase;
        float share = (float) (phase - below);
        float[] low = kernels[below];
        float[] high = kernels[below + 1];
        int frame = tapFrame(whole, samples.length);
        float sum = 0;
        for (int tap = 0; tap < 2 * HALF_WIDTH; tap++) {
            sum += samples[frame] * (low[tap] + share * (high[tap] - low[tap]));
            frame = frame + 1 == samples.length ? 0 : frame + 1;
        }
        return sum;
    }
}
