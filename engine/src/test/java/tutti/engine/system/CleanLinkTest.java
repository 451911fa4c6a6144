package tutti.engine.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.codecs.pcm.PcmCodec;
import tutti.engine.driver.virtual.NoiseSource;
import tutti.engine.driver.virtual.SignalSource;
import tutti.engine.receive.BufferTarget;
import tutti.engine.receive.StreamCounters;
import tutti.engine.telemetry.StreamSnapshot;
import tutti.nat.impair.Impairment;

/// Two engines with one clock and a network that does nothing to its packets.
final class CleanLinkTest {
    private static final int PERIOD_FRAMES = 64;

    /// The least latency on one clock: a period, and what the resampler takes.
    private static final int FLOOR_FRAMES = PERIOD_FRAMES + Stage.RESAMPLER_FRAMES;

    private static final double RESAMPLER_NS = Stage.RESAMPLER_FRAMES * 1e9 / 48_000;

    /// Handshake, description, and the time that the play-out delay listens.
    private static final int START_FRAMES = 48_000 / 2;

    @Test
    void shouldCarryL24BitExactAfterOnePeriodBothWays() {
        try (Stage stage = new Stage(1)) {
            Musician alice = stage.host(Part.of("alice").hearing("bob/main_1", "bob/main_2"));
            Musician bob = stage.join(Part.of("bob").hearing("alice/main_1", "alice/main_2"));
            stage.run(3);
            for (int channel = 0; channel < 2; channel++) {
                String port = "/main_" + (channel + 1);
                bob.hears(alice, "alice" + port, channel).assertTrueFrom(START_FRAMES, FLOOR_FRAMES);
                alice.hears(bob, "bob" + port, channel).assertTrueFrom(START_FRAMES, FLOOR_FRAMES);
            }
            assertClean(bob.stream("alice"));
            assertClean(alice.stream("bob"));
            assertEquals(
                    1e9 * FLOOR_FRAMES / 48_000, bob.stream("alice").latency().portToPortNs(), 1_000);
        }
    }

    private static void assertClean(StreamSnapshot stream) {
        StreamCounters counters = stream.counters();
        assertTrue(counters.receivedPackets() > 2_000, "received " + counters.receivedPackets());
        assertEquals(0, counters.latePackets(), "late");
        assertEquals(0, counters.lostPackets(), "lost");
        assertEquals(0, counters.malformedPackets(), "malformed");
        assertEquals(0, counters.concealedFrames(), "concealed");
        assertEquals(0, stream.delayMoves(), "moves");
    }

    @Test
    void shouldPlayOnTheMonitorToo() {
        try (Stage stage = new Stage(2)) {
            Musician alice = stage.host(Part.of("alice"));
            Musician bob = stage.join(Part.of("bob").hearing("monitor_1", "monitor_2"));
            stage.run(1);
            bob.hears(alice, "monitor_1", 0).assertTrueFrom(START_FRAMES, FLOOR_FRAMES);
            bob.hears(alice, "monitor_2", 1).assertTrueFrom(START_FRAMES, FLOOR_FRAMES);
        }
    }

    @Test
    void shouldKeepItsDelayForMinutes() {
        try (Stage stage = new Stage(3, 121)) {
            stage.network().impair(Impairment.NONE.withDelayNs(12_000_000));
            Musician alice = stage.host(Part.of("alice"));
            Musician bob = stage.join(Part.of("bob").hearing("alice/main_1"));
            stage.run(120);
            // 12 ms are nine periods; the one on top is the floor.
            bob.hears(alice).assertTrueFrom(START_FRAMES, 9 * PERIOD_FRAMES + FLOOR_FRAMES);
            assertClean(bob.stream("alice"));
        }
    }

    /// Whatever the phase between the drivers, a packet is played in the first cycle that can have it.
    @ParameterizedTest
    @ValueSource(longs = {1, 300_000, 666_667, 1_000_000, 1_300_000})
    void shouldWaitForNoMoreThanTheNextCycle(long phaseNs) {
        try (Stage stage = new Stage(4)) {
            Musician alice = stage.host(Part.of("alice").hearing("bob/main_1"));
            Musician bob = stage.join(Part.of("bob").withPhaseNs(phaseNs).hearing("alice/main_1"));
            stage.run(1);
            long periodNs = alice.player().driver().format().periodNs();
            // 0.15 ms is what the receiving thread may take; a packet that comes so shortly before a cycle waits for
            // the one after.
            double toBobNs = RESAMPLER_NS + (phaseNs >= 150_000 ? phaseNs : phaseNs + periodNs);
            double toAliceNs =
                    RESAMPLER_NS + (periodNs - phaseNs >= 150_000 ? periodNs - phaseNs : 2 * periodNs - phaseNs);
            assertEquals(toBobNs, bob.hears(alice).distance() * 1e9 / 48_000 + phaseNs, 2, "to bob");
            assertEquals(toAliceNs, alice.hears(bob).distance() * 1e9 / 48_000 - phaseNs, 2, "to alice");
            assertEquals(toBobNs, bob.stream("alice").latency().portToPortNs(), 1_000, "accounted");
        }
    }

    @Test
    void shouldAddAFixedBufferToTheFloor() {
        try (Stage stage = new Stage(5)) {
            Musician alice = stage.host(Part.of("alice"));
            Musician bob = stage.join(
                    Part.of("bob").withBuffer(new BufferTarget.Fixed(5)).hearing("alice/main_1"));
            stage.run(2);
            bob.hears(alice).assertTrueFrom(START_FRAMES, FLOOR_FRAMES + 240);
            assertEquals(240, bob.stream("alice").targetFrames());
        }
    }

    @Test
    void shouldCarryEveryFloatAsL32F() {
        NoiseSource noise = new NoiseSource(6);
        // Finer than 24 bits, and beyond full scale.
        SignalSource scaled = (channel, startFrame, into, offsetFrames, numFrames) -> {
            for (int i = 0; i < numFrames; i++) {
                into[offsetFrames + i] = noise.sample(channel, startFrame + i) * 4.7f;
            }
        };
        try (Stage stage = new Stage(6)) {
            stage.host(Part.of("alice").withCodec(PcmCodec.L32F).withSource(scaled));
            Musician bob = stage.join(Part.of("bob").hearing("alice/main_2"));
            stage.run(2);
            new Hearing(bob.ear().samples("alice/main_2"), bob.frames(), frame -> noise.sample(1, frame) * 4.7f)
                    .assertTrueFrom(START_FRAMES, FLOOR_FRAMES);
        }
    }

    @Test
    void shouldKeepL16WithinItsDither() {
        try (Stage stage = new Stage(7)) {
            Musician alice = stage.host(Part.of("alice").withCodec(PcmCodec.L16));
            Musician bob = stage.join(Part.of("bob").hearing("alice/main_1"));
            stage.run(2);
            NoiseSource noise = (NoiseSource) alice.part().options().source();
            float[] heard = bob.ear().samples("alice/main_1");
            double squares = 0;
            for (int frame = START_FRAMES; frame < bob.frames(); frame++) {
                double steps = (heard[frame] - noise.sample(0, frame - FLOOR_FRAMES)) * 0x1p15;
                // Triangular dither of +-1 step, and half a step of rounding.
                assertTrue(Math.abs(steps) <= 1.5, "frame " + frame + " is off by " + steps + " steps");
                squares += steps * steps;
            }
            // Total error of non-subtractive triangular dither: a quarter of a squared step.
            assertEquals(0.25, squares / (bob.frames() - START_FRAMES), 0.01);
        }
    }
}
