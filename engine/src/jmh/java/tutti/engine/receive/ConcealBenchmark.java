package tutti.engine.receive;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import tutti.codecs.conceal.BurgConcealer;
import tutti.codecs.conceal.BurgFit;
import tutti.codecs.conceal.ModelExchange;
import tutti.engine.bench.music.Clip;

/// One channel's concealment: the fit thread's share and the callback's.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ConcealBenchmark {
    private static final int PERIOD = 64;
    private static final int WINDOW = BurgFit.DEFAULT_WINDOW_FRAMES;

    private final float[] sound = Clip.GUITAR.readMono();
    private final float[][] window = new float[1][WINDOW];
    private final float[][] block = new float[1][PERIOD];
    private final BurgFit fit = new BurgFit(1, BurgFit.DEFAULT_ORDER, WINDOW);
    private final ModelExchange models = new ModelExchange(BurgFit.DEFAULT_ORDER);
    private final BurgConcealer concealer = new BurgConcealer(1, Clip.RATE_HZ, models);
    private int at;

    /// A second after its beginning the chord is steady.
    public ConcealBenchmark() {
        System.arraycopy(sound, Clip.RATE_HZ, window[0], 0, WINDOW);
        fit.fit(window, models.claim());
        models.publish();
    }

    /// Order 512 on 2,048 frames.
    @Benchmark
    public int fit() {
        fit.fit(window, models.claim());
        models.publish();
        return models.newest().order();
    }

    /// Every second packet of 64 frames is missing: the judgement, the prediction and the way back to true sound.
    @Benchmark
    public float everySecondPacketMissing() {
        System.arraycopy(window[0], at, block[0], 0, PERIOD);
        concealer.present(block, 0, PERIOD);
        concealer.missing(block, 0, PERIOD);
        at = (at + 2 * PERIOD) % WINDOW;
        return block[0][PERIOD - 1];
    }
}
