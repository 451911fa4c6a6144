package tutti.nat.ice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StunGateTest {
    private static final InetSocketAddress RELAY = address("203.0.113.1", 3478);
    private static final InetSocketAddress SOMEBODY = address("203.0.113.2", 3478);
    private static final int BINDING_RESPONSE = 0x0101;
    private static final int ALLOCATE_REQUEST = 0x0003;

    private final StunGate gate = new StunGate("abcd", Set.of(RELAY));

    static InetSocketAddress address(String literal, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(literal), port);
    }

    static byte[] stun(int type, long id, String user) {
        byte[] name = user.getBytes(StandardCharsets.US_ASCII);
        int padded = name.length + 3 & ~3;
        ByteBuffer message = ByteBuffer.allocate(20 + (name.length == 0 ? 0 : 4 + padded));
        message.putShort((short) type).putShort((short) (message.capacity() - 20));
        message.putInt(StunGate.MAGIC_COOKIE).putInt(7).putLong(id);
        if (name.length > 0) {
            message.putShort((short) 6).putShort((short) name.length).put(name);
        }
        return message.array();
    }

    /// Something like STUN, as an attacker would send it who knows the ufrag.
    static byte[] stun(SplittableRandom random, String ufrag) {
        int type = random.nextInt(0x400);
        byte[] message = stun(type, random.nextLong(), random.nextBoolean() ? ufrag + ":xyz" : "someone:else");
        for (int i = random.nextInt(3); i > 0; i--) {
            message[random.nextInt(message.length)] = (byte) random.nextInt();
        }
        return message;
    }

    private boolean admits(byte[] message, InetSocketAddress from) {
        return gate.admits(message, message.length, from, 0);
    }

    @Test
    void shouldAdmitRequestsForThisAgentOnly() {
        assertTrue(admits(stun(StunGate.BINDING_REQUEST, 1, "abcd:efgh"), SOMEBODY));
        assertFalse(admits(stun(StunGate.BINDING_REQUEST, 1, "abce:efgh"), SOMEBODY));
        assertFalse(admits(stun(StunGate.BINDING_REQUEST, 1, "abcd"), SOMEBODY));
        assertFalse(admits(stun(StunGate.BINDING_REQUEST, 1, ""), SOMEBODY));
        assertFalse(admits(stun(ALLOCATE_REQUEST, 1, "abcd:efgh"), SOMEBODY));
        assertEquals(4, gate.dropped());
    }

    @Test
    void shouldAdmitAnswersToWhatWasAsked() {
        assertFalse(admits(stun(BINDING_RESPONSE, 9, ""), SOMEBODY));
        byte[] request = stun(StunGate.BINDING_REQUEST, 9, "x:y");
        gate.onRequest(request, 0, request.length);
        assertTrue(admits(stun(BINDING_RESPONSE, 9, ""), SOMEBODY));
        assertTrue(admits(stun(0x0111, 9, ""), SOMEBODY), "an error");
        assertFalse(admits(stun(BINDING_RESPONSE, 8, ""), SOMEBODY));
        for (int i = 100; i < 700; i++) {
            byte[] later = stun(StunGate.BINDING_REQUEST, i, "x:y");
            gate.onRequest(later, 0, later.length);
        }
        assertFalse(admits(stun(BINDING_RESPONSE, 9, ""), SOMEBODY), "too long ago");
        byte[] response = stun(BINDING_RESPONSE, 11, "");
        gate.onRequest(response, 0, response.length);
        assertFalse(admits(stun(BINDING_RESPONSE, 11, ""), SOMEBODY), "what is sent in answer is no question");
    }

    @Test
    void shouldAdmitDataOfItsRelayOnly() {
        assertTrue(admits(stun(StunGate.DATA_INDICATION, 1, ""), RELAY));
        assertFalse(admits(stun(StunGate.DATA_INDICATION, 1, ""), SOMEBODY));
    }

    @Test
    void shouldLimitTheRate() {
        byte[] message = stun(StunGate.BINDING_REQUEST, 1, "abcd:efgh");
        int numAdmitted = 0;
        for (int i = 0; i < 5_000; i++) {
            // A thousand a second for 5 s.
            numAdmitted += gate.admits(message, message.length, SOMEBODY, i * 1_000_000L) ? 1 : 0;
        }
        assertEquals(3_000, numAdmitted, 5);
        assertTrue(gate.admits(message, message.length, SOMEBODY, 20_000_000_000L), "after a while");
    }

    @Test
    void shouldTakeAnyBytes() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200_000; i++) {
            byte[] message = random.nextBoolean() ? stun(random, "abcd") : new byte[random.nextInt(64)];
            if (random.nextBoolean()) {
                random.nextBytes(message);
            }
            boolean admitted = message.length > 0 && gate.admits(message, message.length, RELAY, i * 10_000_000L);
            assertTrue(!admitted || StunGate.isStun(message, message.length));
            int at = StunGate.findAttribute(message, message.length, random.nextInt(32));
            assertTrue(at < 0 || at + StunGate.uint16(message, at - 2) <= message.length);
        }
    }
}
