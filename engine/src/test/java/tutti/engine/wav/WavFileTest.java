package tutti.engine.wav;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WavFileTest {
    @TempDir
    private Path folder;

    private static float[][] noise(int numChannels, int numFrames, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] noise = new float[numChannels][numFrames];
        for (float[] channel : noise) {
            for (int i = 0; i < numFrames; i++) {
                // Whole 16-bit steps: exact in every format.
                channel[i] = random.nextInt(-32_768, 32_768) / 32_768f;
            }
        }
        return noise;
    }

    private Path written(float[][] samples, SampleFormat format) {
        Path path = folder.resolve("a.wav");
        try (WavWriter writer = new WavWriter(path, 44_100, samples.length, format)) {
            writer.write(samples, 0, samples[0].length);
        }
        return path;
    }

    @ParameterizedTest
    @EnumSource(SampleFormat.class)
    void shouldReadBackWhatWasWritten(SampleFormat format) {
        float[][] samples = noise(3, 30_001, 1);

        WavFile file = WavFile.read(written(samples, format));

        assertEquals(44_100, file.sampleRateHz());
        assertEquals(3, file.numChannels());
        assertEquals(30_001, file.numFrames());
        for (int channel = 0; channel < 3; channel++) {
            assertArrayEquals(samples[channel], file.channel(channel));
        }
    }

    @Test
    void shouldClipIntegersAndSilenceNan() {
        float[][] samples = {{2f, -2f, Float.NaN, 1f, Float.POSITIVE_INFINITY}};

        float[] read = WavFile.read(written(samples, SampleFormat.INT_24)).channel(0);

        float most = 1 - 0x1p-23f;
        assertArrayEquals(new float[] {most, -1f, 0f, most, most}, read);
    }

    @Test
    void shouldReadExtensibleFilesWithOtherChunksBeforeTheSamples() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(ascii("RIFF")).putInt(0).put(ascii("WAVE"));
        bytes.put(ascii("LIST")).putInt(3).put(new byte[4]);
        bytes.put(ascii("fmt ")).putInt(40);
        bytes.putShort((short) 0xfffe).putShort((short) 1).putInt(48_000).putInt(144_000);
        bytes.putShort((short) 3).putShort((short) 24);
        bytes.putShort((short) 22).putShort((short) 24).putInt(4).putShort((short) 1);
        bytes.put(new byte[] {0, 0, 0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xaa, 0, 0x38, (byte) 0x9b, 0x71});
        bytes.put(ascii("data")).putInt(6).put(new byte[] {0, 0, 0x40, 0, 0, (byte) 0x80});
        Path path = folder.resolve("extensible.wav");
        Files.write(path, Arrays.copyOf(bytes.array(), bytes.position()));

        WavFile file = WavFile.read(path);

        assertEquals(48_000, file.sampleRateHz());
        assertArrayEquals(new float[] {0.5f, -1f}, file.channel(0));
    }

    @Test
    void shouldReadToTheEndWhenTheLengthIsUnknown() throws IOException {
        Path path = written(noise(1, 100, 2), SampleFormat.INT_16);
        byte[] bytes = Files.readAllBytes(path);
        Arrays.fill(bytes, 40, 44, (byte) 0xff);
        Files.write(path, bytes);

        assertEquals(100, WavFile.read(path).numFrames());
    }

    @Test
    void shouldSayInOneSentenceWhatIsWrong() throws IOException {
        assertSentence("is no file", folder.resolve("absent.wav"));
        assertSentence("is a folder", folder);
        assertSentence("is not a WAV file", file(ascii("ID3 this is an MP3 file, more or less")));
        assertSentence("is not a WAV file", file(new byte[0]));
        byte[] good = Files.readAllBytes(written(noise(2, 100, 3), SampleFormat.INT_16));
        assertSentence("is cut short", file(Arrays.copyOf(good, 300)));
        assertSentence("is cut short", file(Arrays.copyOf(good, 40)));
        byte[] eightBits = good.clone();
        eightBits[34] = 8;
        assertSentence("type 1 of 8 bits, which is not supported", file(eightBits));
        byte[] noChannels = good.clone();
        noChannels[22] = 0;
        assertSentence("has 0 channels", file(noChannels));
        byte[] contradictory = good.clone();
        contradictory[32] = 7;
        assertSentence("contradicts itself", file(contradictory));
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("bad.wav"), bytes);
    }

    private static void assertSentence(String part, Path path) {
        String message =
                assertThrows(WavException.class, () -> WavFile.read(path)).getMessage();
        assertTrue(message.startsWith(path.toString()) || message.contains(path + ";"), message);
        assertTrue(message.contains(part), message);
        assertTrue(message.endsWith("."), message);
    }

    @ParameterizedTest
    @EnumSource(SampleFormat.class)
    void shouldThrowNothingElseAndStayWithinTheFilesSizeWhateverTheBytes(SampleFormat format) throws IOException {
        SplittableRandom random = new SplittableRandom(format.bytes());
        byte[] good = Files.readAllBytes(written(noise(2, 200, 1), format));
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        int read = 0;
        for (int i = 0; i < 500; i++) {
            Path path = file(mutated(good, random));
            long beforeBytes = threads.getCurrentThreadAllocatedBytes();
            try {
                WavFile.read(path);
                read++;
            } catch (WavException e) {
                assertTrue(e.getMessage().endsWith("."), e.getMessage());
            }
            long allocatedBytes = threads.getCurrentThreadAllocatedBytes() - beforeBytes;
            assertTrue(allocatedBytes < 300_000, "allocated " + allocatedBytes + " bytes");
        }
        assertTrue(read > 20 && read < 480, read + " of 500 were read");
    }

    private static byte[] mutated(byte[] good, SplittableRandom random) {
        byte[] bytes = random.nextInt(4) == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
        int[] interesting = {0, 1, 0x7f, 0x80, 0xff};
        for (int n = random.nextInt(4); n >= 0 && bytes.length > 0; n--) {
            // Most of what can go wrong is in the header.
            int at = random.nextInt(random.nextInt(5) == 0 ? bytes.length : Math.min(64, bytes.length));
            bytes[at] = (byte) (random.nextBoolean() ? interesting[random.nextInt(5)] : random.nextInt());
        }
        return bytes;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
