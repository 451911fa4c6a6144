package tutti.nat.portmap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpochWatchTest {
    private long nowS;

    @ParameterizedTest
    @CsvSource({
        "1000, 1100, 100, false",
        "1000, 1102, 100, false",
        "1000, 999, 0, false",
        "1000, 998, 0, true",
        "1000, 5, 100, true",
        "1000, 1000, 100, true",
        "1000, 1092, 100, false",
        "1000, 1300, 100, true",
        "4294967295, 4294967295, 1, false",
    })
    void shouldFindOutThatTheRouterHasStartedAnew(long firstS, long secondS, long laterS, boolean hasForgotten) {
        EpochWatch watch = new EpochWatch(() -> nowS * 1_000_000_000L);
        watch.heard(firstS);
        assertEquals(false, watch.hasForgotten());
        nowS += laterS;
        watch.heard(secondS);
        assertEquals(hasForgotten, watch.hasForgotten());
        assertEquals(false, watch.hasForgotten(), "asked once");
    }
}
