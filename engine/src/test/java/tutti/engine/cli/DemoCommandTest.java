package tutti.engine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tutti.engine.wav.WavFile;

class DemoCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... words) {
        return Main.run(words, new PrintWriter(out), new PrintWriter(err));
    }

    @Test
    @Timeout(150)
    void shouldLetTwoProcessesPlayToEachOther() {
        Set<ProcessHandle> before = ProcessHandle.current().children().collect(Collectors.toSet());

        int code = run("demo", "--seconds", "4", "--buffer", "30", "--json", "--out", folder.toString());

        assertEquals(0, code, err::toString);
        String json = out.toString().strip();
        assertEquals(1, json.lines().count());
        assertLatency(json, "alice");
        assertLatency(json, "bob");
        assertSound("alice");
        assertSound("bob");
        assertTrue(err.toString().contains("4 of 4 s"), err::toString);
        assertTrue(ProcessHandle.current().children().allMatch(before::contains), "both engines must have ended");
    }

    private static void assertLatency(String json, String listener) {
        Matcher direction = Pattern.compile("\\{\"listener\":\"" + listener + "\".*?\"latency_ms\":([0-9.]+)")
                .matcher(json);
        assertTrue(direction.find(), json);
        double latencyMs = Double.parseDouble(direction.group(1));
        assertTrue(latencyMs > 12 && latencyMs < 200, json);
    }

    private void assertSound(String listener) {
        WavFile heard = WavFile.read(folder.resolve("tutti-demo-" + listener + ".wav"));
        assertEquals(48_000, heard.sampleRateHz());
        assertEquals(2, heard.numChannels());
        assertTrue(heard.numFrames() > 4 * heard.sampleRateHz(), "it plays for four seconds");
        for (int channel = 0; channel < heard.numChannels(); channel++) {
            float peak = 0;
            for (float sample : heard.channel(channel)) {
                peak = Math.max(peak, Math.abs(sample));
            }
            assertTrue(peak > 0.05f && peak < 0.6f, "peak " + peak);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --seconds | 0      | tutti: --seconds takes 1 to 3600 seconds, not 0.0.
            --seconds | NaN    | tutti: --seconds takes 1 to 3600 seconds, not NaN.
            --delay   | -1     | tutti: --delay takes 0 to 500 ms, not -1.0.
            --jitter  | 101    | tutti: --jitter takes 0 to 100 ms, not 101.0.
            --loss    | 101    | tutti: Packet loss must be between 0 and 100 percent.
            --codec   | mp3    | tutti: There is no codec called "mp3"; choose one of L16, L24, L32F, opus.
            --buffer  | 501    | tutti: The buffer is auto or 0 to 500 ms, not 501.0.
            --seed    | x      | tutti: Invalid value for option '--seed': 'x' is not a long; try tutti --help.
            """)
    void shouldRefuseWithOneSentence(String option, String value, String sentence) throws IOException {
        int code = run("demo", "--out", folder.toString(), option, value);

        assertEquals(2, code);
        assertEquals(sentence, err.toString().strip());
        assertEquals("", out.toString());
        try (Stream<Path> files = Files.list(folder)) {
            assertFalse(files.findAny().isPresent(), "nothing is half started");
        }
    }

    @Test
    void shouldRefuseAFolderThatIsAFile() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertEquals(2, run("demo", "--out", file.toString()));
        assertEquals(
                "tutti: Nothing can be written to " + file + "; choose another one with --out FOLDER.",
                err.toString().strip());
    }

    @Test
    @Timeout(60)
    void shouldPassOnWhatAnEngineRefuses() throws IOException {
        Files.createDirectory(folder.resolve("tutti-demo-alice.wav"));

        assertEquals(2, run("demo", "--out", folder.toString()));
        assertTrue(
                err.toString().strip().matches("tutti: .*tutti-demo-alice.wav cannot be written .*[.]"), err::toString);
    }
}
