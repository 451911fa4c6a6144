package tutti.engine.bench.conceal;

import java.util.Arrays;

/// Ways to fill a gap.
public enum ConcealMethod {
    SILENCE("silence", -1),
    REPEAT("repeat the last packet", -1),
    JACKTRIP("JackTrip's Burg, 255 on 256", -1),
    /// With a model fitted on the frames just before the gap.
    OURS("ours, model fresh", 0),
    OURS_STALE("ours, model 12 ms old", 576);

    private final String label;
    private final int modelAgeFrames;

    ConcealMethod(String label, int modelAgeFrames) {
        this.label = label;
        this.modelAgeFrames = modelAgeFrames;
    }

    /// As in tables.
    public String label() {
        return label;
    }

    /// A new instance of it, of which one thread may make use.
    ///
    /// @param maxGapFrames the longest gap it will have to fill
    ConcealFiller filler(int numChannels, int maxGapFrames) {
        return switch (this) {
            case SILENCE ->
                (sound, at, gap, out) -> {
                    for (float[] channel : out) {
                        Arrays.fill(channel, 0, gap.frames(), 0f);
                    }
                };
            case REPEAT -> ConcealMethod::repeat;
            case JACKTRIP -> new ConcealJackTrip(maxGapFrames);
            case OURS, OURS_STALE -> new ConcealOurs(numChannels, modelAgeFrames);
        };
    }

    private static void repeat(float[][] sound, int at, ConcealGap gap, float[][] out) {
        for (int channel = 0; channel < out.length; channel++) {
            for (int i = 0; i < gap.frames(); i++) {
                out[channel][i] = sound[channel][at - gap.packetFrames() + i % gap.packetFrames()];
            }
        }
    }
}
