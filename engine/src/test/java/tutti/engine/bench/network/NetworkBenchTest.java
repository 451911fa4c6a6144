package tutti.engine.bench.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import tutti.engine.bench.music.Clip;
import tutti.engine.judge.Verdict;

class NetworkBenchTest {
    private static final int SECONDS = 2;

    /// A clock on which every look takes a second.
    private static NetworkResult run(String name, List<String> told) {
        AtomicLong wallNs = new AtomicLong();
        Scenario scenario = Scenario.all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        return new NetworkBench(SECONDS, Clip.PIANO, 1, told::add, () -> wallNs.addAndGet(1_000_000_000L))
                .run(scenario, 0, 1);
    }

    @Test
    void shouldPlayMusicOverACleanNetwork() {
        List<String> told = new ArrayList<>();

        NetworkResult result = run("clean", told);

        Verdict verdict = result.verdict().orElseThrow();
        assertEquals(190, verdict.blocks(), 10);
        assertEquals(0, verdict.inexact());
        assertTrue(verdict.latencyFrames() > 0 && verdict.latencyFrames() <= 96, verdict.toString());
        assertEquals(0, result.lost());
        assertEquals(0, result.delays().mostMs());
        assertEquals(2 * SECONDS, result.course().size());
        assertEquals(NetworkBench.SETTLE_SECONDS + SECONDS + 1, result.speed(), 1e-9);
        assertTrue(
                result.figures().stream().allMatch(figure -> figure.holds()),
                result.figures().toString());
        assertEquals("100 % (clean)", told.getLast());
        assertTrue(NetworkTable.row(result).startsWith("clean"), NetworkTable.row(result));
    }

    @Test
    void shouldMeasureLossAndLatencyOverABadOne() {
        NetworkResult result = run("bursts", new ArrayList<>());

        Verdict verdict = result.verdict().orElseThrow();
        assertTrue(result.lost() > 0, result.toString());
        assertTrue(result.repaired().orElseThrow() > 0 || result.concealedPercent() > 0, result.toString());
        assertTrue(result.delays().medianMs() > 16, result.delays().toString());
        assertTrue(verdict.latencyFrames() > 16 * NetworkResult.FRAMES_PER_MS, verdict.toString());
        assertTrue(verdict.inexact() > 0, verdict.toString());
        assertEquals(2, result.figures().size());
    }

    @Test
    void shouldGiveTheSameResultForTheSameSeed() {
        NetworkResult first = run("wifi", new ArrayList<>());
        NetworkResult second = run("wifi", new ArrayList<>());

        assertEquals(first.delays(), second.delays());
        assertEquals(first.verdict(), second.verdict());
    }

    /// The listener's clock is the measure: the music slides by no more than what the engine allows itself.
    @Test
    void shouldHearOneLatencyWhenTheClocksDriftApart() {
        Verdict verdict = run("drift-fast", new ArrayList<>()).verdict().orElseThrow();

        assertTrue(verdict.mostFrames() < 480, verdict.toString());
        assertTrue(verdict.errorDb() < -20, verdict.toString());
    }

    @Test
    void shouldNameEveryScenarioOnce() {
        List<Scenario> all = Scenario.all();

        assertEquals(12, new HashSet<>(all.stream().map(Scenario::name).toList()).size());
        assertTrue(all.containsAll(Scenario.measuredElsewhere()));
        assertFalse(Scenario.measuredElsewhere().stream()
                .anyMatch(scenario ->
                        scenario.wanted().isEmpty() || scenario.rivals().isEmpty()));
    }
}
