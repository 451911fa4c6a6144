package tutti.engine.judge;

import static tutti.engine.judge.Damage.RATE_HZ;
import static tutti.engine.judge.Damage.delayed;
import static tutti.engine.judge.Damage.joined;
import static tutti.engine.judge.Damage.noise;
import static tutti.engine.judge.Damage.noisy;
import static tutti.engine.judge.Damage.resampled;
import static tutti.engine.judge.Damage.torn;
import static tutti.engine.judge.Damage.tune;

/// What is held against the other judge.
enum Case {
    NOISE,
    TUNE,
    TORN,
    MUCH_TORN,
    FRACTION,
    MOVED,
    SLIDING,
    NOISY,
    OUTAGE;

    float[] played() {
        return switch (this) {
            case NOISE -> noise(1);
            case TUNE -> tune(2);
            case TORN -> tune(3);
            case MUCH_TORN -> tune(4);
            case FRACTION -> tune(5);
            case MOVED -> tune(6);
            case SLIDING -> tune(8);
            case NOISY -> tune(9);
            case OUTAGE -> tune(10);
        };
    }

    float[] heard() {
        float[] played = played();
        return switch (this) {
            case NOISE -> delayed(played, 128);
            case TUNE -> delayed(played, 637);
            case TORN -> torn(delayed(played, 1_315), 100);
            case MUCH_TORN -> torn(delayed(played, 900), 12);
            case FRACTION -> resampled(played, 100.4375, 0);
            case MOVED -> joined(delayed(played, 500), delayed(played, 1_100), 4 * RATE_HZ + 1_000);
            case SLIDING -> resampled(played, 400, 100);
            case NOISY -> noisy(delayed(played, 256), 0.01, 9);
            case OUTAGE -> {
                float[] heard = delayed(played, 333);
                float[] silent = new float[heard.length];
                yield joined(heard, joined(silent, heard, 4 * RATE_HZ), 3 * RATE_HZ);
            }
        };
    }
}
