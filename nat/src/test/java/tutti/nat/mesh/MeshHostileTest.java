package tutti.nat.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.nat.ice.IceCandidate;
import tutti.nat.ice.IceCredentials;
import tutti.nat.link.LinkCounters;
import tutti.nat.link.MediaLink;

class MeshHostileTest {
    private static final InetSocketAddress STRANGER = new InetSocketAddress("203.0.113.66", 6666);
    private static final int MOST = 1_000_000;

    private final World world = new World(7);
    private final Player alice = world.player("alice");
    private final Player bob = world.player("bob");
    private final Player mallory = world.player("mallory");

    @BeforeEach
    void link() {
        world.room.enter(alice);
        world.room.enter(bob);
        world.room.enter(mallory);
        assertTrue(world.passUntil(1000, world::isEverybodyLinked), world::states);
    }

    private void forge(Player to, InetSocketAddress from, byte[] bytes) {
        for (InetSocketAddress port : world.ice.ports(to)) {
            assertTrue(world.net.forge(bytes, from, port));
        }
    }

    private static byte[] garbage(Random random, int firstByte, int numBytes) {
        byte[] bytes = new byte[numBytes];
        random.nextBytes(bytes);
        if (numBytes > 0) {
            bytes[0] = (byte) firstByte;
        }
        return bytes;
    }

    private void assertMusic(Player from, Player to) {
        int before = to.ear.heardFrom(from).size();
        assertTrue(from.play(to, 20_000 + before));
        world.settle();
        assertEquals(before + 1, to.ear.heardFrom(from).size());
    }

    private void assertOnlyTheFirstLinks() {
        assertEquals(2, alice.ear.log.size(), alice.ear.log::toString);
        assertTrue(world.isEverybodyLinked(), world::states);
    }

    // --- Datagrams --------------------------------------------------------------------------------------------------

    /// Every first byte, many lengths, from a stranger and from the right address: all true packets arrive, and each
    /// of the others is counted once.
    @Test
    void shouldCountGarbageOfEveryKindAndHearEveryTruePacket() {
        Random random = new Random(1);
        Music music = Music.play(world, bob, alice);
        long before = refused();
        int numForged = 0;
        InetSocketAddress bobs = world.ice.ports(bob).getFirst();
        for (int firstByte = 0; firstByte < 256; firstByte++) {
            for (int numBytes : new int[] {0, 1, 2, 7, 8, 11, 12, 19, 27, 28, 60, 1200, 1500, 1501, 3000}) {
                for (InetSocketAddress from : List.of(STRANGER, bobs)) {
                    if (firstByte < 20 || firstByte > 63) {
                        forge(alice, from, garbage(random, firstByte, numBytes));
                        numForged += world.ice.ports(alice).size();
                    }
                }
            }
            world.step();
        }
        music.pause();
        world.passMs(20);
        music.assertWhole();
        assertEquals(numForged, refused() - before);
        assertOnlyTheFirstLinks();
    }

    /// What Alice has counted as refused, whatever the reason.
    private long refused() {
        long sum = refused(alice.mesh().counters());
        for (MediaLink link : alice.ear.up) {
            sum += refused(link.counters());
        }
        return sum;
    }

    private static long refused(LinkCounters counters) {
        return counters.badTag()
                + counters.replayed()
                + counters.malformed()
                + counters.unknownSsrc()
                + counters.unknownSource();
    }

    @Test
    void shouldPlayThroughAFloodOfForgedMusic() {
        Random random = new Random(2);
        long before = refused();
        Music music = Music.play(world, bob, alice);
        for (int i = 0; i < 500; i++) {
            for (int n = 0; n < 40; n++) {
                byte[] packet = garbage(random, 0x80, 40);
                packet[1] = (byte) (n % 2 == 0 ? 96 : 204);
                packet[39] |= (byte) 0x80;
                ByteBuffer.wrap(packet).putInt(8, Ear.SSRC);
                forge(alice, STRANGER, packet);
            }
            world.step();
        }
        music.pause();
        world.passMs(20);
        music.assertWhole();
        assertOnlyTheFirstLinks();
        assertEquals(500L * 40 * world.ice.ports(alice).size(), refused() - before);
    }

    @Test
    void shouldNotBeMovedOrEndedByReplays() {
        List<byte[]> recorded = new java.util.ArrayList<>();
        InetSocketAddress alices = world.ice.ports(alice).getFirst();
        world.net.tap((from, to, datagram) -> recorded.add(datagram));
        Music music = Music.play(world, bob, alice);
        world.passMs(2000);
        music.pause();
        world.passMs(20);
        int numHeard = music.numHeard();
        world.net.tap((from, to, datagram) -> {});
        for (byte[] datagram : recorded) {
            world.net.forge(datagram, STRANGER, alices);
            alice.antenna.put(new ThroughRoom(bob.id()), datagram, world.nowNs);
            world.settle();
        }
        assertEquals(numHeard, music.numHeard());
        assertOnlyTheFirstLinks();
        assertMusic(bob, alice);
    }

    /// Strangers do not reach an exchange of keys before there is a way, and seldom afterwards.
    @Test
    void shouldDropTheHandshakesOfStrangers() {
        Random random = new Random(3);
        Player carol = world.player("carol");
        world.ice.findNs = 500_000_000;
        world.room.enter(carol);
        world.passMs(100);
        long before = alice.mesh().counters().unknownSource();
        int offered = alice.keys.numOffered;
        for (int i = 0; i < 200; i++) {
            forge(carol, STRANGER, garbage(random, 22, 50));
            forge(alice, STRANGER, garbage(random, 22, 50));
        }
        world.settle();
        assertEquals(0, carol.keys.numOffered);
        assertTrue(carol.mesh().counters().unknownSource() >= 600);
        assertTrue(alice.mesh().counters().unknownSource() - before >= 200);
        assertTrue(alice.keys.numOffered - offered <= 2 * 64, "so many: " + (alice.keys.numOffered - offered));
        assertTrue(world.passUntil(2000, world::isEverybodyLinked), world::states);
        Music music = Music.play(world, bob, alice);
        offered = alice.keys.numOffered;
        for (int i = 0; i < 400; i++) {
            for (int n = 0; n < 20; n++) {
                forge(alice, STRANGER, garbage(random, 20 + random.nextInt(44), 50));
            }
            world.step();
        }
        int numOffered = alice.keys.numOffered - offered;
        assertTrue(numOffered <= 3 * 64 * 3, "so many of 24,000: " + numOffered);
        music.pause();
        world.passMs(20);
        music.assertWhole();
    }

    @Test
    void shouldIgnoreWhatComesThroughTheRoomForNobody() {
        byte[] packet = garbage(new Random(4), 0x80, 40);
        long before = alice.mesh().counters().unknownSource();
        alice.antenna.put(new ThroughRoom("0".repeat(32)), packet, world.nowNs);
        alice.antenna.put("somebody", packet, world.nowNs);
        alice.antenna.put(new ThroughRoom(bob.id()), packet, world.nowNs);
        world.settle();
        assertEquals(before + 2, alice.mesh().counters().unknownSource());
        assertEquals(1, refused(alice.linkTo(bob).counters()));
        assertFalse(world.room.hasRelay(alice));
    }

    // --- Signals ----------------------------------------------------------------------------------------------------

    private static Signal.Offer offer(int session, int generation, int number) {
        return new Signal.Offer(
                session,
                generation,
                false,
                new IceCredentials("evil" + (number & MOST), "p".repeat(22)),
                number,
                List.of(new IceCandidate(IceCandidate.Type.HOST, new InetSocketAddress("192.0.2.9", 9), 1, "1", null)),
                true);
    }

    /// A hundred signals a second is what the server lets through.
    @ParameterizedTest
    @ValueSource(strings = {"sessions", "generations", "forgetting", "relayed", "candidates", "old"})
    void shouldNotBeKeptBusyByAMember(String attack) {
        Music music = Music.play(world, bob, alice);
        int begun = world.ice.numBegun();
        int numKeys = alice.keys.numBegun;
        int numSaid = world.room.sent.size();
        int ssrc = world.room.sent.stream()
                .filter(each -> each.from() == mallory && each.to() == alice && each.signal() instanceof Signal.Offer)
                .map(each -> ((Signal.Offer) each.signal()).controlSsrc())
                .findFirst()
                .orElseThrow();
        for (int i = 1; i <= 1000; i++) {
            Signal signal = switch (attack) {
                case "sessions" -> offer(i, 0, i);
                case "generations" -> offer(0, i, ssrc);
                case "forgetting" -> offer(i % 100, i / 100, i);
                case "relayed" -> new Signal.Relayed();
                case "candidates" -> new Signal.Candidates(0, 0, offer(0, 0, i).candidates(), false);
                default -> offer(0, 0, 7);
            };
            world.room.say(mallory, alice, signal);
            world.passMs(10);
            assertTrue(world.ice.numOpen(alice) <= 1 + 4, "open: " + world.ice.numOpen(alice));
            assertTrue(alice.keys.numOpen() <= 2);
        }
        music.pause();
        world.passMs(20);
        music.assertWhole();
        assertEquals(
                List.of("up bob"),
                alice.ear.log.stream().filter(line -> line.contains("bob")).toList());
        int numBegun = world.ice.numBegun() - begun;
        assertTrue(numBegun <= 2 * 30, "searches in 10 s: " + numBegun);
        assertTrue(alice.keys.numBegun - numKeys <= 30, "exchanges in 10 s: " + (alice.keys.numBegun - numKeys));
        long numAnswers = world.room.sent.stream()
                .skip(numSaid)
                .filter(each -> each.from() == alice)
                .count();
        assertTrue(numAnswers <= 150, "signals in 10 s: " + numAnswers);
        assertTrue(alice.mesh().droppedWork() == 0);
    }

    /// The highest numbers there are: the liar has lost its own link until its next run, nobody else anything.
    @Test
    void shouldLoseNothingButTheLinkToWhoeverCountsTooFar() {
        world.stepNs = 20_000_000;
        Music music = Music.play(world, bob, alice);
        world.room.say(mallory, alice, offer(MOST, MOST, 1));
        world.room.say(mallory, bob, offer(0, MOST, 1));
        world.passMs(120_000);
        assertTrue(world.ice.numOpen(alice) <= 1 + 4);
        assertEquals(
                List.of("up bob"),
                alice.ear.log.stream().filter(line -> line.contains("bob")).toList());
        music.pause();
        world.passMs(20);
        music.assertWhole();
        assertTrue(world.room.numMalformed > 0, "nobody can count further");
        mallory.start();
        world.room.enter(mallory);
        assertTrue(world.passUntil(1000, world::isEverybodyLinked), world::states);
    }

    @Test
    void shouldNotListenToWhomItDoesNotKnow() {
        int begun = world.ice.numBegun();
        alice.mesh().onSignal("0".repeat(32), 1, offer(0, 0, 1));
        alice.mesh().onSignal(alice.id(), alice.run, offer(7, 7, 1));
        alice.mesh().onSignal(bob.id(), bob.run + 1, offer(7, 7, 1));
        world.passMs(1000);
        assertEquals(begun, world.ice.numBegun());
        assertOnlyTheFirstLinks();
    }

    // --- Too much at once -------------------------------------------------------------------------------------------

    /// The link thread is kept from its work, and everything that others hand it is lost, whatever it is.
    @Test
    void shouldHealWhenItCouldNotTakeWhatItWasHanded() {
        for (int i = 0; i < 3 * MeshInbox.CAPACITY; i++) {
            alice.mesh().onSignal(mallory.id(), mallory.run, new Signal.Relayed());
        }
        assertTrue(alice.mesh().droppedWork() > MeshInbox.CAPACITY);
        alice.mesh().dismiss(mallory.id(), "mallory was banned.", false);
        alice.mesh().heard(bob.id(), false);
        bob.start();
        alice.mesh().admit(bob.member());
        world.settle();
        assertEquals(
                "lost mallory: mallory was banned.",
                alice.ear.log.get(alice.ear.log.indexOf("lost mallory: mallory was banned.")));
        world.room.enter(bob);
        assertTrue(world.passUntil(1000, () -> alice.isLinkedTo(bob)));
        assertEquals("unheard bob", alice.ear.log.getLast());
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 30, 50, 70, 110, 130, 150})
    void shouldHealWhenItWasToldNothingFor(int ms) {
        Player carol = world.player("carol");
        world.room.enter(carol);
        world.passMs(ms);
        world.ice.isMute = true;
        carol.keys.isMute = true;
        alice.keys.isMute = true;
        world.passMs(300);
        world.ice.isMute = false;
        carol.keys.isMute = false;
        alice.keys.isMute = false;
        assertTrue(world.passUntil(40_000, world::isEverybodyLinked), world::states);
        world.passMs(20_000);
        assertTrue(world.isEverybodyLinked(), world::states);
        assertEquals(3, world.ice.numOpen(carol));
        assertEquals(3, carol.keys.numOpen());
    }
}
