package tutti.nat.room.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tutti.nat.identity.Identity;
import tutti.nat.room.wire.Bytes;
import tutti.nat.room.wire.FromServer;
import tutti.nat.room.wire.ToServer;

/// Packets between members whom no UDP reaches.
@Timeout(120)
class RelayTest {
    private final Identity alice = House.newIdentity();
    private final Identity bob = House.newIdentity();
    private final Identity mallory = House.newIdentity();
    private final Player.Invitation invitation = Player.Invitation.of(alice);
    private final House house = House.open(
            House.limits(Map.of(
                    "newConnections", new RoomServerLimits.Rate(1e9, 1e9),
                    "relayedPackets", new RoomServerLimits.Rate(1000, 500))),
            null);
    private Player host;
    private Player guest;
    private Bytes hostTicket;
    private Bytes guestTicket;

    @BeforeEach
    void enter() {
        host = house.visit(alice);
        hostTicket = host.enter(invitation).relayTicket();
        guest = house.visit(bob);
        guestTicket = guest.enter(invitation).relayTicket();
    }

    @AfterEach
    void close() {
        house.close();
    }

    private static byte[] packet(Identity peer, byte[] datagram) {
        return ByteBuffer.allocate(16 + datagram.length)
                .put(HexFormat.of().parseHex(peer.memberId()))
                .put(datagram)
                .array();
    }

    private static byte[] datagram(int number, int numBytes) {
        byte[] datagram = new byte[numBytes];
        new Random(number).nextBytes(datagram);
        return datagram;
    }

    private Player relay(Bytes ticket) {
        Player relay = Player.relay(house, ticket);
        relay.next(FromServer.RelayReady.class);
        return relay;
    }

    @Test
    void shouldCarryPacketsBothWays() {
        Player atHost = relay(hostTicket);
        Player atGuest = relay(guestTicket);
        for (int i = 1; i <= 100; i++) {
            byte[] datagram = datagram(i, i * 15);
            atHost.send(packet(bob, datagram));
            assertArrayEquals(packet(alice, datagram), atGuest.nextPacket());
            atGuest.send(packet(alice, datagram));
            assertArrayEquals(packet(bob, datagram), atHost.nextPacket());
        }
        assertEquals(200, house.metric("tutti_room_relay_packets_total"));
    }

    @Test
    void shouldReachNobodyInAnotherRoomOrWithoutARelay() {
        Player stranger = house.visit(mallory);
        Player foreign = relay(stranger.enter(Player.Invitation.of(mallory)).relayTicket());
        Player atGuest = relay(guestTicket);
        foreign.send(packet(bob, datagram(1, 100)));
        atGuest.send(packet(alice, datagram(2, 100)));
        atGuest.send(packet(mallory, datagram(3, 100)));
        Player atHost = relay(hostTicket);
        atHost.send(packet(bob, datagram(4, 100)));
        assertArrayEquals(packet(alice, datagram(4, 100)), atGuest.nextPacket());
        atGuest.send(packet(alice, datagram(5, 100)));
        assertArrayEquals(packet(bob, datagram(5, 100)), atHost.nextPacket());
        assertTrue(atGuest.packets.isEmpty() && atHost.packets.isEmpty() && foreign.packets.isEmpty());
    }

    @Test
    void shouldTakeTicketsOfThosePresentOnly() {
        Player guessing = Player.relay(house, Bytes.of(new byte[32]));
        assertEquals(4000, guessing.awaitClose());
        Player atGuest = relay(guestTicket);
        guest.send(new ToServer.Leave());
        assertEquals(1000, atGuest.awaitClose());
        Player late = Player.relay(house, guestTicket);
        assertEquals(4000, late.awaitClose());
        Player twice = relay(hostTicket);
        relay(hostTicket);
        assertEquals(4001, twice.awaitClose());
    }

    @Test
    void shouldEndWhatIsMalformed() {
        Player tooLong = relay(hostTicket);
        tooLong.send(packet(bob, new byte[1501]));
        assertEquals(1008, tooLong.awaitClose());
        Player tooShort = relay(hostTicket);
        tooShort.send(packet(bob, new byte[0]));
        assertEquals(1008, tooShort.awaitClose());
        Player text = relay(hostTicket);
        text.send(new ToServer.Relay(hostTicket));
        assertEquals(1008, text.awaitClose());
        Player longest = relay(hostTicket);
        Player atGuest = relay(guestTicket);
        longest.send(packet(bob, datagram(1, 1500)));
        assertArrayEquals(packet(alice, datagram(1, 1500)), atGuest.nextPacket());
    }

    @Test
    void shouldDropWhatIsOverTheRate() {
        Player atHost = relay(hostTicket);
        relay(guestTicket);
        for (int i = 0; i < 3000; i++) {
            atHost.send(packet(bob, datagram(1, 20)));
        }
        while (house.metric("tutti_room_relay_packets_total") + house.metric("tutti_room_limited_total") < 3000) {
            Thread.onSpinWait();
        }
        assertTrue(house.metric("tutti_room_limited_total") > 100);
    }
}
