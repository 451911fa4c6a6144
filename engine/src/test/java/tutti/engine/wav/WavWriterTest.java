package tutti.engine.wav;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavWriterTest {
    @TempDir
    private Path folder;

    @Test
    void shouldBeReadableUpToTheLastFlushWhileItIsWritten() {
        Path path = folder.resolve("a.wav");
        float[][] samples = new float[2][50_000];
        for (int i = 0; i < 50_000; i++) {
            samples[0][i] = i / 65_536f;
            samples[1][i] = samples[0][i] - 1;
        }
        try (WavWriter writer = new WavWriter(path, 48_000, 2, SampleFormat.INT_24)) {
            assertEquals(0, WavFile.read(path).numFrames());
            writer.write(samples, 0, 1_000);
            writer.flush();
            writer.write(samples, 1_000, 49_000);

            // Buffers that were full are in the file already, but its header speaks of the flush.
            assertEquals(1_000, WavFile.read(path).numFrames());
            assertEquals(50_000, writer.numFrames());
        }
        WavFile file = WavFile.read(path);
        assertArrayEquals(samples[0], file.channel(0));
        assertArrayEquals(samples[1], file.channel(1));
    }

    @Test
    void shouldPadOddSamplesAndKeepTheLengthsConsistent() throws IOException {
        Path path = folder.resolve("odd.wav");
        try (WavWriter writer = new WavWriter(path, 48_000, 1, SampleFormat.INT_24)) {
            writer.write(new float[][] {{0.5f, 0.25f, 0.125f}}, 0, 3);
        }

        byte[] bytes = Files.readAllBytes(path);
        assertEquals(44 + 9 + 1, bytes.length);
        assertEquals(bytes.length - 8, bytes[4]);
        assertEquals(9, bytes[40]);
        assertEquals(3, WavFile.read(path).numFrames());
    }

    @Test
    void shouldSayInOneSentenceThatItCannotWrite() {
        Path path = folder.resolve("absent").resolve("a.wav");

        String message = assertThrows(
                        WavException.class, () -> new WavWriter(path, 48_000, 2, SampleFormat.FLOAT_32).close())
                .getMessage();

        assertTrue(message.startsWith(path + " cannot be written"), message);
    }
}
