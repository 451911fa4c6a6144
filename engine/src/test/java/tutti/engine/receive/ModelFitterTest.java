package tutti.engine.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import tutti.codecs.conceal.BurgConcealer;
import tutti.codecs.conceal.BurgFit;
import tutti.codecs.conceal.ModelExchange;
import tutti.engine.driver.DriverFormat;
import tutti.engine.os.WakeSignal;

/// A tone with a hole in it, read period by period, and the model that is fitted before the hole is reached.
class ModelFitterTest {
    private static final int RATE_HZ = 48_000;
    private static final int PERIOD = 64;
    private static final int HOLE = 9_600;
    private static final int HOLE_END = HOLE + 256;

    private final JitterBuffer buffer = new JitterBuffer(1, 1 << 16);
    private final PlayoutClock clock = new PlayoutClock();
    private final PlayoutDelay delay = new PlayoutDelay(BufferTarget.AUTO, new DriverFormat(RATE_HZ, PERIOD), RATE_HZ);
    private final ModelExchange models = new ModelExchange(BurgFit.DEFAULT_ORDER);
    private final StreamReader reader = new StreamReader(
            buffer, delay, clock, new BurgConcealer(1, RATE_HZ, models), RATE_HZ, RATE_HZ, PERIOD, WakeSignal.none());
    private final ModelFitter fitter = new ModelFitter(1, buffer, clock, reader, delay, models);
    private final float[][] out = new float[1][PERIOD];
    private long frame;

    ModelFitterTest() {
        write(0, HOLE);
        write(HOLE_END, 20_000 - HOLE_END);
        // Four periods more than the cycle's own have usually come.
        delay.plan(new PlayoutPlan(0, 0, 0, true, 4 * PERIOD));
    }

    @Test
    void shouldFitAsSoonAsFramesAreOverdue() {
        read(HOLE - 10 * PERIOD);
        fitter.fit(0);
        assertFalse(fitter.isOverdue());

        read(7 * PERIOD);
        assertTrue(fitter.isOverdue());
        assertEquals(HOLE, reader.overdueFrame());
        fitter.fit(1);
        assertFalse(fitter.isOverdue());
        double worst = read(2_048);
        assertTrue(worst < 0.01, "the tone goes on through the hole, " + worst + " off");
    }

    @Test
    void shouldTellHowWellTheHoleWouldHaveBeenFilled() {
        read(HOLE - 4 * PERIOD);
        fitter.fit(0);
        assertEquals(0, delay.concealmentDb());

        write(HOLE, HOLE_END - HOLE);
        fitter.fit(1_000_000);
        assertTrue(delay.concealmentDb() < -30, delay.concealmentDb() + " dB");
    }

    @Test
    void shouldComeBackMoreOftenWhileThereAreGaps() {
        read(4_096);
        fitter.fit(1_000_000_000);
        assertFalse(fitter.isDue(1_100_000_000));
        assertTrue(fitter.isDue(1_250_000_000));

        read(HOLE);
        assertTrue(fitter.isDue(1_030_000_000), "there was a gap");
    }

    @Test
    void shouldDoNothingBeforeAnythingIsRead() {
        fitter.fit(0);
        assertFalse(models.newest().isModel());
    }

    /// @return how far what is heard is from the tone, at most
    private double read(int numFrames) {
        double worst = 0;
        for (int done = 0; done < numFrames; done += PERIOD) {
            reader.pull(PERIOD, frame * 1_000_000_000L / RATE_HZ, 1e9 / RATE_HZ, frame, out);
            for (int i = 0; i < PERIOD && frame > 1_000; i++) {
                worst = Math.max(worst, Math.abs(out[0][i] - tone(frame + i - 16)));
            }
            frame += PERIOD;
        }
        return worst;
    }

    private void write(int first, int numFrames) {
        for (int i = first; i < first + numFrames; i++) {
            buffer.write(i, 1, new float[][] {{tone(i)}});
        }
    }

    private static float tone(long at) {
        return (float) (0.4 * Math.sin(2 * Math.PI * 440 * at / RATE_HZ)
                + 0.2 * Math.sin(2 * Math.PI * 1_113.7 * at / RATE_HZ));
    }
}
