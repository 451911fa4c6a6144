package tutti.engine.driver.virtual;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tutti.engine.driver.DriverException;
import tutti.engine.wav.SampleFormat;
import tutti.engine.wav.WavWriter;

class SourcesTest {
    @TempDir
    private Path folder;

    @Test
    void shouldPlayALoopWithoutAGapFromAnyFrame() {
        LoopSource loop = new LoopSource(new float[][] {{1, 2, 3}, {4, 5, 6}});
        float[] into = new float[10];

        loop.fill(0, 3_000_000_000_001L, into, 1, 8);
        assertArrayEquals(new float[] {0, 2, 3, 1, 2, 3, 1, 2, 3, 0}, into);
        loop.fill(3, 0, into, 0, 3);
        assertEquals(4, into[0], "channels repeat");
    }

    @Test
    void shouldPlayAWavFileOfTheSameRateAlone() {
        Path path = folder.resolve("a.wav");
        try (WavWriter writer = new WavWriter(path, 44_100, 1, SampleFormat.INT_16)) {
            writer.write(new float[][] {{0.5f, 0.25f}}, 0, 2);
        }
        float[] into = new float[3];
        LoopSource.ofWav(path, 44_100).fill(0, 1, into, 0, 3);
        assertArrayEquals(new float[] {0.25f, 0.5f, 0.25f}, into);

        assertEquals(
                path + " runs at 44100 Hz and the driver at 48000 Hz; convert the file or choose its rate.",
                assertThrows(DriverException.class, () -> LoopSource.ofWav(path, 48_000))
                        .getMessage());
        assertThrows(DriverException.class, () -> LoopSource.ofWav(folder, 48_000));
    }

    @Test
    void shouldMakeNoiseThatDependsOnTheFrameAlone() {
        NoiseSource noise = new NoiseSource(1);
        float[] whole = new float[1_000];
        float[] part = new float[500];
        noise.fill(1, 0, whole, 0, 1_000);
        noise.fill(1, 500, part, 0, 500);
        double power = 0;
        for (int i = 0; i < 500; i++) {
            assertEquals(whole[500 + i], part[i]);
            assertEquals(Math.rint(part[i] * 0x1p23), part[i] * 0x1p23, 0.0, "whole 24-bit steps");
            assertTrue(Math.abs(part[i]) <= 0.5f);
            power += part[i] * part[i] / 500;
        }

        // Evenly spread over +-0.5: a power of 1 / 12.
        assertEquals(1.0 / 12, power, 0.015);
        assertNotEquals(noise.sample(0, 7), noise.sample(1, 7));
        assertNotEquals(noise.sample(0, 7), new NoiseSource(2).sample(0, 7));
    }

    @Test
    void shouldMakeASineOfTheAskedPitch() {
        SineSource sine = new SineSource(1_000, 0.5f, 48_000);
        float[] into = new float[48];
        sine.fill(0, 48_000_000_000L, into, 0, 48);
        assertEquals(0, into[0], 1e-6);
        assertEquals(0.5, into[12], 1e-6);
        sine.fill(1, 0, into, 0, 48);
        assertEquals(0.5, into[6], 1e-6);
        SignalSource.SILENCE.fill(0, 0, into, 0, 48);
        assertArrayEquals(new float[48], into);
    }
}
