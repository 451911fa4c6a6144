package tutti.engine.bench.conceal;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tutti.engine.bench.music.Clip;
import tutti.engine.session.Notices;

/// Takes frames out of every recording at many places, one gap at a time, has every method fill them, and measures
/// the errors. The places are the same for all methods and gaps.
public final class ConcealBench {
    /// The gaps that are made.
    public static final List<ConcealGap> GAPS = List.of(
            new ConcealGap(1, 64),
            new ConcealGap(1, 128),
            new ConcealGap(1, 256),
            new ConcealGap(1, 512),
            new ConcealGap(3, 64));

    /// What the methods look back upon.
    private static final int RUN_UP_FRAMES = 4_800;

    private static final int MAX_GAP_FRAMES = 512;

    /// A place whose first 64 frames are below -60 dBFS is not worth concealing.
    private static final double AUDIBLE = 1e-6;

    private static final int HEARD_FRAMES = 64;

    private final int losses;
    private final long seed;
    private final Notices progress;

    /// @param losses gaps of each length in each recording
    /// @param seed of the places
    /// @param progress told what is going on
    public ConcealBench(int losses, long seed, Notices progress) {
        this.losses = losses;
        this.seed = seed;
        this.progress = progress;
    }

    /// Measures everything: each recording, gap and method. Thread: any; it takes some seconds. RT-safe: no.
    public List<ConcealResult> run() {
        List<ConcealResult> results = new ArrayList<>();
        for (Clip clip : Clip.values()) {
            progress.say("Gaps in " + clip.label() + "...");
            float[][] sound = clip.read();
            int[] places = places(sound, new Random(seed));
            for (ConcealGap gap : GAPS) {
                for (ConcealMethod method : ConcealMethod.values()) {
                    results.add(measure(clip, sound, places, gap, method));
                }
            }
        }
        return results;
    }

    private int[] places(float[][] sound, Random random) {
        int[] places = new int[losses];
        int last = sound[0].length - MAX_GAP_FRAMES;
        int found = 0;
        while (found < losses) {
            int place = random.nextInt(RUN_UP_FRAMES, last);
            if (energy(sound, place, HEARD_FRAMES) > AUDIBLE * HEARD_FRAMES * sound.length) {
                places[found++] = place;
            }
        }
        return places;
    }

    private static ConcealResult measure(
            Clip clip, float[][] sound, int[] places, ConcealGap gap, ConcealMethod method) {
        ConcealFiller filler = method.filler(sound.length, MAX_GAP_FRAMES);
        float[][] madeUp = new float[sound.length][MAX_GAP_FRAMES];
        double sumDb = 0;
        int worse = 0;
        for (int place : places) {
            filler.fill(sound, place, gap, madeUp);
            double db = 10 * Math.log10(error(sound, place, gap.frames(), madeUp) / energy(sound, place, gap.frames()));
            sumDb += db;
            worse += db > 0 ? 1 : 0;
        }
        return new ConcealResult(
                clip, method, gap, places.length, sumDb / places.length, (double) worse / places.length);
    }

    private static double energy(float[][] sound, int at, int numFrames) {
        double sum = 0;
        for (float[] channel : sound) {
            for (int i = at; i < at + numFrames; i++) {
                sum += (double) channel[i] * channel[i];
            }
        }
        return sum;
    }

    private static double error(float[][] sound, int at, int numFrames, float[][] madeUp) {
        double sum = 0;
        for (int channel = 0; channel < sound.length; channel++) {
            for (int i = 0; i < numFrames; i++) {
                double off = (double) madeUp[channel][i] - sound[channel][at + i];
                sum += off * off;
            }
        }
        return sum;
    }
}
