package tutti.nat.ice;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tutti.nat.link.PathReport;
import tutti.nat.udp.PacketRoute;
import tutti.nat.udp.UdpPort;

@Timeout(60)
class IceAgentTest {
    private static final byte[] MUSIC = {(byte) 0x80, 1, 2, 3};
    private static final byte[] ANSWER = {(byte) 0x81, 4, 5};

    private static void assertTalk(Party ann, Party bob) throws Exception {
        PacketRoute fromAnn = Party.await(ann.route);
        PacketRoute fromBob = Party.await(bob.route);
        assertTrue(fromAnn.send(MUSIC, 0, MUSIC.length));
        assertArrayEquals(MUSIC, bob.hear());
        assertTrue(fromBob.send(ANSWER, 0, ANSWER.length));
        assertArrayEquals(ANSWER, ann.hear());
    }

    private static Party party(String name, boolean controlling) throws Exception {
        return new Party(name, controlling).gather();
    }

    @Test
    void shouldConnectTwo() throws Exception {
        try (Party ann = party("ann", true);
                Party bob = party("bob", false)) {
            long beforeNs = System.nanoTime();
            ann.meet(bob);
            bob.meet(ann);
            assertTalk(ann, bob);
            System.out.printf("MEASURED connect: %.1f ms%n", (System.nanoTime() - beforeNs) / 1e6);
            assertEquals(PathReport.Kind.DIRECT, ann.agent.path().kind());
            assertTrue(
                    ann.agent.path().local().startsWith("127.0.0.1:"),
                    ann.agent.path().local());
            assertTrue(
                    ann.agent.path().local().endsWith(" host"), ann.agent.path().local());
            List<PairReport> pairs = ann.agent.pairs();
            assertEquals(1, pairs.stream().filter(PairReport::selected).count(), pairs.toString());
            assertFalse(ann.failed.isDone());
        }
    }

    @Test
    void shouldConnectOverIpv6() throws Exception {
        List<InetAddress> addresses = List.of(InetAddress.ofLiteral("::1"));
        try (Party ann = new Party("ann", new IceSettings(true, IceServers.NONE, addresses, false)).gather();
                Party bob = new Party("bob", new IceSettings(false, IceServers.NONE, addresses, false)).gather()) {
            ann.meet(bob);
            bob.meet(ann);
            assertTalk(ann, bob);
            assertTrue(
                    ann.agent.path().remote().startsWith("[0:0:0:0:0:0:0:1]:"),
                    ann.agent.path().remote());
        }
    }

    @Test
    void shouldRememberAnOfferAndTakeCandidatesLate() throws Exception {
        try (Party ann = new Party("ann", true);
                Party bob = party("bob", false)) {
            assertThrows(IllegalStateException.class, ann.agent::credentials);
            ann.agent.onRemote(bob.agent.credentials(), List.of());
            ann.gather();
            bob.agent.onRemote(ann.agent.credentials(), List.of());
            ann.agent.onRemoteCandidates(bob.candidates);
            assertTalk(ann, bob);
        }
    }

    /// Each end is reflected at an address that it did not offer, and must go on answering on its own one: ice4j
    /// forgets that address now and then (for 4 ends of 1,000 on a busy machine, measured).
    @Test
    void shouldConnectThroughARouter() throws Exception {
        for (int i = 0; i < 20; i++) {
            try (Party ann = party("ann", true);
                    Party bob = party("bob", false);
                    FakeRouter router = new FakeRouter(
                            ann.candidates.getFirst().address(),
                            bob.candidates.getFirst().address())) {
                ann.agent.onRemote(bob.agent.credentials(), List.of(reflexive(router.other())));
                bob.agent.onRemote(ann.agent.credentials(), List.of(reflexive(router.one())));
                assertTalk(ann, bob);
                assertTrue(
                        ann.agent.path().local().endsWith(" prflx"),
                        ann.agent.path().local());
                assertKnows(ann, router.other());
                assertKnows(bob, router.one());
            }
        }
    }

    private static IceCandidate reflexive(InetSocketAddress address) {
        return new IceCandidate(IceCandidate.Type.SRFLX, address, 1_694_498_815, "1", null);
    }

    private static void assertKnows(Party party, InetSocketAddress remote) {
        assertTrue(
                party.agent.pairs().stream()
                        .anyMatch(pair ->
                                pair.local().endsWith(" host") && pair.remote().contains(":" + remote.getPort() + " ")),
                party.agent.pairs().toString());
    }

    @Test
    void shouldSettleWhoDecides() throws Exception {
        try (Party ann = party("ann", true);
                Party bob = party("bob", true)) {
            ann.meet(bob);
            bob.meet(ann);
            assertTalk(ann, bob);
        }
    }

    /// Each takes its time: the checks of the first, the consent of the second.
    @Test
    void shouldSayWhenThereIsNoWayAndWhenItIsLost() throws Exception {
        try (Party ann = party("ann", true);
                Party eve = party("eve", false);
                Party bob = party("bob", true);
                Party cat = party("cat", false)) {
            ann.agent.onRemote(
                    new IceCredentials(eve.agent.credentials().ufrag(), "wrongwrongwrongwrongwrong"), eve.candidates);
            eve.meet(ann);
            bob.meet(cat);
            cat.meet(bob);
            assertTalk(bob, cat);
            cat.agent.close();
            assertEquals(
                    "No way to the other end was found: none of 1 pairs of addresses answered; a relay (TURN) would help.",
                    Party.await(ann.failed));
            assertFalse(ann.route.isDone());
            assertEquals(PairReport.State.FAILED, ann.agent.pairs().getFirst().state());
            assertEquals(
                    "The other end has stopped answering; its network or this one is gone.", Party.await(bob.failed));
            assertEquals(PathReport.NONE, bob.agent.path());
            assertFalse(cat.failed.isDone(), "no call after close");
        }
    }

    /// Make before break: two agents of one player side by side, each with ports and credentials of its own.
    @Test
    void shouldRestartWhileTheFirstAgentCarriesMusic() throws Exception {
        try (Party ann = party("ann", true);
                Party bob = party("bob", false)) {
            ann.meet(bob);
            bob.meet(ann);
            assertTalk(ann, bob);
            PacketRoute before = Party.await(ann.route);
            try (Party annAgain = party("ann again", false);
                    Party bobAgain = party("bob again", true)) {
                annAgain.meet(bobAgain);
                bobAgain.meet(annAgain);
                while (!annAgain.route.isDone()) {
                    assertTrue(before.send(MUSIC, 0, MUSIC.length));
                    assertArrayEquals(MUSIC, bob.hear());
                }
                assertTalk(annAgain, bobAgain);
                ann.agent.close();
                bob.agent.close();
                assertTalk(annAgain, bobAgain);
            }
        }
    }

    @Test
    void shouldNotMindAFloodOfStrangers() throws Exception {
        try (Party ann = party("ann", true);
                Party bob = party("bob", false);
                UdpPort eve = UdpPort.open(new InetSocketAddress(Party.LOOPBACK, 0), System::nanoTime)) {
            ann.meet(bob);
            bob.meet(ann);
            assertTalk(ann, bob);
            int threadsBefore = Thread.activeCount();
            SplittableRandom random = new SplittableRandom(3);
            InetSocketAddress at = ann.candidates.getFirst().address();
            int numSent = 20_000;
            for (int i = 0; i < numSent; i++) {
                byte[] garbage =
                        StunGateTest.stun(random, ann.agent.credentials().ufrag());
                // Some that look like a hello, some like a relay's, most like checks.
                garbage[0] = (byte) (random.nextInt(10) == 0 ? 20 + random.nextInt(60) : garbage[0] & 3);
                eve.send(garbage, 0, garbage.length, at);
                if (i % 100 == 0) {
                    assertTalk(ann, bob);
                }
            }
            assertTalk(ann, bob);
            assertTrue(Thread.activeCount() < threadsBefore + 50, "threads: " + Thread.activeCount());
            assertTrue(TestWait.until(() -> ann.agent.dropped() > numSent / 2), "dropped: " + ann.agent.dropped());
            assertFalse(ann.failed.isDone());
        }
    }

    @Test
    void shouldLeakNoSocketAndNoThread() throws Exception {
        Set<Thread> threadsBefore = Set.copyOf(Thread.getAllStackTraces().keySet());
        // The first agent leaves ice4j's timers, once for all.
        connectAndClose();
        long socketsBefore = numSockets();
        for (int i = 0; i < 5; i++) {
            connectAndClose();
        }
        assertTrue(TestWait.until(() -> numSockets() <= socketsBefore), numSockets() + " of " + socketsBefore);
        List<Thread> holdingTheProgram = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.isDaemon() && !threadsBefore.contains(thread))
                .toList();
        assertEquals(List.of(), holdingTheProgram);
    }

    private static void connectAndClose() throws Exception {
        try (Party ann = party("ann", true);
                Party bob = party("bob", false)) {
            ann.meet(bob);
            bob.meet(ann);
            assertTalk(ann, bob);
        }
    }

    private static long numSockets() {
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            return files.filter(IceAgentTest::isSocket).count();
        } catch (IOException e) {
            return Assumptions.abort("no /proc here");
        }
    }

    private static boolean isSocket(Path file) {
        try {
            return Files.readSymbolicLink(file).toString().startsWith("socket:");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void shouldOfferWhatARouterForwards() throws Exception {
        try (Party ann = party("ann", true)) {
            InetSocketAddress outer = new InetSocketAddress(InetAddress.ofLiteral("203.0.113.7"), 4464);
            InetSocketAddress host = ann.candidates.getFirst().address();
            ann.agent.onMapped(host, outer);
            assertTrue(TestWait.until(() -> ann.candidates.size() == 2));
            IceCandidate mapped = ann.candidates.getLast();
            assertEquals(IceCandidate.Type.SRFLX, mapped.type());
            assertEquals(outer, mapped.address());
            assertEquals(host, mapped.related());
        }
    }

    @Test
    void shouldSayThatThereIsNoNetwork() throws Exception {
        try (Party nowhere = new Party("ann", new IceSettings(true, IceServers.NONE, List.of(), false))) {
            nowhere.agent.gather();
            assertEquals(
                    "This computer has no network address that others could reach; connect it to a network.",
                    Party.await(nowhere.failed));
        }
    }

    @Test
    void shouldCloseAtAnyTime() throws Exception {
        Party early = new Party("early", true);
        early.close();
        early.agent.gather();
        early.agent.close();
        Party gathering = new Party("gathering", true);
        gathering.agent.gather();
        gathering.close();
        assertFalse(early.gathered.isDone());
    }
}
