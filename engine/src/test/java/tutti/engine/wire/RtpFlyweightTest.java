package tutti.engine.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RtpFlyweightTest {
    private static final String FIXED = "8061 1234 89ABCDEF DEADBEEF".replace(" ", "");

    private final RtpFlyweight rtp = new RtpFlyweight();

    @Test
    void shouldLayTheHeaderOutByRfc3550And8285() {
        byte[] packet = new byte[RtpFlyweight.HEADER_BYTES];
        Arrays.fill(packet, (byte) 0x55);
        RtpFlyweight.writeHeader(packet, 97, 0x1FFFE, 0x89ABCDEF, 0xDEADBEEF, 0x0102030405060708L);

        assertArrayEquals(bytes("9061 FFFE 89ABCDEF DEADBEEF BEDE 0003 17 0102030405060708 000000"), packet);
    }

    @Test
    void shouldReadWhatItWrote() {
        byte[] packet = new byte[RtpFlyweight.HEADER_BYTES + 6];
        RtpFlyweight.writeHeader(packet, 98, 65_535, -1, 0x80000001, -5);

        assertTrue(rtp.wrap(packet, 0, packet.length));
        assertEquals(98, rtp.payloadType());
        assertEquals(65_535, rtp.sequence());
        assertEquals(-1, rtp.timestamp());
        assertEquals(0x80000001, rtp.ssrc());
        assertTrue(rtp.hasCaptureTime());
        assertEquals(-5, rtp.captureTimeNs());
        assertEquals(RtpFlyweight.HEADER_BYTES, rtp.payloadOffsetBytes());
        assertEquals(6, rtp.payloadBytes());
    }

    @Test
    void shouldReadABareHeaderAnywhereInABuffer() {
        byte[] packet = bytes("FFFFFF" + FIXED + "AABBCC" + "FFFF");

        assertTrue(rtp.wrap(packet, 3, 15));
        assertEquals(97, rtp.payloadType());
        assertEquals(0x1234, rtp.sequence());
        assertEquals(0x89ABCDEF, rtp.timestamp());
        assertEquals(0xDEADBEEF, rtp.ssrc());
        assertFalse(rtp.hasCaptureTime());
        assertEquals(15, rtp.payloadOffsetBytes());
        assertEquals(3, rtp.payloadBytes());
    }

    @Test
    void shouldLeaveTheMarkerOutOfThePayloadType() {
        byte[] packet = bytes(FIXED + "AA");
        packet[1] |= (byte) 0x80;

        assertTrue(rtp.wrap(packet, 0, packet.length));
        assertEquals(97, rtp.payloadType());
    }

    @Test
    void shouldSkipContributingSources() {
        byte[] packet = bytes(FIXED + "11111111 22222222 33333333" + "AABB");
        packet[0] = (byte) 0x83;

        assertTrue(rtp.wrap(packet, 0, packet.length));
        assertEquals(24, rtp.payloadOffsetBytes());
        assertEquals(2, rtp.payloadBytes());
        assertFalse(rtp.wrap(packet, 0, 24), "no payload behind the sources");
        assertFalse(rtp.wrap(packet, 0, 20), "sources cut off");
    }

    @Test
    void shouldFindTheCaptureTimeBetweenOtherElements() {
        // id 5 of 2 bytes, padding, id 1 of 8 bytes, id 2 of 1 byte, padding: 20 bytes.
        String elements = "51 AAAA 00 17 0102030405060708 20 BB 00000000 00";
        byte[] packet = bytes(FIXED + "BEDE 0005" + elements + "AA");
        packet[0] = (byte) 0x90;

        assertTrue(rtp.wrap(packet, 0, packet.length));
        assertTrue(rtp.hasCaptureTime());
        assertEquals(0x0102030405060708L, rtp.captureTimeNs());
        assertEquals(36, rtp.payloadOffsetBytes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEDE 0000", // nothing in it
                "BEDE 0003 13 01020304 00000000000000", // id 1 of another length
                "BEDE 0003 F7 0102030405060708 000000", // id 15: stop
                "BEDE 0003 00 00 00 00 17 01020304050607", // reaches beyond its extension
                "1000 0003 17 0102030405060708 000000", // two-byte form
                "BEDE 0003 27 0102030405060708 000000" // another id
            })
    void shouldPassOverExtensionsWithoutACaptureTime(String extension) {
        byte[] packet = bytes(FIXED + extension + "AA");
        packet[0] = (byte) 0x90;

        assertTrue(rtp.wrap(packet, 0, packet.length));
        assertFalse(rtp.hasCaptureTime());
        assertEquals(1, rtp.payloadBytes());
    }

    @Test
    void shouldForgetTheCaptureTimeOfThePacketBefore() {
        byte[] with = new byte[RtpFlyweight.HEADER_BYTES + 1];
        RtpFlyweight.writeHeader(with, 97, 0, 0, 0, 7);
        byte[] without = bytes(FIXED + "AA");

        assertTrue(rtp.wrap(with, 0, with.length));
        assertTrue(rtp.wrap(without, 0, without.length));
        assertFalse(rtp.hasCaptureTime());
    }

    @Test
    void shouldRefuseAnExtensionThatLeadsOutside() {
        byte[] packet = bytes(FIXED + "BEDE FFFF 17 0102030405060708 000000 AA");
        packet[0] = (byte) 0x90;

        assertFalse(rtp.wrap(packet, 0, packet.length));
    }

    @Test
    void shouldTakePaddingOff() {
        byte[] packet = bytes(FIXED + "AABBCC 000003");
        packet[0] = (byte) 0xA0;

        assertTrue(rtp.wrap(packet, 0, packet.length));
        assertEquals(3, rtp.payloadBytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 6, 7, 255})
    void shouldRefusePaddingThatCannotBe(int padding) {
        byte[] packet = bytes(FIXED + "AABBCC 000003");
        packet[0] = (byte) 0xA0;
        packet[packet.length - 1] = (byte) padding;

        assertFalse(rtp.wrap(packet, 0, packet.length));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x40, 0xC0})
    void shouldRefuseOtherVersions(int firstByte) {
        byte[] packet = bytes(FIXED + "AA");
        packet[0] = (byte) firstByte;

        assertFalse(rtp.wrap(packet, 0, packet.length));
    }

    /// Whatever is cut off: what remains is either refused or has its payload within what there is.
    @Test
    void shouldSurviveEveryTruncation() {
        byte[] whole = bytes(FIXED + "11111111" + "BEDE 0003 17 0102030405060708 000000" + "AABBCCDD");
        whole[0] = (byte) 0x91;
        int headerBytes = whole.length - 4;
        for (int length = 0; length <= whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            boolean valid = rtp.wrap(cut, 0, length);

            assertEquals(length > headerBytes, valid, "length " + length);
            if (valid) {
                assertEquals(length - headerBytes, rtp.payloadBytes());
            }
        }
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
