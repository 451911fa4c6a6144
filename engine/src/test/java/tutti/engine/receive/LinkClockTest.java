package tutti.engine.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LinkClockTest {
    private static final long MS = 1_000_000;
    private final LinkClock clock = new LinkClock();

    @Test
    void shouldKnowNothingAtFirst() {
        assertEquals(LinkClock.UNKNOWN, clock.roundTripNs());
        assertEquals(LinkClock.UNKNOWN, clock.leastRoundTripNs());
        assertEquals(LinkClock.UNKNOWN, clock.offsetNs());
    }

    @Test
    void shouldTakeHalfOfTheRoundTripAsTheWayHere() {
        // Sent at 1,000 ms of the peer's clock, 4 ms there and back, arrived at 300 ms of ours: it was 1,002 there.
        clock.onReport(1_000 * MS, 4 * MS, 300 * MS);

        assertEquals(4 * MS, clock.roundTripNs());
        assertEquals(4 * MS, clock.leastRoundTripNs());
        assertEquals(702 * MS, clock.offsetNs());
    }

    @Test
    void shouldTrustTheLeastRoundTrip() {
        clock.onReport(1_000 * MS, 4 * MS, 300 * MS);
        clock.onReport(1_200 * MS, 20 * MS, 516 * MS);

        assertEquals(20 * MS, clock.roundTripNs());
        assertEquals(4 * MS, clock.leastRoundTripNs());
        assertEquals(702 * MS, clock.offsetNs());
        clock.onReport(1_400 * MS, 2 * MS, 700 * MS);
        assertEquals(2 * MS, clock.leastRoundTripNs());
        assertEquals(701 * MS, clock.offsetNs());
    }

    @Test
    void shouldForgetTheLeastRoundTripAfterTenSeconds() {
        clock.onReport(1_000 * MS, 4 * MS, 300 * MS);
        clock.onReport(11_000 * MS, 20 * MS, 10_300 * MS);
        assertEquals(4 * MS, clock.leastRoundTripNs());

        clock.onReport(11_001 * MS, 20 * MS, 10_301 * MS);
        assertEquals(20 * MS, clock.leastRoundTripNs());
        assertEquals(710 * MS, clock.offsetNs());
    }

    @Test
    void shouldPassOverARoundTripThatCannotBe() {
        clock.onReport(1_000 * MS, -1, 300 * MS);

        assertEquals(LinkClock.UNKNOWN, clock.roundTripNs());
        assertEquals(LinkClock.UNKNOWN, clock.offsetNs());
    }
}
