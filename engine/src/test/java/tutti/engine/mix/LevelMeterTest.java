package tutti.engine.mix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LevelMeterTest {
    private static final int RATE_HZ = 48_000;

    /// One stretch of 5 ms.
    private static final int STRETCH = 240;

    private final LevelMeter meter = new LevelMeter(2, RATE_HZ);

    @Test
    void shouldGiveEachReaderEveryPeakExactlyOnce() {
        List<LevelMeter.Reader> readers = List.of(meter.newReader(), meter.newReader(), meter.newReader());
        List<List<Float>> seen = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Random random = new Random(1);
        int spikes = 0;
        for (int n = 0; n < 10_000; n++) {
            boolean isSpike = random.nextInt(100) == 0;
            spikes++;
            play(isSpike ? spikes : 0, STRETCH);
            for (int reader = 0; reader < 3; reader++) {
                // Each at a pace of its own; every stretch but the last is read by then.
                if (random.nextInt(1 + 3 * reader) == 0 && readers.get(reader).read()) {
                    float peak = readers.get(reader).peak(0);
                    if (peak > 0) {
                        seen.get(reader).add(peak);
                    }
                }
            }
        }
        // The quickest reader looks after each stretch, so it sees each spike; the others the last of each reading.
        assertTrue(seen.get(0).size() > 50);
        for (List<Float> each : seen) {
            for (int i = 1; i < each.size(); i++) {
                assertTrue(each.get(i) > each.get(i - 1), "no peak twice");
            }
        }
        assertTrue(seen.get(0).containsAll(seen.get(1)));
        assertTrue(seen.get(0).containsAll(seen.get(2)));
    }

    @Test
    void shouldGiveThePeakAndTheMeanSquareOfEachLane() {
        LevelMeter.Reader reader = meter.newReader();
        meter.note(0, 0.5f, 64 * 0.25);
        meter.note(1, 0.1f, 64 * 0.01);
        meter.advance(64);
        meter.note(0, 0.25f, 256 * 0.0625);
        meter.advance(256);

        assertTrue(reader.read());
        assertEquals(0.5f, reader.peak(0));
        assertEquals((64 * 0.25 + 256 * 0.0625) / 320, reader.meanSquare(0), 1e-12);
        assertEquals(0.1f, reader.peak(1));
        assertEquals(64 * 0.01 / 320, reader.meanSquare(1), 1e-12);
    }

    @Test
    void shouldKeepAReadingWhileThereIsNoNewOne() {
        LevelMeter.Reader reader = meter.newReader();
        assertFalse(reader.read());
        play(0.5f, STRETCH - 1);
        assertFalse(reader.read(), "not before a stretch is finished");
        play(0, 1);
        assertTrue(reader.read());
        assertFalse(reader.read());
        assertEquals(0.5f, reader.peak(0));
    }

    @Test
    void shouldGiveAReaderThatComesLateOnlyWhatComesThen() {
        play(1, STRETCH);
        LevelMeter.Reader late = meter.newReader();
        play(0.25f, STRETCH);

        assertTrue(late.read());
        assertEquals(0.25f, late.peak(0));
    }

    @Test
    void shouldGiveAReaderThatSleptTheLastFiveSeconds() {
        LevelMeter.Reader sleeper = meter.newReader();
        play(1, STRETCH);
        for (int i = 0; i < LevelMeter.STRETCHES; i++) {
            play(0.5f, STRETCH);
        }
        assertTrue(sleeper.read());

        assertEquals(0.5f, sleeper.peak(0));
        assertEquals(0.25, sleeper.meanSquare(0), 1e-9);
    }

    private void play(float value, int numFrames) {
        meter.note(0, value, (double) value * value * numFrames);
        meter.advance(numFrames);
    }
}
