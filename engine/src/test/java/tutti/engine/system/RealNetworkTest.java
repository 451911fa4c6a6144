package tutti.engine.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.codecs.opus.OpusCodec;
import tutti.codecs.pcm.PcmCodec;
import tutti.engine.driver.virtual.SineSource;
import tutti.engine.receive.BufferTarget;
import tutti.engine.receive.StreamCounters;
import tutti.engine.telemetry.StreamSnapshot;
import tutti.nat.impair.Impairment;
import tutti.nat.impair.JitterLaw;

/// Buffer, concealment, redundancy and codecs together, as they meet on real networks.
final class RealNetworkTest {
    private static final int RATE_HZ = 48_000;
    private static final double TONE_HZ = 440;
    private static final float PEAK = 0.5f;
    private static final Impairment FAR = Impairment.NONE.withDelayNs(10_000_000);

    /// 1 % of losses: within two seconds each packet carries a copy, and from then on nearly every loss comes back.
    @Test
    void shouldRepairWhatIsLost() {
        try (Stage stage = new Stage(21, 31)) {
            stage.network().impair(FAR.withLoss(0.01, 1).withJitter(JitterLaw.UNIFORM, 2_000_000));
            stage.host(Part.of("alice"));
            Musician bob = stage.join(Part.of("bob").hearing("alice/main_1"));
            stage.run(5);
            StreamCounters before = bob.stream("alice").counters();
            stage.run(20);
            StreamCounters after = bob.stream("alice").counters();
            long lost = after.lostPackets() - before.lostPackets();
            long repaired = after.repairedPackets() - before.repairedPackets();
            assertTrue(lost > 75, lost + " lost");
            assertTrue(repaired > 0.9 * lost, repaired + " of " + lost + " repaired");
        }
    }

    /// A steady tone is foretold so well that losing a packet in twenty is not to be found in it, and that the delay
    /// need not cover them.
    @Test
    void shouldConcealAToneBeyondHearing() {
        try (Stage stage = new Stage(22, 21)) {
            stage.network().impair(FAR.withLoss(0.05, 1));
            stage.host(Part.of("alice").withoutAdaptation().withSource(new SineSource(TONE_HZ, PEAK, RATE_HZ)));
            Musician bob = stage.join(Part.of("bob").hearing("alice/main_1"));
            stage.run(20);
            assertTrue(bob.stream("alice").counters().gaps() > 400, "gaps");
            Tone fit = Tone.fit(bob.ear().samples("alice/main_1"), 2 * RATE_HZ, 15 * RATE_HZ, TONE_HZ, RATE_HZ);
            assertEquals(PEAK, fit.peak(), 0.005);
            assertTrue(fit.noiseDb() < -40, "noise " + fit.noiseDb() + " dB");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 100, 128, 256, 480, 1_024})
    void shouldCarryOpusFromAnyPeriod(int periodFrames) {
        try (Stage stage = new Stage(23, 11)) {
            stage.network().impair(FAR);
            stage.host(Part.of("alice")
                    .withFormat(RATE_HZ, periodFrames)
                    .withCodec(OpusCodec.find().orElseThrow())
                    .withSource(new SineSource(TONE_HZ, PEAK, RATE_HZ)));
            Musician bob = stage.join(Part.of("bob").hearing("alice/main_1"));
            stage.run(8);
            StreamSnapshot stream = bob.stream("alice");
            assertEquals(0, stream.counters().malformedPackets());
            Tone fit = Tone.fit(bob.ear().samples("alice/main_1"), 4 * RATE_HZ, 3 * RATE_HZ, TONE_HZ, RATE_HZ);
            assertEquals(PEAK, fit.peak(), 0.02);
            assertTrue(fit.noiseDb() < -25, "noise " + fit.noiseDb() + " dB");
            // The network, the sender's period, a packet, the look-ahead, the receiver's period and the resampler.
            double packetMs = periodFrames <= 240 ? 2.5 : periodFrames <= 480 ? 5 : 10;
            double mostMs = 10 + periodFrames / 48.0 + packetMs + 2.5 + 64 / 48.0 + 16 / 48.0 + 3;
            double latencyMs = stream.latency().portToPortNs() * 1e-6;
            assertTrue(latencyMs < mostMs, "latency " + latencyMs + " of at most " + mostMs + " ms");
        }
    }

    /// The tone moves by 0.029 a frame. From PCM to PCM nothing else is heard; around Opus its coding noise, and while
    /// the delay grows by what Opus takes, what is made up.
    @ParameterizedTest
    @CsvSource({"L16, 0.032", "L32F, 0.032", "opus, 0.06"})
    void shouldChangeTheCodecWithoutAClick(String codec, double mostStep) {
        try (Stage stage = new Stage(24, 12)) {
            stage.network().impair(FAR);
            Musician alice = stage.host(Part.of("alice").withSource(new SineSource(TONE_HZ, PEAK, RATE_HZ)));
            Musician bob = stage.join(Part.of("bob").hearing("alice/main_1"));
            stage.run(3);
            int from = bob.frames();
            alice.player().engine().codec("main", Stage.CODECS.byName(codec).orElseThrow());
            stage.run(3);
            String sent = alice.peer("bob").sending().getFirst().codec();
            assertTrue(sent.startsWith(codec), sent);
            alice.player().engine().codec("main", PcmCodec.L24);
            stage.run(3);
            Hearing hearing = new Hearing(bob.ear().samples("alice/main_1"), bob.frames(), frame -> 0);
            double step = hearing.maxStep(from, bob.frames());
            assertTrue(step < mostStep, "a step of " + step);
            assertEquals(0, bob.stream("alice").counters().malformedPackets());
        }
    }

    /// A delay asked for while the music plays: it glides there, and nothing is missing.
    @Test
    void shouldChangeOnePlayersDelayWhilePlaying() {
        try (Stage stage = new Stage(25, 12)) {
            stage.network().impair(FAR);
            stage.host(Part.of("alice").withSource(new SineSource(TONE_HZ, PEAK, RATE_HZ)));
            Musician bob = stage.join(Part.of("bob").hearing("alice/main_1"));
            stage.run(2);
            double before = bob.stream("alice").latency().portToPortNs() * 1e-6;
            bob.player().engine().buffer("alice", new BufferTarget.Fixed(5));
            stage.run(4);
            assertEquals(before + 5, bob.stream("alice").latency().portToPortNs() * 1e-6, 0.7);
            bob.player().engine().buffer("alice", BufferTarget.AUTO);
            stage.run(4);
            assertEquals(before, bob.stream("alice").latency().portToPortNs() * 1e-6, 0.1);
            assertEquals(0, bob.stream("alice").counters().concealedFrames());
            Hearing hearing = new Hearing(bob.ear().samples("alice/main_1"), bob.frames(), frame -> 0);
            assertTrue(hearing.maxStep(RATE_HZ, bob.frames()) < 0.0295, "it glides");
        }
    }

    /// After a second without a packet the sound is back 50 ms after the first one, at the latest.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldBeBackSoonAfterAnOutage(long seed) {
        try (Stage stage = new Stage(seed, 12)) {
            stage.network().impair(FAR);
            Musician alice = stage.host(Part.of("alice"));
            Musician bob = stage.join(Part.of("bob").hearing("alice/main_1"));
            stage.run(3);
            int distance = bob.hears(alice).distance();
            stage.network().outage(true);
            stage.run(1);
            stage.network().outage(false);
            int healed = bob.frames();
            stage.run(0.2);
            int back = bob.hears(alice).soundFrom(healed);
            // 10 ms under way, and then at once.
            assertTrue(back - healed < (10 + 50) * RATE_HZ / 1_000, "back after " + (back - healed) + " frames");
            bob.hears(alice).assertTrueFrom(bob.frames() - RATE_HZ / 10, distance);
        }
    }

    /// 1.5 Mbit/s cannot carry stereo in 24 bits; the sender finds that out, says so, and the music goes on.
    @Test
    void shouldStepDownWhereThePathIsFull() {
        try (Stage stage = new Stage(26, 31)) {
            stage.network().impair(FAR.withRateBps(1_500_000));
            Musician alice = stage.host(Part.of("alice"));
            Musician bob = stage.join(Part.of("bob"));
            stage.run(10);
            StreamCounters before = bob.stream("alice").counters();
            stage.run(8);
            StreamCounters after = bob.stream("alice").counters();
            assertTrue(alice.peer("bob").sending().getFirst().codec().startsWith("opus"), "the codec");
            assertTrue(
                    alice.notices().stream().anyMatch(sentence -> sentence.contains("cannot carry")),
                    "it is said: " + alice.notices());
            double concealed = after.concealedFrames() - before.concealedFrames();
            assertTrue(concealed < 0.01 * (after.playedFrames() - before.playedFrames()), concealed + " concealed");
        }
    }
}
