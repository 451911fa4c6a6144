package tutti.nat.stun;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The test vectors of RFC 5769 (https://www.rfc-editor.org/rfc/rfc5769), sections 2.1 to 2.4.
class StunVectorsTest {
    private static final String REQUEST = "000100582112a442b7e7a701bc34d686fa87dfae"
            + "802200105354554e207465737420636c69656e74"
            + "002400046e0001ff"
            + "80290008932ff9b151263b36"
            + "000600096576746a3a68367659202020"
            + "000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2"
            + "80280004e57a3bcf";
    private static final String RESPONSE_V4 = "0101003c2112a442b7e7a701bc34d686fa87dfae"
            + "8022000b7465737420766563746f7220"
            + "002000080001a147e112a643"
            + "000800142b91f599fd9e90c38c7489f92af9ba53f06be7d7"
            + "80280004c07d4c96";
    private static final String RESPONSE_V6 = "010100482112a442b7e7a701bc34d686fa87dfae"
            + "8022000b7465737420766563746f7220"
            + "002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9"
            + "00080014a382954e4be67bf11784c97c8292c275bfe3ed41"
            + "80280004c8fb0b4c";
    private static final String LONG_TERM_REQUEST = "000100602112a44278ad3433c6ad72c029da412e"
            + "00060012e3839ee38388e383aae38383e382afe382b90000"
            + "0015001c662f2f3439396b39353464364f4c33346f4c39465354767936347341"
            + "0014000b6578616d706c652e6f726700"
            + "00080014f67024656dd64a3e02b8e0712e85c9a28ca89666";

    private static final byte[] PASSWORD = "VOkJxbRl1RmTxUk/WvJxBt".getBytes(StandardCharsets.US_ASCII);
    private static final TransactionId ID = new TransactionId(0xb7e7a701, 0xbc34d686fa87dfaeL);

    private static StunMessage read(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        StunMessage message = StunMessage.parse(bytes, bytes.length);
        assertNotNull(message);
        return message;
    }

    @Test
    void shouldReadTheRequest() {
        StunMessage message = read(REQUEST);
        assertEquals(StunMessage.Kind.REQUEST, message.kind());
        assertEquals(StunMessage.BINDING, message.method());
        assertEquals(ID, message.transactionId());
        assertEquals(
                "STUN test client", message.text(StunAttribute.SOFTWARE, 100).orElseThrow());
        assertEquals("evtj:h6vY", message.text(StunAttribute.USERNAME, 100).orElseThrow());
        assertTrue(message.isAuthentic(PASSWORD));
    }

    @Test
    void shouldReadTheAddresses() {
        StunMessage v4 = read(RESPONSE_V4);
        assertEquals(StunMessage.Kind.SUCCESS, v4.kind());
        assertEquals(
                new InetSocketAddress("192.0.2.1", 32853),
                v4.address(StunAttribute.XOR_MAPPED_ADDRESS).orElseThrow());
        assertTrue(v4.isAuthentic(PASSWORD));
        StunMessage v6 = read(RESPONSE_V6);
        assertEquals(
                new InetSocketAddress("2001:db8:1234:5678:11:2233:4455:6677", 32853),
                v6.address(StunAttribute.XOR_MAPPED_ADDRESS).orElseThrow());
        assertTrue(v6.isAuthentic(PASSWORD));
    }

    @Test
    void shouldKnowLongTermCredentials() {
        StunMessage message = read(LONG_TERM_REQUEST);
        assertEquals("example.org", message.text(StunAttribute.REALM, 100).orElseThrow());
        String user = "\u30DE\u30C8\u30EA\u30C3\u30AF\u30B9";
        assertArrayEquals(
                user.getBytes(StandardCharsets.UTF_8),
                message.attribute(StunAttribute.USERNAME).orElseThrow());
        assertTrue(message.isAuthentic(StunIntegrity.longTermKey(user, "example.org", "TheMatrIX")));
        assertFalse(message.isAuthentic(StunIntegrity.longTermKey(user, "example.org", "TheMatrix")));
    }

    /// Padded with zeros where the RFC has blanks, so the codes over it are others and the rest is the same.
    @Test
    void shouldWriteTheRequestWithLongTermCredentialsToTheByte() {
        StunMessage read = read(LONG_TERM_REQUEST);
        StunWriter writer = new StunWriter(StunMessage.Kind.REQUEST, StunMessage.BINDING, read.transactionId());
        for (int type : new int[] {StunAttribute.USERNAME, StunAttribute.NONCE, StunAttribute.REALM}) {
            writer.attribute(type, read.attribute(type).orElseThrow());
        }
        byte[] key = StunIntegrity.longTermKey("\u30DE\u30C8\u30EA\u30C3\u30AF\u30B9", "example.org", "TheMatrIX");
        assertEquals(
                LONG_TERM_REQUEST,
                HexFormat.of().formatHex(writer.integrity(key).toBytes()));
    }

    @Test
    void shouldWriteAddressesToTheByte() {
        for (String response : new String[] {RESPONSE_V4, RESPONSE_V6}) {
            InetSocketAddress address =
                    read(response).address(StunAttribute.XOR_MAPPED_ADDRESS).orElseThrow();
            byte[] written = new StunWriter(StunMessage.Kind.SUCCESS, StunMessage.BINDING, ID)
                    .address(StunAttribute.XOR_MAPPED_ADDRESS, address)
                    .integrity(PASSWORD)
                    .fingerprint()
                    .toBytes();
            String attribute = HexFormat.of().formatHex(written, 20, written.length - 32);
            assertTrue(response.contains(attribute), attribute);
            StunMessage again = read(HexFormat.of().formatHex(written));
            assertTrue(again.isAuthentic(PASSWORD));
            assertEquals(
                    address, again.address(StunAttribute.XOR_MAPPED_ADDRESS).orElseThrow());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {REQUEST, RESPONSE_V4, RESPONSE_V6})
    void shouldNoticeEveryChangedBit(String vector) {
        byte[] bytes = HexFormat.of().parseHex(vector);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            StunMessage message = StunMessage.parse(bytes, bytes.length);
            // A changed length may swallow the fingerprint: then there is none, and nothing is vouched for.
            assertTrue(
                    message == null
                            || message.attribute(StunAttribute.FINGERPRINT).isEmpty(),
                    "bit " + bit);
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
    }

    @Test
    void shouldNoticeEveryChangedBitByItsKey() {
        byte[] key = StunIntegrity.longTermKey("\u30DE\u30C8\u30EA\u30C3\u30AF\u30B9", "example.org", "TheMatrIX");
        byte[] bytes = HexFormat.of().parseHex(LONG_TERM_REQUEST);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            StunMessage message = StunMessage.parse(bytes, bytes.length);
            assertTrue(message == null || !message.isAuthentic(key), "bit " + bit);
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
    }
}
