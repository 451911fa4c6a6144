package tutti.engine.ensemble;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.engine.driver.DriverCounters;
import tutti.engine.driver.DriverFormat;
import tutti.engine.mix.TrackMeter;
import tutti.engine.receive.StreamCounters;
import tutti.engine.receive.StreamLatency;
import tutti.engine.telemetry.EngineSnapshot;
import tutti.engine.telemetry.PeerSnapshot;
import tutti.engine.telemetry.StatsJson;
import tutti.engine.telemetry.StreamSnapshot;
import tutti.nat.link.LinkCounters;
import tutti.nat.link.PathReport;

class EngineStatsTest {
    private static final PathReport PATH = new PathReport(PathReport.Kind.RELAY, "here:1", "there:2");
    private static final LinkCounters LINK = new LinkCounters(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

    static EngineSnapshot snapshot(List<PeerSnapshot> peers) {
        return new EngineSnapshot(
                12_500_000_000L,
                "alice",
                "virtual",
                new DriverFormat(48_000, 64),
                OptionalLong.of(9_123_456_789L),
                new DriverCounters(7_500, 3, 0, 0),
                2,
                20,
                160,
                900,
                1,
                LINK,
                peers);
    }

    private static PeerSnapshot bob(StreamLatency latency) {
        StreamSnapshot stream = new StreamSnapshot(
                "main",
                2,
                "L24",
                48_000,
                64,
                true,
                latency,
                300,
                500,
                2,
                -12.5,
                -21,
                new StreamCounters(7_000, 5, 35, 12, 0, 480_000, 2_400, 40, 43.2, 7_100),
                new TrackMeter.Level(-12.5, -20.25));
        return new PeerSnapshot("bob", true, true, PATH, 0, 24.5, LINK, List.of(stream), List.of());
    }

    @Test
    void shouldReadWhatAnEngineWrites() {
        StreamLatency latency = new StreamLatency(0, 1_400_000, 12_250_000, 10_500_000, 0, 500_000, 24_150_000);

        EngineStats stats = EngineStats.parse(StatsJson.line(snapshot(List.of(bob(latency)))))
                .orElseThrow();

        assertEquals(12.5, stats.timeSeconds());
        assertEquals(9_123_456_789.0, stats.frameZeroNs());
        assertEquals(3, stats.xruns());
        assertEquals(2, stats.droppedBlocks());
        assertEquals(12, stats.callbackPercent(stats.callbackP999Us()), 1e-9);
        assertEquals(24.5, stats.roundTripMs());
        assertTrue(stats.heard().isPlaying());
        assertEquals(24.15, stats.heard().portToPort().ms());
        assertEquals(504, stats.heard().part("buffer").frames());
        assertEquals(0.5, stats.heard().concealedPercent());
        assertEquals(0.9, stats.heard().jitterMs(), 1e-9);
        assertEquals(-12.5, stats.heard().peakDb());
        assertEquals(1, stats.withXrunsSince(2).xruns());
    }

    @Test
    void shouldKnowWhatIsNotKnown() {
        StreamLatency unknown = new StreamLatency(0, -1, -1, -1, 0, 0, -1);

        EngineStats stats = EngineStats.parse(StatsJson.line(snapshot(List.of(bob(unknown)))))
                .orElseThrow();

        assertTrue(Double.isNaN(stats.heard().portToPort().ms()));
        assertTrue(Double.isNaN(stats.heard().part("network").frames()));
    }

    @Test
    void shouldReadAnEngineThatIsAlone() {
        EngineStats stats =
                EngineStats.parse(StatsJson.line(snapshot(List.of()))).orElseThrow();

        assertFalse(stats.heard().isPlaying());
        assertEquals(0, stats.heard().received());
        assertTrue(Double.isNaN(stats.roundTripMs()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[warning][gc] something else entirely",
                "{",
                "{\"time_s\":1",
                "{\"time_s\":1}}",
                "{\"time_s\":1} x",
                "{\"time_s\":\"soon\"}",
                "{\"time_s\":null}",
                "{\"time_s\":01}",
                "{\"time_s\":1.}",
                "{\"time_s\":+1}",
                "{\"time_s\":nul}",
                "{\"time_s\":1,}",
                "{\"time_s\":1,\"name\":\"\\x\"}",
                "{\"time_s\":1,\"name\":\"\\u12\"}",
                "{time_s:1}",
                "[1,2]",
                "17"
            })
    void shouldPassOverOtherLines(String line) {
        assertTrue(EngineStats.parse(line).isEmpty());
    }

    @Test
    void shouldPassOverEndlessNesting() {
        assertTrue(EngineStats.parse("[".repeat(100_000)).isEmpty());
    }

    @Test
    void shouldTakeMembersOfTheWrongKindAsUnknown() {
        EngineStats stats = EngineStats.parse("{\"time_s\":1,\"xruns\":\"many\",\"peers\":{\"streams\":[]}}")
                .orElseThrow();

        assertEquals(0, stats.xruns());
        assertFalse(stats.heard().isPlaying());
    }

    @Test
    void shouldReadEscapedText() {
        assertEquals(
                "a\"\\/\b\f\n\r\tä",
                Json.parse("\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\"")
                        .orElseThrow()
                        .text());
    }
}
