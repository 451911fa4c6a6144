package tutti.engine.bench.conceal;

import tutti.codecs.conceal.BurgConcealer;
import tutti.codecs.conceal.BurgFit;
import tutti.codecs.conceal.ModelExchange;
import tutti.engine.bench.music.Clip;

/// The engine's concealment through its public face: sound comes in packets, a model is fitted and published, packets
/// are missing.
final class ConcealOurs implements ConcealFiller {
    private static final int PACKET_FRAMES = 64;

    /// More than it looks back upon.
    private static final int RUN_UP_FRAMES = 4_096;

    private final int modelAgeFrames;
    private final BurgFit fit;
    private final ModelExchange models = new ModelExchange(BurgFit.DEFAULT_ORDER);
    private final BurgConcealer concealer;
    private final float[][] window;
    private final float[][] block;

    /// @param modelAgeFrames frames between the last one that is fitted and the gap
    ConcealOurs(int numChannels, int modelAgeFrames) {
        this.modelAgeFrames = modelAgeFrames;
        fit = new BurgFit(numChannels, BurgFit.DEFAULT_ORDER, BurgFit.DEFAULT_WINDOW_FRAMES);
        concealer = new BurgConcealer(numChannels, Clip.RATE_HZ, models);
        window = new float[numChannels][fit.windowFrames()];
        block = new float[numChannels][PACKET_FRAMES];
    }

    @Override
    public void fill(float[][] sound, int at, ConcealGap gap, float[][] out) {
        concealer.reset();
        for (int frame = at - RUN_UP_FRAMES; frame < at; frame += PACKET_FRAMES) {
            copy(sound, frame, block, PACKET_FRAMES);
            concealer.present(block, 0, PACKET_FRAMES);
        }
        copy(sound, at - modelAgeFrames - window[0].length, window, window[0].length);
        fit.fit(window, models.claim());
        models.publish();
        for (int frame = 0; frame < gap.frames(); frame += gap.packetFrames()) {
            concealer.missing(out, frame, gap.packetFrames());
        }
    }

    private static void copy(float[][] from, int at, float[][] to, int numFrames) {
        for (int channel = 0; channel < to.length; channel++) {
            System.arraycopy(from[channel], at, to[channel], 0, numFrames);
        }
    }
}
