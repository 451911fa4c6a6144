package tutti.codecs.conceal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import tutti.codecs.AllocationProbe;

class PredictionTest {
    private final Prediction prediction = new Prediction(4, 8);
    private final LinearModel model = new LinearModel(4);

    @Test
    void shouldFindAPerfectModelPerfect() {
        model.set(new double[] {1}, 1);

        assertEquals(-60, errorDb(0.5f, 0.5f));
    }

    @Test
    void shouldCountInDecibels() {
        model.set(new double[] {0.9}, 1);

        assertEquals(-20, errorDb(0.5f, 0.5f), 1e-4);
    }

    @Test
    void shouldFindAModelOfSilenceAsGoodAsSilence() {
        model.set(new double[0], 0);

        assertEquals(0, errorDb(0.5f, 0.5f), 1e-9);
        assertEquals(-60, errorDb(0, 0));
    }

    @Test
    void shouldGoNoFurtherThanWorst() {
        model.set(new double[] {1}, 1);

        assertEquals(6, errorDb(0.5f, -0.5f), 0.03);
        assertEquals(6, errorDb(0.5f, 0));
        assertEquals(6, errorDb(0.5f, Float.NaN));
        model.set(new double[] {Double.NaN}, 1);
        assertEquals(0, errorDb(0.5f, 0.5f), 1e-9);
    }

    @Test
    void shouldPoolTheChannels() {
        model.set(new double[] {1}, 1);
        float[][] history = {{1}, {1}};
        float[][] truth = {{1}, {2}};

        assertEquals(10 * Math.log10(1.0 / 5), prediction.errorDb(model, history, truth, 1), 1e-9);
    }

    @Test
    void shouldAllocateNothing() {
        model.set(new double[] {1}, 1);
        float[][] frames = {{1, 1, 1, 1}};

        assertEquals(0, AllocationProbe.bytesOver(100_000, () -> prediction.errorDb(model, frames, frames, 4)));
    }

    private double errorDb(float before, float after) {
        return prediction.errorDb(model, new float[][] {{0, 0, before}}, new float[][] {{after}}, 1);
    }
}
