package tutti.nat.portmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PcpAndNatPmpMessageTest {
    private static final Wish WISH = new Wish(Protocol.UDP, 4464, 5000, 7200);
    private static final byte[] NONCE = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    private static final InetAddress CLIENT = InetAddress.ofLiteral("192.168.1.5");
    private static final InetAddress EXTERNAL = InetAddress.ofLiteral("203.0.113.9");

    /// Written by hand from RFC 6887, figures 2, 3, 9 and 10.
    private static final String PCP_REQUEST = "0201000000001c20" + "00000000000000000000ffffc0a80105"
            + "0102030405060708090a0b0c" + "11000000" + "11701388" + "00000000000000000000ffff00000000";

    private static final String PCP_RESPONSE = "0281000000000e10" + "0000002a000000000000000000000000"
            + "0102030405060708090a0b0c" + "11000000" + "11701389" + "00000000000000000000ffffcb007109";

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @Test
    void shouldWritePcpToTheByte() {
        assertEquals(PCP_REQUEST, HexFormat.of().formatHex(PcpMessage.request(WISH, CLIENT, NONCE)));
        byte[] end = PcpMessage.request(WISH.end(), CLIENT, NONCE);
        assertEquals("00000000", HexFormat.of().formatHex(end, 4, 8));
        assertEquals("11700000", HexFormat.of().formatHex(end, 40, 44));
        byte[] v6 = PcpMessage.request(WISH, InetAddress.ofLiteral("2001:db8::5"), NONCE);
        assertEquals("20010db8000000000000000000000005", HexFormat.of().formatHex(v6, 8, 24));
    }

    @Test
    void shouldReadAPcpResponse() {
        assertEquals(
                new PcpMessage.Response(0, 3600, 42, EXTERNAL, 5001),
                PcpMessage.response(bytes(PCP_RESPONSE), 60, WISH, NONCE));
    }

    /// Only the wish's own answer counts: nonce, protocol, port and operation must be its.
    @Test
    void shouldReadNobodyElsesPcpResponse() {
        byte[] other = NONCE.clone();
        other[11]++;
        assertNull(PcpMessage.response(bytes(PCP_RESPONSE), 60, WISH, other));
        assertNull(PcpMessage.response(bytes(PCP_RESPONSE), 59, WISH, NONCE));
        assertNull(PcpMessage.response(bytes(PCP_REQUEST), 60, WISH, NONCE));
        assertNull(PcpMessage.response(bytes(PCP_RESPONSE), 60, new Wish(Protocol.TCP, 4464, 0, 1), NONCE));
        assertNull(PcpMessage.response(bytes(PCP_RESPONSE), 60, new Wish(Protocol.UDP, 4465, 0, 1), NONCE));
    }

    @Test
    void shouldNoticeARouterThatSpeaksNatPmp() {
        byte[] refusal = {0, (byte) 0x81, 0, 1, 0, 0, 0, 9};
        assertTrue(PcpMessage.isOtherVersion(refusal, 8));
        assertFalse(PcpMessage.isOtherVersion(refusal, 3));
        assertFalse(PcpMessage.isOtherVersion(bytes(PCP_RESPONSE), 60));
    }

    @Test
    void shouldWriteNatPmpToTheByte() {
        assertEquals("0000", HexFormat.of().formatHex(NatPmpMessage.addressRequest()));
        assertEquals("000100001170138800001c20", HexFormat.of().formatHex(NatPmpMessage.mappingRequest(WISH)));
        Wish tcp = new Wish(Protocol.TCP, 4464, 5000, 0);
        assertEquals("000200001170000000000000", HexFormat.of().formatHex(NatPmpMessage.mappingRequest(tcp)));
    }

    @Test
    void shouldReadNatPmpResponses() {
        assertEquals(
                new NatPmpMessage.Address(0, 42, EXTERNAL),
                NatPmpMessage.address(bytes("008000000000002acb007109"), 12));
        assertEquals(new NatPmpMessage.Address(3, 42, null), NatPmpMessage.address(bytes("008000030000002a"), 8));
        assertEquals(new NatPmpMessage.Address(1, 0, null), NatPmpMessage.address(bytes("0280000100000000"), 8));
        byte[] mapping = bytes("008100000000002a1170138900000e10");
        assertEquals(new NatPmpMessage.Mapping(0, 42, 5001, 3600), NatPmpMessage.mapping(mapping, 16, WISH));
        assertNull(NatPmpMessage.mapping(mapping, 16, new Wish(Protocol.TCP, 4464, 0, 1)));
        assertNull(NatPmpMessage.mapping(mapping, 16, new Wish(Protocol.UDP, 4465, 0, 1)));
        assertNull(NatPmpMessage.mapping(mapping, 15, WISH));
        assertEquals(new NatPmpMessage.Mapping(2, 42, 0, 0), NatPmpMessage.mapping(bytes("008100020000002a"), 8, WISH));
    }

    @Test
    void shouldSurviveMutation() {
        Random random = new Random(11);
        byte[][] seeds = {
            bytes(PCP_RESPONSE), bytes("008000000000002acb007109"), bytes("008100000000002a1170138900000e10")
        };
        int numRead = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] datagram = Arrays.copyOf(seeds[random.nextInt(3)], 1_100);
            int numBytes = random.nextInt(70);
            for (int n = random.nextInt(3); n > 0; n--) {
                datagram[random.nextInt(60)] = (byte) random.nextInt();
            }
            PcpMessage.isOtherVersion(datagram, numBytes);
            PcpMessage.Response response = PcpMessage.response(datagram, numBytes, WISH, NONCE);
            if (response != null) {
                numRead++;
                assertTrue(response.lifetimeS() >= 0 && response.epochS() >= 0);
                assertTrue(response.externalPort() >= 0 && response.externalPort() < 65536);
                assertNotNull(response.externalAddress());
            }
            NatPmpMessage.Mapping mapping = NatPmpMessage.mapping(datagram, numBytes, WISH);
            NatPmpMessage.Address address = NatPmpMessage.address(datagram, numBytes);
            numRead += mapping != null || address != null ? 1 : 0;
            assertTrue(mapping == null || mapping.lifetimeS() >= 0);
            assertTrue(address == null || address.result() != 0 || address.address() != null);
        }
        assertTrue(numRead > 10_000, "some were whole: " + numRead);
    }
}
