package tutti.engine.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.engine.telemetry.StreamSnapshot;
import tutti.nat.impair.Impairment;

/// A driver that loses its server or misses periods, on either side: sound is back at the latency that it had.
final class DriverTroubleTest {
    private static final int RATE_HZ = 48_000;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldBeBackAtTheSameLatencyAfterALoss(boolean atTheSender) {
        try (Stage stage = new Stage(1)) {
            stage.network().impair(Impairment.NONE.withDelayNs(8_000_000));
            Musician alice = stage.host(Part.of("alice"));
            Musician bob = stage.join(Part.of("bob").hearing("alice/main_1"));
            stage.run(1);
            int distance = bob.hears(alice).distance();
            Musician unlucky = atTheSender ? alice : bob;
            unlucky.player().driver().lose("The server has gone.");
            int lost = bob.frames();
            stage.run(3);
            unlucky.player().driver().comeBack();
            int before = bob.frames();
            stage.run(1);

            Hearing hearing = bob.hears(alice);
            // Sound is back after the latency and a fade, at most.
            int back = (atTheSender ? before : lost + 3 * RATE_HZ) + distance + RATE_HZ / 100;
            hearing.assertTrueFrom(back, distance);
            assertEquals(0, bob.stream("alice").delayMoves());
            assertEquals(1, unlucky.player().driver().counters().losses());
            assertTrue(unlucky.notices().contains("The server has gone."), "" + unlucky.notices());
            assertTrue(unlucky.notices().contains("The sound system is back."), "" + unlucky.notices());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 200, 2_000})
    void shouldBeBackAtTheSameLatencyAfterMissedPeriods(int numPeriods) {
        try (Stage stage = new Stage(2)) {
            stage.network().impair(Impairment.NONE.withDelayNs(8_000_000));
            Musician alice = stage.host(Part.of("alice").hearing("bob/main_1"));
            Musician bob = stage.join(Part.of("bob").hearing("alice/main_1"));
            stage.run(1);
            int distance = bob.hears(alice).distance();
            bob.player().driver().miss(numPeriods);
            stage.run(4);
            bob.hears(alice).assertTrueFrom(bob.frames() - RATE_HZ / 2, distance);
            alice.hears(bob)
                    .assertTrueFrom(
                            alice.frames() - RATE_HZ / 2, alice.hears(bob).distance());
            StreamSnapshot stream = bob.stream("alice");
            assertEquals(0, stream.delayMoves());
            // What was missed is not counted as made up: nobody heard it.
            assertEquals(numPeriods, bob.player().driver().counters().xruns());
        }
    }

    /// Missed periods are a hole in the sender's sound, of exactly their length.
    @Test
    void shouldLeaveAHoleWhereTheSenderMissedPeriods() {
        try (Stage stage = new Stage(3)) {
            Musician alice = stage.host(Part.of("alice"));
            Musician bob = stage.join(Part.of("bob").hearing("alice/main_1"));
            stage.run(1);
            alice.player().driver().miss(7);
            stage.run(1);
            StreamSnapshot stream = bob.stream("alice");
            assertEquals(7 * 64, stream.counters().concealedFrames());
            assertEquals(1, stream.counters().gaps());
            assertEquals(0, stream.counters().lostPackets(), "nothing was lost on the way");
            assertEquals(64 + Stage.RESAMPLER_FRAMES, bob.hears(alice).distance());
        }
    }
}
