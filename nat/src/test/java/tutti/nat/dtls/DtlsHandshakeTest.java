package tutti.nat.dtls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tutti.nat.identity.Identity;
import tutti.nat.srtp.SrtpKeys;
import tutti.nat.srtp.SrtpReceiver;
import tutti.nat.srtp.SrtpSender;

@Timeout(60)
class DtlsHandshakeTest {
    private static final Identity STRANGER = Identity.create(new SecureRandom(), Instant.EPOCH);

    /// Nothing happens to anything.
    private static void clear(Pair pair, boolean toServer, byte[] datagram) {
        pair.deliver(toServer, datagram);
    }

    private static void assertSameKeys(Pair pair) throws Exception {
        SrtpKeys clientKeys = Pair.await(pair.clientSide.keys);
        SrtpKeys serverKeys = Pair.await(pair.serverSide.keys);
        assertHears(new SrtpSender(clientKeys, true), new SrtpReceiver(serverKeys, false));
        assertHears(new SrtpSender(serverKeys, false), new SrtpReceiver(clientKeys, true));
    }

    private static void assertHears(SrtpSender sender, SrtpReceiver receiver) {
        byte[] packet = new byte[64];
        packet[0] = (byte) 0x80;
        packet[1] = 10;
        packet[11] = 5;
        int numBytes = sender.protectRtp(packet, 0, 40);
        assertEquals(56, numBytes);
        receiver.accept(5);
        assertEquals(40, receiver.unprotectRtp(packet, numBytes));
    }

    @Test
    void shouldAgreeOnKeys() throws Exception {
        try (Pair pair = new Pair(DtlsHandshakeTest::clear).start()) {
            assertSameKeys(pair);
            assertEquals(1, pair.clientSide.calls.get());
            assertEquals(1, pair.serverSide.calls.get());
        }
    }

    /// Counted in flights, where the path has no loss: two round trips for the client, and all of it in datagrams
    /// that fit anywhere.
    @Test
    void shouldTakeTwoRoundTripsOfOneDatagramEach() throws Exception {
        try (Pair pair = new Pair(DtlsHandshakeTest::clear).start()) {
            assertSameKeys(pair);
            assertEquals(2, pair.toServer.size());
            assertEquals(2, pair.toClient.size());
            for (byte[] datagram : pair.toServer) {
                assertTrue(datagram.length <= 1200);
            }
            System.out.printf(
                    "MEASURED flights: client %s, server %s bytes%n",
                    pair.toServer.stream().map(d -> d.length).toList(),
                    pair.toClient.stream().map(d -> d.length).toList());
        }
    }

    @Test
    void shouldWaitForALateServer() throws Exception {
        try (Pair pair = new Pair(DtlsHandshakeTest::clear)) {
            pair.client.start();
            assertTrue(TestWait.until(() -> pair.toServer.size() >= 2), "the hello is repeated");
            pair.server.start();
            assertSameKeys(pair);
        }
    }

    @Test
    void shouldRefuseAStranger() throws Exception {
        try (Pair server = new Pair(DtlsHandshakeTest::clear, Pair.ANN, Pair.BOB, STRANGER, Pair.ANN).start();
                Pair client = new Pair(DtlsHandshakeTest::clear, STRANGER, Pair.BOB, Pair.BOB, Pair.ANN).start()) {
            assertRefused(server.clientSide, server.serverSide);
            assertRefused(client.serverSide, client.clientSide);
        }
    }

    private static void assertRefused(Pair.Side honest, Pair.Side stranger) throws Exception {
        assertTrue(Pair.await(honest.failed).contains("its certificate is not"));
        assertTrue(Pair.await(stranger.failed).contains("refused (bad_certificate"));
        assertFalse(honest.keys.isDone());
        assertFalse(stranger.keys.isDone());
    }

    @Test
    void shouldHearTheGoodbye() throws Exception {
        try (Pair pair = new Pair(DtlsHandshakeTest::clear).start()) {
            assertSameKeys(pair);
            pair.client.close();
            assertTrue(Pair.await(pair.serverSide.closed));
            assertEquals(2, pair.serverSide.calls.get());
            assertEquals(1, pair.clientSide.calls.get(), "no call after close");
        }
    }

    @Test
    void shouldRepeatTheLastFlightUntilItArrives() throws Exception {
        AtomicInteger numLost = new AtomicInteger();
        Pair.Path losesFinished = (pair, toServer, datagram) -> {
            // The server's last flight begins with ChangeCipherSpec.
            if (toServer || datagram[0] != 20 || numLost.incrementAndGet() > 4) {
                pair.deliver(toServer, datagram);
            }
        };
        try (Pair pair = new Pair(losesFinished).start()) {
            assertSameKeys(pair);
            assertTrue(numLost.get() >= 4);
        }
    }

    @Test
    void shouldTellNoKeysInWords() throws Exception {
        try (Pair pair = new Pair(DtlsHandshakeTest::clear).start()) {
            assertEquals("(keys)", Pair.await(pair.clientSide.keys).toString());
        }
    }

    @Test
    void shouldFailWithASentenceIfNobodyAnswers() throws Exception {
        Pair.Path swallows = (pair, toServer, datagram) -> {};
        try (Pair pair = new Pair(swallows).start()) {
            String reason = Pair.await(pair.clientSide.failed);
            assertEquals(
                    "No encryption could be agreed with the other end: it did not answer, or not in a way that makes sense; try again.",
                    reason);
            assertTrue(pair.toServer.size() >= 10, "repeated each second at least: " + pair.toServer.size());
        }
    }
}
