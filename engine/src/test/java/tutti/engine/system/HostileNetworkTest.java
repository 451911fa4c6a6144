package tutti.engine.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tutti.nat.direct.DirectJoin;
import tutti.nat.impair.Impairment;
import tutti.nat.impair.SimulatedNetwork;
import tutti.nat.invite.InviteSecret;
import tutti.nat.link.LinkCounters;
import tutti.nat.link.LinkListener;
import tutti.nat.link.MediaLink;
import tutti.nat.link.PeerIdentity;

/// Somebody who sees everything and forges anything floods both sides with 20,000 datagrams a second each. All of it
/// is counted and dropped, and the sound stays as it was played, to the bit.
final class HostileNetworkTest {
    private static final int RATE_HZ = 48_000;
    private static final int FLOOD_HZ = 20_000;
    private static final double FLOOD_SECONDS = 2;
    private static final int REMEMBERED = 4_000;

    /// Between a datagram's sending and its arrival, so that a forged copy can come first.
    private static final long DELAY_NS = 20_000_000;

    /// So many of the latest datagrams have not arrived yet.
    private static final int UNDER_WAY = 32;

    private static final int DISTANCE_FRAMES = 64 + 960 + Stage.RESAMPLER_FRAMES;
    private static final InetSocketAddress ELSEWHERE = new InetSocketAddress("192.0.2.66", 6666);

    /// What the attacker sends.
    enum Attack {
        RANDOM {
            @Override
            byte[] datagram(Attacker attacker, Recorded original) {
                byte[] bytes = new byte[1 + attacker.random.nextInt(1500)];
                attacker.random.nextBytes(bytes);
                return bytes;
            }
        },
        TRUNCATED {
            @Override
            byte[] datagram(Attacker attacker, Recorded original) {
                return Arrays.copyOf(original.bytes, attacker.random.nextInt(original.bytes.length));
            }
        },
        OVERSIZED {
            @Override
            byte[] datagram(Attacker attacker, Recorded original) {
                return Arrays.copyOf(original.bytes, 1501);
            }
        },
        REPLAYED {
            @Override
            byte[] datagram(Attacker attacker, Recorded original) {
                return original.bytes;
            }
        },
        BIT_FLIPPED {
            @Override
            byte[] datagram(Attacker attacker, Recorded original) {
                byte[] bytes = original.bytes.clone();
                int bit = attacker.random.nextInt(8 * bytes.length);
                bytes[bit / 8] ^= (byte) (1 << bit % 8);
                return bytes;
            }
        },
        WRONG_KEY_HANDSHAKE {
            @Override
            byte[] datagram(Attacker attacker, Recorded original) {
                return attacker.wrongHellos.get(attacker.random.nextInt(attacker.wrongHellos.size()));
            }
        };

        abstract byte[] datagram(Attacker attacker, Recorded original);
    }

    static final class Recorded {
        private final InetSocketAddress from;
        private final InetSocketAddress to;
        private final byte[] bytes;

        Recorded(InetSocketAddress from, InetSocketAddress to, byte[] bytes) {
            this.from = from;
            this.to = to;
            this.bytes = bytes;
        }
    }

    static final class Attacker {
        final SplittableRandom random;
        final List<byte[]> wrongHellos = wrongHellos();
        private final Stage stage;
        private final List<Recorded> recorded = new ArrayList<>();
        private long sent;

        Attacker(Stage stage, long seed) {
            this.stage = stage;
            random = new SplittableRandom(seed);
            stage.network().tap((from, to, datagram) -> {
                recorded.addLast(new Recorded(from, to, datagram));
                if (recorded.size() > REMEMBERED) {
                    recorded.removeFirst();
                }
            });
        }

        /// One datagram to each side a tick, by turns from the peer's own address and from elsewhere.
        void flood(Attack attack, double seconds, Musician... victims) {
            int ticks = (int) (seconds * FLOOD_HZ);
            for (int tick = 0; tick < ticks; tick++) {
                for (Musician victim : victims) {
                    InetSocketAddress to = victim.player().port().localAddress();
                    Recorded original = attack == Attack.REPLAYED ? arrived(to) : underWay(to);
                    InetSocketAddress from = tick % 2 == 0 ? original.from : ELSEWHERE;
                    stage.network().forge(attack.datagram(this, original), from, to);
                }
                sent++;
                stage.run(1.0 / FLOOD_HZ);
            }
        }

        private Recorded arrived(InetSocketAddress to) {
            return recorded(to, 0, recorded.size() - 2 * UNDER_WAY);
        }

        private Recorded underWay(InetSocketAddress to) {
            return recorded(to, recorded.size() - UNDER_WAY, recorded.size());
        }

        private Recorded recorded(InetSocketAddress to, int from, int bound) {
            Recorded any = recorded.get(random.nextInt(from, bound));
            while (!any.to.equals(to)) {
                any = recorded.get(random.nextInt(from, bound));
            }
            return any;
        }

        /// What a joiner with another secret sends.
        private static List<byte[]> wrongHellos() {
            List<byte[]> hellos = new ArrayList<>();
            InetSocketAddress host = new InetSocketAddress("192.0.2.1", 4464);
            SimulatedNetwork elsewhere = new SimulatedNetwork(() -> 0, 1);
            elsewhere.tap((from, to, datagram) -> hellos.add(datagram));
            for (int i = 0; i < 50; i++) {
                try (DirectJoin join = new DirectJoin(
                        elsewhere.open(new InetSocketAddress("192.0.2.2", 10_000 + i)),
                        host,
                        InviteSecret.random(new SecureRandom()),
                        new PeerIdentity("ab".repeat(16), "mallory"),
                        new Deaf(),
                        () -> 0,
                        new SecureRandom())) {
                    join.doWork(0);
                }
            }
            return hellos;
        }
    }

    /// Expects nothing.
    private static final class Deaf implements LinkListener {
        @Override
        public void onLinkUp(MediaLink link) {}

        @Override
        public void onDescription(MediaLink link, byte[] description) {}

        @Override
        public void onRtp(MediaLink link, byte[] buffer, int offsetBytes, int numBytes, long arrivalNs) {}

        @Override
        public void onRtcp(MediaLink link, byte[] buffer, int offsetBytes, int numBytes, long arrivalNs) {}

        @Override
        public void onLinkDown(MediaLink link, String reason, boolean left) {}
    }

    @ParameterizedTest
    @EnumSource(Attack.class)
    void shouldPlayOnUnderAFlood(Attack attack) {
        try (Stage stage = new Stage(attack.name().hashCode())) {
            stage.network().impair(Impairment.NONE.withDelayNs(DELAY_NS));
            Attacker attacker = new Attacker(stage, attack.name().hashCode());
            Musician alice = stage.host(Part.of("alice").hearing("bob/main_1"));
            Musician bob = stage.join(Part.of("bob").hearing("alice/main_1"));
            stage.run(1);
            long before = dropped(alice, "bob") + dropped(bob, "alice");
            attacker.flood(attack, FLOOD_SECONDS, alice, bob);
            stage.run(0.2);

            bob.hears(alice).assertTrueFrom(RATE_HZ / 2, DISTANCE_FRAMES);
            alice.hears(bob).assertTrueFrom(RATE_HZ / 2, DISTANCE_FRAMES);
            assertEquals(0, bob.stream("alice").delayMoves());
            assertEquals(0, bob.stream("alice").counters().lostPackets());
            assertEquals(0, bob.stream("alice").counters().malformedPackets());
            assertEquals(List.of("bob is here."), alice.notices());
            assertEquals(List.of("alice is here."), bob.notices());
            long dropped = dropped(alice, "bob") + dropped(bob, "alice") - before;
            assertEquals(2 * attacker.sent, dropped, "every forged datagram is counted");
        }
    }

    private static long dropped(Musician victim, String peer) {
        return dropped(victim.link(peer))
                + dropped(victim.player().engine().snapshot().rejected());
    }

    private static long dropped(LinkCounters counters) {
        return counters.badTag()
                + counters.replayed()
                + counters.malformed()
                + counters.unknownSsrc()
                + counters.unknownSource();
    }

    /// Handshakes under a flood: who knows the secret gets in.
    @Test
    void shouldLetAJoinerInUnderAFlood() {
        try (Stage stage = new Stage(9)) {
            stage.network().impair(Impairment.NONE.withDelayNs(DELAY_NS));
            Attacker attacker = new Attacker(stage, 9);
            Musician alice = stage.host(Part.of("alice").hearing("bob/main_1"));
            Musician carol = stage.join(Part.of("carol"));
            stage.run(0.5);
            attacker.flood(Attack.BIT_FLIPPED, 0.2, alice);
            Musician bob = stage.join(Part.of("bob").hearing("alice/main_1"));
            for (Attack attack : Attack.values()) {
                attacker.flood(attack, 0.2, alice, carol);
            }
            stage.run(0.2);
            bob.hears(alice)
                    .assertTrueFrom(bob.frames() - RATE_HZ / 2, bob.hears(alice).distance());
            assertTrue(alice.notices().contains("bob is here."), "" + alice.notices());
        }
    }
}
