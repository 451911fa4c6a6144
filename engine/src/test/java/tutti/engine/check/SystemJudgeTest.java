package tutti.engine.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tutti.nat.doctor.Finding;

class SystemJudgeTest {
    private static final JackState SERVING = new JackState.Serving(48_000, 64, 70, true);

    private static SystemFacts facts(JackState jack, boolean isPermitted, Optional<String> governor) {
        return new SystemFacts(
                true,
                jack,
                isPermitted,
                isPermitted,
                Optional.of("8 MB"),
                governor,
                "25.0.1",
                isPermitted,
                isPermitted ? Optional.of("libopus 1.5.2 (libopus.so.0)") : Optional.empty(),
                "OpenSSL");
    }

    /// Whatever is said is one sentence, and what is not good says what to do.
    private static List<Finding> findings(SystemFacts facts) {
        List<Finding> findings = SystemJudge.findings(facts);
        for (Finding each : findings) {
            assertTrue(each.what().matches("[A-Z].*\\."), each.toString());
            boolean isGood = each.status() == Finding.Status.GOOD;
            assertTrue(isGood ? each.advice().isEmpty() : each.advice().matches("[A-Z].*"), each.toString());
        }
        return findings;
    }

    private static String words(List<Finding> findings, String id) {
        return findings.stream()
                .filter(each -> each.id().equals(id))
                .map(each -> each.status() + " " + each.what() + " " + each.advice())
                .findFirst()
                .orElse("nothing");
    }

    @Test
    void shouldDescribeAComputerThatIsReady() {
        assertEquals(
                List.of(
                        Finding.good("jack", "JACK runs at 48000 Hz, 64 frames a period (1.3 ms)."),
                        Finding.good("realtime", "Tutti may use real-time priority."),
                        Finding.good("memory", "Tutti may keep itself in memory."),
                        Finding.good("governor", "The processor stays at full speed."),
                        Finding.good("java", "Java 25.0.1 has the garbage collector that music needs (ZGC)."),
                        Finding.good(
                                "opus", "Opus, for narrow connections, is spoken by libopus 1.5.2 (libopus.so.0)."),
                        Finding.good("srtp", "Everything is encrypted, by OpenSSL.")),
                findings(facts(SERVING, true, Optional.of("performance"))));
    }

    @Test
    void shouldWarnOfWhatMakesTheSoundClick() {
        List<Finding> findings = findings(facts(SERVING, false, Optional.of("powersave")));
        assertTrue(words(findings, "realtime").startsWith("WARN"), findings.toString());
        assertTrue(words(findings, "memory").contains("8 MB of memory only"), findings.toString());
        assertTrue(words(findings, "governor").contains("powersave"), findings.toString());
        assertTrue(words(findings, "java").contains("adoptium"), findings.toString());
        assertTrue(words(findings, "opus").startsWith("WARN"), findings.toString());
        assertTrue(findings.stream().noneMatch(each -> each.status() == Finding.Status.BAD));
    }

    @Test
    void shouldSayNothingOfWhatCannotBeKnown() {
        SystemFacts mac = new SystemFacts(
                false,
                SERVING,
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                "25",
                true,
                Optional.of("x"),
                "SunJCE");
        List<Finding> findings = findings(mac);
        for (String id : List.of("realtime", "memory", "governor")) {
            assertEquals("nothing", words(findings, id));
        }
        SystemFacts unknown = new SystemFacts(
                true, SERVING, true, false, Optional.empty(), Optional.empty(), "25", true, Optional.of("x"), "SunJCE");
        assertTrue(words(findings(unknown), "memory").contains("may lock no memory,"));
    }

    @ParameterizedTest
    @CsvSource({"48000, 64, GOOD", "48000, 256, GOOD", "44100, 512, WARN", "96000, 512, GOOD", "48000, 1024, WARN"})
    void shouldJudgeThePeriod(int sampleRateHz, int periodFrames, String status) {
        JackState jack = new JackState.Serving(sampleRateHz, periodFrames, 70, true);
        String found = words(findings(facts(jack, true, Optional.empty())), "jack");
        assertTrue(found.startsWith(status) && found.contains(periodFrames + " frames"), found);
    }

    @Test
    void shouldWarnOfAnOrdinaryServerAndOfTooFewPorts() {
        List<Finding> findings = findings(facts(new JackState.Serving(48_000, 64, 0, false), true, Optional.empty()));
        assertTrue(words(findings, "jack").startsWith("GOOD"));
        assertTrue(words(findings, "jack-priority").startsWith("WARN"));
        assertTrue(words(findings, "jack-ports").contains("--port-max"));
    }

    /// The driver's own sentence, cut where the advice begins.
    @Test
    void shouldSayWhyThereIsNoJack() {
        List<Finding> findings = findings(facts(
                new JackState.Absent("No JACK server is running; start one with jackd."), true, Optional.empty()));
        assertEquals(Finding.bad("jack", "No JACK server is running.", "Start one with jackd."), findings.getFirst());
        assertEquals(
                new Finding("jack", Finding.Status.BAD, "It broke.", ""),
                SystemJudge.findings(facts(new JackState.Absent("It broke."), true, Optional.empty()))
                        .getFirst());
    }

    @ParameterizedTest
    @CsvSource({
        "'Max locked memory         8388608              8388608              bytes     ', 8 MB",
        "'Max cpu time  1 1 s\nMax locked memory         unlimited            unlimited  bytes', unlimited",
        "'Max file locks  unlimited', nothing",
        "'', nothing",
    })
    void shouldReadTheLimit(String limits, String expected) {
        assertEquals(expected, SystemProbe.memoryLimit(limits).orElse("nothing"));
    }
}
