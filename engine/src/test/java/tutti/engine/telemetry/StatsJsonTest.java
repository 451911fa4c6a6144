package tutti.engine.telemetry;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import tutti.engine.adapt.TrackQuality;
import tutti.engine.driver.DriverCounters;
import tutti.engine.driver.DriverFormat;
import tutti.engine.wire.StreamHealth;
import tutti.nat.link.LinkCounters;
import tutti.nat.link.PathReport;

class StatsJsonTest {
    private static final PathReport PATH = new PathReport(PathReport.Kind.RELAY, "here:1", "there:2");
    private static final LinkCounters LINK = new LinkCounters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    @Test
    void shouldTellHowTracksAreSent() {
        StreamHealth there = new StreamHealth(7, 32_768, 16_384, 3, 10, 24, 655, 1_024, -1);
        String line = line(new TrackQuality("main", "opus 96k", 1, 2, 326.4, 2, 1, "Because.", there));

        assertTrue(
                line.contains("\"sending\":[{\"track\":\"main\",\"codec\":\"opus 96k\",\"near_copy\":1,\"far_copy\":2,"
                        + "\"kbps\":326.400,\"steps_down\":2,\"steps_up\":1,\"reason\":\"Because.\","
                        + "\"there\":{\"lost_percent\":50.000,\"lost_percent_20s\":25.000,\"burst_mean\":1.500,"
                        + "\"burst_90\":3,\"concealed_percent\":0.999,\"queue_ms\":15.625,"
                        + "\"allowance_packets\":2.500}}]"),
                line);
    }

    @Test
    void shouldTellWhichWayPacketsTake() {
        String line = line(new TrackQuality("main", "L24", 0, 0, 2_736, 0, 0, "", null));

        assertTrue(
                line.contains("\"connected\":true,\"heard\":true,\"path\":\"relay\",\"path_local\":\"here:1\","
                        + "\"path_remote\":\"there:2\",\"silent_ms\":0.000,\"round_trip_ms\":24.500"),
                line);
    }

    @Test
    void shouldSayNothingForAPeerThatSaysNothing() {
        String line = line(new TrackQuality("main", "L24", 0, 0, 2_736, 0, 0, "", null));

        assertTrue(line.contains("\"reason\":\"\",\"there\":null}]"), line);
    }

    private static String line(TrackQuality quality) {
        PeerSnapshot peer = new PeerSnapshot("bob", true, true, PATH, 0, 24.5, LINK, List.of(), List.of(quality));
        return StatsJson.line(new EngineSnapshot(
                0,
                "alice",
                "virtual",
                new DriverFormat(48_000, 64),
                OptionalLong.empty(),
                new DriverCounters(0, 0, 0, 0),
                0,
                0,
                0,
                0,
                0,
                LINK,
                List.of(peer)));
    }
}
