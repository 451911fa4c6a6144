package tutti.nat.ice;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tutti.nat.link.PathReport;
import tutti.nat.udp.PacketRoute;

@Timeout(60)
class RelayTest {
    private static final byte[] MUSIC = {(byte) 0x80, 1, 2, 3, 4};

    private static Party party(String name, boolean controlling, FakeRelay relay, boolean relayOnly) throws Exception {
        IceServers servers = new IceServers(List.of(), List.of(relay.turn()));
        return new Party(name, new IceSettings(controlling, servers, List.of(Party.LOOPBACK), relayOnly)).gather();
    }

    /// Sends again and again, as music is: one datagram may be lost, also here.
    private static void assertHears(PacketRoute from, Party to) throws Exception {
        assertTrue(TestWait.until(() -> {
            assertTrue(from.send(MUSIC, 0, MUSIC.length));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            return !to.heard.isEmpty();
        }));
        assertArrayEquals(MUSIC, to.hear());
    }

    @Test
    void shouldConnectThroughRelaysAlone() throws Exception {
        try (FakeRelay relay = new FakeRelay();
                Party ann = party("ann", true, relay, true);
                Party bob = party("bob", false, relay, true)) {
            assertTrue(
                    ann.candidates.stream()
                            .allMatch(candidate ->
                                    candidate.type() == IceCandidate.Type.RELAY && candidate.related() == null),
                    "tells its own address: " + ann.candidates);
            ann.meet(bob);
            bob.meet(ann);
            PacketRoute fromAnn = Party.await(ann.route);
            PacketRoute fromBob = Party.await(bob.route);
            assertHears(fromAnn, bob);
            assertHears(fromBob, ann);
            assertEquals(PathReport.Kind.RELAY, ann.agent.path().kind());
            assertTrue(TestWait.until(() -> {
                fromAnn.send(MUSIC, 0, MUSIC.length);
                fromBob.send(MUSIC, 0, MUSIC.length);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                return relay.numChannelData.get() > 10;
            }));
            ann.heard.clear();
            bob.heard.clear();
            assertHears(fromAnn, bob);
            assertHears(fromBob, ann);
        }
    }

    @Test
    void shouldDoWithoutChannels() throws Exception {
        try (FakeRelay relay = new FakeRelay()) {
            relay.refusesChannels = true;
            try (Party ann = party("ann", true, relay, true);
                    Party bob = party("bob", false, relay, true)) {
                ann.meet(bob);
                bob.meet(ann);
                for (int i = 0; i < 100; i++) {
                    assertHears(Party.await(ann.route), bob);
                    assertHears(Party.await(bob.route), ann);
                }
                assertEquals(0, relay.numChannelData.get());
            }
        }
    }

    @Test
    void shouldPreferAWayFromComputerToComputer() throws Exception {
        try (FakeRelay relay = new FakeRelay();
                Party ann = party("ann", true, relay, false);
                Party bob = party("bob", false, relay, false)) {
            // The relayed ones first: their pairs work before there are others.
            ann.agent.onRemote(bob.agent.credentials(), relayed(bob));
            bob.agent.onRemote(ann.agent.credentials(), relayed(ann));
            assertTrue(TestWait.until(
                    () -> ann.agent.pairs().stream().anyMatch(pair -> pair.state() == PairReport.State.WORKS)));
            ann.agent.onRemoteCandidates(bob.candidates);
            bob.agent.onRemoteCandidates(ann.candidates);
            assertHears(Party.await(ann.route), bob);
            assertEquals(
                    PathReport.Kind.DIRECT,
                    ann.agent.path().kind(),
                    ann.agent.pairs().toString());
        }
    }

    private static List<IceCandidate> relayed(Party party) {
        return party.candidates.stream()
                .filter(candidate -> candidate.type() == IceCandidate.Type.RELAY)
                .toList();
    }

    @Test
    void shouldRefreshAnAllocationAndGiveItBack() throws Exception {
        try (FakeRelay relay = new FakeRelay()) {
            relay.lifetimeS = 2;
            try (Party ann = party("ann", true, relay, true)) {
                assertEquals(1, ann.candidates.size());
                assertTrue(TestWait.until(() -> relay.numRefreshed.get() >= 2));
                assertEquals(0, relay.numGivenBack.get());
            }
            assertTrue(TestWait.until(() -> relay.numGivenBack.get() >= 1));
        }
    }

    /// ice4j asks again at once, without end. Each agent is let ask 64 times at once and then 20 times a second.
    @Test
    void shouldNotStormARelayThatRefuses() throws Exception {
        try (FakeRelay relay = new FakeRelay()) {
            relay.refusesPermissions = true;
            try (Party ann = party("ann", true, relay, true);
                    Party bob = party("bob", false, relay, true)) {
                ann.meet(bob);
                bob.meet(ann);
                long beforeNs = System.nanoTime();
                assertTrue(TestWait.until(() -> relay.numPermissions.get() >= 2 * (64 + 20)));
                assertTrue(System.nanoTime() - beforeNs > TimeUnit.MILLISECONDS.toNanos(900), "not held back");
            }
        }
    }

    @Test
    void shouldSayWhatHelps() {
        IceServers servers = new IceServers(List.of(), List.of(new IceServers.Turn(Party.NOWHERE, "u", "p")));
        assertTrue(IceNames.noWay(List.of(), IceServers.NONE, false).endsWith("a relay (TURN) would help."));
        assertTrue(IceNames.noWay(List.of(), servers, false).endsWith("this network may block UDP."));
        assertTrue(IceNames.noWay(List.of(), servers, true).contains("may be gone"));
    }

    @Test
    void shouldWrapAndUnwrap() {
        SplittableRandom random = new SplittableRandom(2);
        byte[] wrapped = new byte[1600];
        for (int i = 0; i < 20_000; i++) {
            byte[] datagram = new byte[1 + random.nextInt(1500)];
            random.nextBytes(datagram);
            byte[] address = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(address);
            InetSocketAddress peer = peer(address, 1 + random.nextInt(65535));
            int numBytes = TurnData.asIndication(
                    StunGate.DATA_INDICATION, random.nextLong(), peer, datagram, 0, datagram.length, wrapped);
            assertTrue(StunGate.isStun(wrapped, numBytes));
            assertTrue(numBytes <= datagram.length + TurnData.MAX_INDICATION_BYTES);
            int at = TurnData.dataAt(wrapped, numBytes);
            assertEquals(datagram.length, StunGate.uint16(wrapped, at - 2));
            assertArrayEquals(datagram, Arrays.copyOfRange(wrapped, at, at + datagram.length));
            numBytes = TurnData.asChannelData(0x4F00, datagram, 0, datagram.length, wrapped);
            assertEquals(datagram.length, TurnData.channelDataBytes(0x4F00, wrapped, numBytes));
            assertEquals(-1, TurnData.channelDataBytes(0x4F01, wrapped, numBytes));
            assertEquals(-1, TurnData.channelDataBytes(0x4F00, wrapped, numBytes - 1));
        }
    }

    private static InetSocketAddress peer(byte[] address, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), port);
        } catch (java.net.UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldKnowPrivateAddresses() {
        for (String address :
                List.of("10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "127.0.0.1", "fd00::1", "::1")) {
            assertTrue(RelayHarvester.isPrivate(InetAddress.ofLiteral(address)), address);
        }
        for (String address : List.of("203.0.113.1", "100.128.0.1", "2001:db8::1", "172.32.0.1")) {
            assertFalse(RelayHarvester.isPrivate(InetAddress.ofLiteral(address)), address);
        }
    }
}
