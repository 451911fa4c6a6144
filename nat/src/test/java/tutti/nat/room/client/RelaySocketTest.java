package tutti.nat.room.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tutti.nat.identity.Identity;
import tutti.nat.room.HostedRoom;
import tutti.nat.room.wire.Bytes;
import tutti.nat.udp.PacketRoute;

/// Packets through a real room server, and the queue in front of it.
@Timeout(300)
class RelaySocketTest {
    private record Packet(String fromMemberId, Bytes content) {}

    private static final byte[] SOMEBODY = new byte[16];

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    private <T extends AutoCloseable> T opened(T closeable) {
        open.add(closeable);
        return closeable;
    }

    private RelaySocket relay(Venue venue, Musician musician, BlockingQueue<Packet> packets) {
        return opened(RelaySocket.open(
                venue.url(),
                musician.session()::relayTicket,
                (from, packet, _) -> packets.add(new Packet(from, Bytes.of(packet))),
                System::nanoTime,
                Venue.RANDOM));
    }

    private static void until(BooleanSupplier what) throws InterruptedException {
        for (int i = 0; !what.getAsBoolean(); i++) {
            assertTrue(i < 12_000, "it does not happen");
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    /// What comes of a datagram, which is sent again if it was dropped for being late: this computer may be slow.
    private static Packet exchange(PacketRoute route, byte[] datagram, BlockingQueue<Packet> at)
            throws InterruptedException {
        for (int i = 0; i < 600; i++) {
            route.send(datagram, 0, datagram.length);
            Packet packet = at.poll(200, TimeUnit.MILLISECONDS);
            while (packet != null && packet.content().length() != datagram.length) {
                packet = at.poll();
            }
            if (packet != null) {
                return packet;
            }
        }
        throw new AssertionError("no packet comes");
    }

    @Test
    void shouldCarryPacketsBothWaysAndComeBack() throws Exception {
        Identity identity = Musician.identity();
        HostedRoom hosted = HostedRoom.create(identity, Venue.RANDOM);
        Venue venue = opened(new Venue((Path) null));
        Musician alice =
                opened(Musician.host(venue.url(), hosted, identity, "alice")).awaitJoined();
        Musician bob = opened(Musician.guest(alice.session().invite(), Musician.identity(), "bob"))
                .awaitJoined();
        BlockingQueue<Packet> atAlice = new LinkedBlockingQueue<>();
        BlockingQueue<Packet> atBob = new LinkedBlockingQueue<>();
        RelaySocket alices = relay(venue, alice, atAlice);
        RelaySocket bobs = relay(venue, bob, atBob);
        until(() -> alices.isOpen() && bobs.isOpen());
        PacketRoute toBob = alices.routeTo(bob.id());
        PacketRoute toAlice = bobs.routeTo(alice.id());
        assertSame(toBob, alices.routeTo(bob.id()));
        Random random = new Random(1);
        for (int i = 1; i <= 50; i++) {
            byte[] datagram = new byte[i * 30];
            random.nextBytes(datagram);
            assertEquals(new Packet(alice.id(), Bytes.of(datagram)), exchange(toBob, datagram, atBob));
            assertEquals(new Packet(bob.id(), Bytes.of(datagram)), exchange(toAlice, datagram, atAlice));
        }
        assertFalse(toBob.send(new byte[1501], 0, 1501), "no datagram is so long");
        long openedBefore = alices.counters().opened();
        // With the connection of the room, its ticket ends, and the relay with it; both come back.
        alice.session().reconnectNow();
        until(() -> alices.counters().opened() > openedBefore && alices.isOpen());
        assertEquals(7, exchange(toBob, new byte[7], atBob).content().length());
        alices.close();
        assertFalse(toBob.send(new byte[1], 0, 1));
    }

    @Test
    void shouldDropWhatIsLate() {
        RelayQueue queue = new RelayQueue();
        for (int i = 0; i < 10; i++) {
            queue.add(SOMEBODY, new byte[] {0, (byte) i, 0}, 1, 1, i * 10_000_000L);
        }
        long nowNs = 90_000_000;
        for (int i = 5; i < 10; i++) {
            ByteBuffer next = queue.next(nowNs);
            assertNotNull(next);
            assertEquals(17, next.remaining());
            assertEquals(i, next.get(16), "from 50 ms on they are young enough");
        }
        assertNull(queue.next(nowNs));
        assertEquals(5, queue.stale());
        assertEquals(0, queue.overflown());
    }

    @Test
    void shouldDropTheOldestWhenTooManyWait() {
        RelayQueue queue = new RelayQueue();
        for (int i = 0; i < 2 * RelayQueue.CAPACITY + 3; i++) {
            queue.add(SOMEBODY, new byte[] {(byte) i}, 0, 1, 0);
        }
        assertEquals(RelayQueue.CAPACITY + 3, queue.overflown());
        for (int i = 0; i < RelayQueue.CAPACITY; i++) {
            ByteBuffer next = queue.next(0);
            assertNotNull(next);
            assertEquals((byte) (RelayQueue.CAPACITY + 3 + i), next.get(16));
        }
        assertNull(queue.next(0));
    }

    @Test
    void shouldKeepEveryByte() {
        RelayQueue queue = new RelayQueue();
        byte[] id = new byte[16];
        byte[] datagram = new byte[1500];
        new Random(1).nextBytes(id);
        new Random(2).nextBytes(datagram);
        queue.add(id, datagram, 0, 1500, 0);
        ByteBuffer next = queue.next(0);
        assertNotNull(next);
        byte[] message = new byte[next.remaining()];
        next.get(message);
        assertArrayEquals(ByteBuffer.allocate(1516).put(id).put(datagram).array(), message);
    }
}
