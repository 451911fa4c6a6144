package tutti.engine.driver.virtual;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tutti.engine.driver.DriverException;
import tutti.engine.driver.DriverFormat;
import tutti.engine.wav.SampleFormat;
import tutti.engine.wav.WavFile;

class WavSinkTest {
    private static final DriverFormat FORMAT = new DriverFormat(8_000, 100);
    private static final List<String> PORTS = List.of("monitor_1", "monitor_2");

    @TempDir
    private Path folder;

    private static float[] constant(float value) {
        float[] samples = new float[100];
        Arrays.fill(samples, value);
        return samples;
    }

    @Test
    void shouldWriteAChannelForEachPortAndSilenceWhereNothingWasPlayed() {
        Path path = folder.resolve("heard.wav");
        WavSink sink = WavSink.open(path, FORMAT, PORTS, SampleFormat.FLOAT_32);
        assertEquals(1, sink.channelOf("monitor_2"));
        assertEquals(SignalSink.NOWHERE, sink.channelOf("click"));
        sink.write(1, 0, constant(0.25f), 100);
        sink.write(0, 0, constant(0.5f), 100);
        sink.endCycle(0, 100);
        sink.write(1, 100, constant(0.75f), 100);
        sink.endCycle(100, 100);
        sink.close();
        sink.close();

        WavFile file = WavFile.read(path);
        assertEquals(8_000, file.sampleRateHz());
        assertEquals(200, file.numFrames());
        assertEquals(0.5f, file.channel(0)[99]);
        assertEquals(0f, file.channel(0)[100]);
        assertEquals(0.25f, file.channel(1)[99]);
        assertEquals(0.75f, file.channel(1)[100]);
        assertEquals(0, sink.droppedCycles());
        assertNull(sink.failure());
    }

    @Test
    void shouldDropAndCountWhenTheDiskStallsAndKeepWhatFollowsAtItsTime() {
        Path path = folder.resolve("stalled.wav");
        WavSink sink = WavSink.unstarted(path, FORMAT, PORTS, SampleFormat.INT_16);
        // The ring holds a second: 80 cycles.
        for (int cycle = 0; cycle < 90; cycle++) {
            sink.write(0, cycle * 100L, constant(cycle / 128f), 100);
            sink.endCycle(cycle * 100L, 100);
        }
        assertEquals(10, sink.droppedCycles());
        assertEquals(80, sink.doWork());
        sink.write(0, 9_000, constant(0.9375f), 100);
        sink.endCycle(9_000, 100);
        sink.close();

        float[] heard = WavFile.read(path).channel(0);
        assertEquals(9_100, heard.length);
        assertEquals(79 / 128f, heard[7_999]);
        assertArrayEquals(new float[1_000], Arrays.copyOfRange(heard, 8_000, 9_000));
        assertEquals(0.9375f, heard[9_000]);
    }

    @Test
    void shouldBeSafeAgainstACrashAfterEachSecond() {
        Path path = folder.resolve("crash.wav");
        WavSink sink = WavSink.unstarted(path, FORMAT, PORTS, SampleFormat.INT_24);
        for (int cycle = 0; cycle < 100; cycle++) {
            sink.write(0, cycle * 100L, constant(0.5f), 100);
            sink.endCycle(cycle * 100L, 100);
            sink.doWork();
        }

        assertEquals(8_000, WavFile.read(path).numFrames());
        sink.close();
        assertEquals(10_000, WavFile.read(path).numFrames());
    }

    @Test
    void shouldSayInOneSentenceThatTheFileCannotBeWritten() {
        Path path = folder.resolve("absent").resolve("heard.wav");

        String message = assertThrows(
                        DriverException.class, () -> WavSink.open(path, FORMAT, PORTS, SampleFormat.INT_24))
                .getMessage();

        assertTrue(String.valueOf(message).startsWith(path + " cannot be written"), message);
    }
}
