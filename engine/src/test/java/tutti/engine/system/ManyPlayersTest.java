package tutti.engine.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tutti.codecs.pcm.PcmCodec;
import tutti.engine.EngineConfig.Track;
import tutti.nat.impair.Impairment;

/// Many peers, many tracks, many channels.
final class ManyPlayersTest {
    private static final int RATE_HZ = 48_000;
    private static final int START_FRAMES = RATE_HZ / 2;

    @Test
    void shouldBringEightJoinersToTheHost() {
        List<String> names =
                IntStream.rangeClosed(1, 8).mapToObj(n -> "player" + n).toList();
        try (Stage stage = new Stage(1)) {
            stage.network().impair(Impairment.NONE.withDelayNs(3_000_000));
            Musician host = stage.host(Part.of("host")
                    .hearing(names.stream().map(name -> name + "/main_1").toArray(String[]::new)));
            List<Musician> joiners = names.stream()
                    .map(name -> stage.join(Part.of(name).hearing("host/main_2")))
                    .toList();
            stage.run(2);
            for (Musician joiner : joiners) {
                host.hears(joiner)
                        .assertTrueFrom(START_FRAMES, host.hears(joiner).distance());
                Hearing atJoiner = joiner.hears(host, "host/main_2", 1);
                atJoiner.assertTrueFrom(START_FRAMES, atJoiner.distance());
                assertEquals(0, joiner.stream("host").counters().concealedFrames());
            }
            assertEquals(8, host.player().engine().snapshot().peers().size());
        }
    }

    @Test
    void shouldTellPlayersOfTheSameNameApart() {
        try (Stage stage = new Stage(2)) {
            Musician alice = stage.host(Part.of("alice").hearing("bob/main_1", "bob-2/main_1", "bob-3/main_1"));
            List<Musician> bobs = new ArrayList<>();
            for (String key : List.of("first", "second", "third")) {
                bobs.add(stage.join(Part.of(key).withIdentity(key, "bob").hearing("alice/main_1")));
                stage.run(1);
            }
            List<String> ports = List.of("bob/main_1", "bob-2/main_1", "bob-3/main_1");
            for (int i = 0; i < 3; i++) {
                Hearing hearing = alice.hears(bobs.get(i), ports.get(i), 0);
                hearing.assertTrueFrom(alice.frames() - RATE_HZ / 4, hearing.distance());
            }
            // Whoever comes back gets the name back that it had here.
            stage.leave(bobs.get(1));
            stage.run(1);
            Musician again = stage.join(Part.of("second").withIdentity("second", "bob"));
            stage.run(1);
            Hearing hearing = alice.hears(again, "bob-2/main_1", 0);
            hearing.assertTrueFrom(alice.frames() - RATE_HZ / 4, hearing.distance());
            assertEquals(3, alice.player().engine().snapshot().peers().size());
        }
    }

    @Test
    void shouldCarryEachTrackOnPortsOfItsOwn() {
        Track guitar = new Track("guitar", 1, PcmCodec.L16);
        Track keys = new Track("keys", 2, PcmCodec.L24);
        Track drums = new Track("drums", 16, PcmCodec.L24);
        try (Stage stage = new Stage(3)) {
            Musician alice = stage.host(Part.of("alice").withTracks(guitar, keys, drums));
            Musician bob = stage.join(Part.of("bob")
                    .hearing("alice/guitar_1", "alice/keys_1", "alice/keys_2", "alice/drums_1", "alice/drums_16"));
            stage.run(2);
            bob.hears(alice, "alice/keys_1", 1).assertTrueFrom(START_FRAMES, 64 + Stage.RESAMPLER_FRAMES);
            bob.hears(alice, "alice/keys_2", 2).assertTrueFrom(START_FRAMES, 64 + Stage.RESAMPLER_FRAMES);
            bob.hears(alice, "alice/drums_1", 3).assertTrueFrom(START_FRAMES, 64 + Stage.RESAMPLER_FRAMES);
            bob.hears(alice, "alice/drums_16", 18).assertTrueFrom(START_FRAMES, 64 + Stage.RESAMPLER_FRAMES);
            assertTrue(bob.hears(alice, "alice/guitar_1", 0).maxStep(START_FRAMES, bob.frames()) > 0.5, "guitar");
            assertEquals(3, bob.peer("alice").streams().size());
            assertEquals(
                    19 + 2, bob.ear().opened().size(), "ports: " + bob.ear().opened());
        }
    }

    /// 64 channels are more bytes a frame than most packets have frames.
    @ParameterizedTest
    @EnumSource(PcmCodec.class)
    void shouldSplitManyChannelsIntoPacketsThatFit(PcmCodec codec) {
        try (Stage stage = new Stage(4)) {
            stage.network().impair(Impairment.NONE.withDelayNs(3_000_000));
            Musician alice = stage.host(Part.of("alice").withTracks(new Track("main", 64, codec)));
            Musician bob = stage.join(Part.of("bob").hearing("alice/main_1", "alice/main_64"));
            stage.run(2);
            if (codec != PcmCodec.L16) {
                int distance = bob.hears(alice).distance();
                bob.hears(alice).assertTrueFrom(START_FRAMES, distance);
                bob.hears(alice, "alice/main_64", 63).assertTrueFrom(START_FRAMES, distance);
            }
            long cycles = bob.player().driver().cycles();
            long received = bob.stream("alice").counters().receivedPackets();
            int packets = Math.ceilDiv(64, codec.maxFrames(64, 1200 - 16 - 28));
            assertTrue(received > (cycles - 150) * packets && received <= cycles * packets, "received " + received);
            assertEquals(0, bob.stream("alice").counters().concealedFrames());
            assertEquals(0, alice.link("bob").sendFailures());
            double meanBytes =
                    (double) alice.link("bob").sentBytes() / alice.link("bob").sentPackets();
            assertTrue(meanBytes <= 1200, "mean packet " + meanBytes);
        }
    }
}
