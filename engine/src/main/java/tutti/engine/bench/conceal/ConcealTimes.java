package tutti.engine.bench.conceal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tutti.codecs.conceal.BurgConcealer;
import tutti.codecs.conceal.BurgFit;
import tutti.codecs.conceal.ModelExchange;
import tutti.engine.bench.Figure;
import tutti.engine.bench.music.Clip;

/// How long a fit takes and how long a prediction, once compiled: the median and what 99 of 100 do not exceed, of one
/// channel (the time of a stereo stream is halved).
public final class ConcealTimes {
    private static final int PACKET_FRAMES = 64;
    private static final int FITS = 1_000;
    private static final int GAPS = 2_000;
    private static final int WARM_UP = 500;
    private static final double WANTED_FIT_US = 1_500;
    private static final double WANTED_PREDICTION_US = 25;
    private static final double MEDIAN = 0.5;
    private static final double NEARLY_ALL = 0.99;

    private final float[][] sound = Clip.GUITAR.read();
    private final ModelExchange models = new ModelExchange(BurgFit.DEFAULT_ORDER);

    /// Measures; it takes some seconds. Thread: any. RT-safe: no.
    public List<Figure> run() {
        List<Figure> figures = new ArrayList<>();
        for (int channels = 1; channels <= sound.length; channels++) {
            String stream = channels == 1 ? "mono" : "stereo";
            add(figures, stream + " fit, a channel", fits(channels), channels, WANTED_FIT_US);
            add(
                    figures,
                    stream + " prediction of 64 frames at a gap, a channel",
                    predictions(channels, 0),
                    channels,
                    WANTED_PREDICTION_US);
            add(
                    figures,
                    stream + " prediction of 64 frames in a gap, a channel",
                    predictions(channels, 1),
                    channels,
                    WANTED_PREDICTION_US);
        }
        return figures;
    }

    private static void add(List<Figure> figures, String what, long[] ns, int channels, double wantedUs) {
        Arrays.sort(ns);
        figures.add(figure(what + ": median", at(ns, MEDIAN) / channels, wantedUs));
        figures.add(figure(what + ": 99 %", at(ns, NEARLY_ALL) / channels, wantedUs));
    }

    private static double at(long[] sorted, double share) {
        return sorted[(int) (share * (sorted.length - 1))] / 1e3;
    }

    private static Figure figure(String what, double us, double wantedUs) {
        return new Figure(
                what,
                String.format(Locale.ROOT, "%.1f us", us),
                String.format(Locale.ROOT, "<= %.0f us", wantedUs),
                us <= wantedUs);
    }

    private long[] fits(int channels) {
        BurgFit fit = new BurgFit(channels, BurgFit.DEFAULT_ORDER, BurgFit.DEFAULT_WINDOW_FRAMES);
        float[][] window = new float[channels][fit.windowFrames()];
        long[] ns = new long[FITS];
        for (int i = -WARM_UP; i < FITS; i++) {
            copy(place(i, window[0].length), window);
            long beganNs = System.nanoTime();
            fit.fit(window, models.claim());
            long tookNs = System.nanoTime() - beganNs;
            models.publish();
            if (i >= 0) {
                ns[i] = tookNs;
            }
        }
        return ns;
    }

    /// @param packet which of the lost packets is timed, 0 being the first
    private long[] predictions(int channels, int packet) {
        BurgConcealer concealer = new BurgConcealer(channels, Clip.RATE_HZ, models);
        BurgFit fit = new BurgFit(channels, BurgFit.DEFAULT_ORDER, BurgFit.DEFAULT_WINDOW_FRAMES);
        float[][] window = new float[channels][fit.windowFrames()];
        float[][] block = new float[channels][PACKET_FRAMES];
        long[] ns = new long[GAPS];
        for (int i = -WARM_UP; i < GAPS; i++) {
            int at = place(i, window[0].length);
            copy(at, window);
            fit.fit(window, models.claim());
            models.publish();
            for (int frame = 0; frame < window[0].length; frame += PACKET_FRAMES) {
                copy(at + frame, block);
                concealer.present(block, 0, PACKET_FRAMES);
            }
            long tookNs = 0;
            for (int lost = 0; lost <= packet; lost++) {
                long beganNs = System.nanoTime();
                concealer.missing(block, 0, PACKET_FRAMES);
                tookNs = System.nanoTime() - beganNs;
            }
            if (i >= 0) {
                ns[i] = tookNs;
            }
        }
        return ns;
    }

    private int place(int index, int numFrames) {
        return Math.floorMod(index * PACKET_FRAMES, sound[0].length - numFrames);
    }

    private void copy(int at, float[][] to) {
        for (int channel = 0; channel < to.length; channel++) {
            System.arraycopy(sound[channel], at, to[channel], 0, to[channel].length);
        }
    }
}
