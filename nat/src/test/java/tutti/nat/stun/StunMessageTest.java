package tutti.nat.stun;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.BufferOverflowException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StunMessageTest {
    private static final TransactionId ID = new TransactionId(1, 2);
    private static final byte[] KEY = {1, 2, 3};

    private static StunWriter writer() {
        return new StunWriter(StunMessage.Kind.REQUEST, StunMessage.BINDING, ID);
    }

    private static StunMessage read(byte[] bytes) {
        StunMessage message = StunMessage.parse(bytes, bytes.length);
        assertNotNull(message);
        return message;
    }

    @Test
    void shouldKeepKindAndMethodApart() {
        for (StunMessage.Kind kind : StunMessage.Kind.values()) {
            for (int method = 0; method <= 0xFFF; method++) {
                StunMessage message = read(new StunWriter(kind, method, ID).toBytes());
                assertEquals(kind, message.kind());
                assertEquals(method, message.method());
            }
        }
        // As RFC 8489, section 5, and RFC 8656, section 17, write them.
        assertEquals(0x0101, StunMessage.type(StunMessage.Kind.SUCCESS, StunMessage.BINDING));
        assertEquals(0x0113, StunMessage.type(StunMessage.Kind.ERROR, StunMessage.ALLOCATE));
    }

    @Test
    void shouldReadAttributesOfAnyLength() {
        for (int length = 0; length < 40; length++) {
            byte[] value = new byte[length];
            Arrays.fill(value, (byte) 7);
            byte[] bytes = writer().attribute(StunAttribute.NONCE, value)
                    .attribute(StunAttribute.LIFETIME, 600)
                    .toBytes();
            assertEquals(0, bytes.length % 4);
            StunMessage message = read(bytes);
            assertArrayEquals(value, message.attribute(StunAttribute.NONCE).orElseThrow());
            assertArrayEquals(
                    new byte[] {0, 0, 2, 88},
                    message.attribute(StunAttribute.LIFETIME).orElseThrow());
            assertTrue(message.attribute(StunAttribute.REALM).isEmpty());
        }
    }

    @Test
    void shouldPadToTheByte() {
        for (int numBytes = 0; numBytes <= 1500; numBytes += 4) {
            byte[] bytes = writer().padTo(numBytes).fingerprint().toBytes();
            assertEquals(numBytes < 32 ? 28 : numBytes, bytes.length);
            read(bytes);
        }
        assertThrows(BufferOverflowException.class, () -> writer().padTo(1504).fingerprint());
    }

    @Test
    void shouldReadWhyNot() {
        byte[] reason = "\0\0\4\1Who are\tyou?".getBytes(StandardCharsets.US_ASCII);
        StunMessage message =
                read(writer().attribute(StunAttribute.ERROR_CODE, reason).toBytes());
        assertEquals(
                new StunMessage.Failure(401, "Who are?you?"), message.failure().orElseThrow());
        for (byte[] bad : new byte[][] {{0, 0, 4}, {0, 0, 2, 0}, {0, 0, 7, 0}, {0, 0, 4, 100}, {}}) {
            assertTrue(read(writer().attribute(StunAttribute.ERROR_CODE, bad).toBytes())
                    .failure()
                    .isEmpty());
        }
        byte[] endless = new byte[1000];
        endless[2] = 5;
        StunMessage long1 =
                read(writer().attribute(StunAttribute.ERROR_CODE, endless).toBytes());
        assertEquals(127, long1.failure().orElseThrow().reason().length());
    }

    @Test
    void shouldReadAddressesOfTheRightShapeAlone() {
        InetSocketAddress address = new InetSocketAddress("192.0.2.7", 4711);
        StunMessage plain =
                read(writer().attribute(StunAttribute.MAPPED_ADDRESS, new byte[] {0, 1, 18, 103, (byte) 192, 0, 2, 7})
                        .toBytes());
        assertEquals(address, plain.address(StunAttribute.MAPPED_ADDRESS).orElseThrow());
        for (int length = 0; length < 30; length++) {
            for (byte family = 0; family < 4; family++) {
                byte[] value = new byte[length];
                if (length > 1) {
                    value[1] = family;
                }
                boolean fits = (family == 1 && length == 8) || (family == 2 && length == 20);
                StunMessage message = read(writer().attribute(StunAttribute.XOR_MAPPED_ADDRESS, value)
                        .toBytes());
                assertEquals(
                        fits, message.address(StunAttribute.XOR_MAPPED_ADDRESS).isPresent());
            }
        }
    }

    @Test
    void shouldNotBelieveWhatStandsBehindTheIntegrity() {
        StunMessage message = read(writer().attribute(StunAttribute.LIFETIME, 1)
                .integrity(KEY)
                .attribute(StunAttribute.NONCE, new byte[4])
                .fingerprint()
                .toBytes());
        assertTrue(message.attribute(StunAttribute.NONCE).isEmpty());
        assertTrue(message.attribute(StunAttribute.FINGERPRINT).isPresent());
        assertTrue(message.isAuthentic(KEY));
        assertFalse(message.isAuthentic(new byte[] {1, 2, 4}));
        assertFalse(read(writer().toBytes()).isAuthentic(KEY));
        assertFalse(read(writer().attribute(StunAttribute.MESSAGE_INTEGRITY, new byte[19])
                        .toBytes())
                .isAuthentic(KEY));
    }

    @Test
    void shouldRefuseAFingerprintThatIsNotTheLast() {
        byte[] bytes =
                writer().fingerprint().attribute(StunAttribute.LIFETIME, 1).toBytes();
        assertNull(StunMessage.parse(bytes, bytes.length));
    }

    @Test
    void shouldRefuseEveryTruncation() {
        byte[] whole = writer().attribute(StunAttribute.NONCE, new byte[30]).toBytes();
        for (int numBytes = 0; numBytes < whole.length; numBytes++) {
            assertNull(StunMessage.parse(whole, numBytes), "cut to " + numBytes);
            if (numBytes >= 20) {
                byte[] cut = Arrays.copyOf(whole, numBytes);
                cut[2] = (byte) ((numBytes - 20) >> 8);
                cut[3] = (byte) (numBytes - 20);
                boolean hasAttribute = numBytes > 20;
                assertEquals(hasAttribute, StunMessage.parse(cut, numBytes) == null, "made to fit " + numBytes);
            }
        }
    }

    /// Whatever comes, reading answers and never throws, and so does everything that can be asked of what was read.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldSurviveMutation(long seed) {
        Random random = new Random(seed);
        byte[] whole = writer().attribute(StunAttribute.XOR_MAPPED_ADDRESS, new byte[8])
                .attribute(StunAttribute.ERROR_CODE, new byte[9])
                .attribute(StunAttribute.REALM, new byte[5])
                .integrity(KEY)
                .toBytes();
        int numRead = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = Arrays.copyOf(whole, random.nextInt(4) == 0 ? random.nextInt(64) : whole.length);
            for (int n = 1 + random.nextInt(5); n > 0 && bytes.length > 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            StunMessage message = StunMessage.parse(bytes, bytes.length);
            if (message != null) {
                numRead++;
                assertTrue(message.method() >= 0 && message.method() <= 0xFFF);
                for (int type : new int[] {1, 6, 8, 9, 0x16, 0x20, 0x8028, random.nextInt(0x10000)}) {
                    assertTrue(
                            message.attribute(type).map(value -> value.length).orElse(0) <= bytes.length);
                    assertTrue(message.text(type, 10).map(String::length).orElse(0) <= 10);
                    assertNotNull(message.address(type));
                }
                assertNotNull(message.failure());
                assertNotNull(message.toString());
                message.isAuthentic(KEY);
            }
        }
        assertTrue(numRead > 5_000, "some were whole: " + numRead);
    }
}
