package tutti.nat.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SrtpTest {
    private static final int SSRC = 42;
    private static final int PLAIN_BYTES = 112;

    private final SrtpSender client = new SrtpSender(keys(1), true);
    private final SrtpReceiver server = new SrtpReceiver(keys(1), false);

    private static SrtpKeys keys(long seed) {
        byte[] material = new byte[SrtpKeys.MATERIAL_BYTES];
        new Random(seed).nextBytes(material);
        return SrtpKeys.ofMaterial(material);
    }

    private static byte[] rtp(int ssrc, int number) {
        byte[] packet = new byte[PLAIN_BYTES + 20];
        ByteBuffer.wrap(packet)
                .put((byte) 0x80)
                .put((byte) 96)
                .putShort((short) number)
                .putInt(number * 64)
                .putInt(ssrc);
        Arrays.fill(packet, 12, PLAIN_BYTES, (byte) number);
        return packet;
    }

    private byte[] protectedRtp(int number) {
        byte[] packet = rtp(SSRC, number);
        return Arrays.copyOf(packet, client.protectRtp(packet, 0, PLAIN_BYTES));
    }

    private byte[] protectedRtcp() {
        byte[] packet = new byte[48];
        ByteBuffer.wrap(packet)
                .put((byte) 0x80)
                .put((byte) 200)
                .putShort((short) 6)
                .putInt(9);
        return Arrays.copyOf(packet, client.protectRtcp(packet, 0, 28));
    }

    @BeforeEach
    void accept() {
        assertTrue(server.accept(SSRC));
    }

    @Test
    void shouldRestoreWhatWasProtected() {
        byte[] packet = protectedRtp(7);
        assertEquals(PLAIN_BYTES + 16, packet.length);
        assertEquals(PLAIN_BYTES, server.unprotectRtp(packet, packet.length));
        assertArrayEquals(Arrays.copyOf(rtp(SSRC, 7), PLAIN_BYTES), Arrays.copyOf(packet, PLAIN_BYTES));
        byte[] rtcp = protectedRtcp();
        assertEquals(48, rtcp.length);
        assertEquals(28, server.unprotectRtcp(rtcp, rtcp.length));
    }

    @Test
    void shouldHideThePayload() {
        byte[] packet = protectedRtp(7);
        assertFalse(Arrays.equals(
                Arrays.copyOfRange(packet, 12, PLAIN_BYTES), Arrays.copyOfRange(rtp(SSRC, 7), 12, PLAIN_BYTES)));
    }

    @Test
    void shouldNoticeAnyChangedBit() {
        for (int bit = 0; bit < 8 * (PLAIN_BYTES + 16); bit++) {
            byte[] packet = protectedRtp(bit);
            byte[] changed = packet.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            int answer = server.unprotectRtp(changed, changed.length);
            assertTrue(answer < 0, "bit " + bit + " gave " + answer);
            assertEquals(PLAIN_BYTES, server.unprotectRtp(packet, packet.length), "the true one after bit " + bit);
        }
        int rtcpBits = 8 * protectedRtcp().length;
        for (int bit = 0; bit < rtcpBits; bit++) {
            byte[] packet = protectedRtcp();
            byte[] changed = packet.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertTrue(server.unprotectRtcp(changed, changed.length) < 0, "RTCP bit " + bit);
            assertEquals(28, server.unprotectRtcp(packet, packet.length));
        }
    }

    @Test
    void shouldTakeEachPacketOnceAndOnlyWithinTheWindow() {
        byte[] first = protectedRtp(0);
        byte[] late = protectedRtp(1);
        byte[] again = late.clone();
        for (int i = 2; i <= 64; i++) {
            byte[] packet = protectedRtp(i);
            assertEquals(PLAIN_BYTES, server.unprotectRtp(packet, packet.length));
        }
        assertEquals(SrtpReceiver.REPLAYED, server.unprotectRtp(first, first.length), "64 late");
        assertEquals(PLAIN_BYTES, server.unprotectRtp(late, late.length), "63 late");
        assertEquals(SrtpReceiver.REPLAYED, server.unprotectRtp(again, again.length));
        byte[] rtcp = protectedRtcp();
        byte[] rtcpAgain = rtcp.clone();
        assertEquals(28, server.unprotectRtcp(rtcp, rtcp.length));
        assertEquals(SrtpReceiver.REPLAYED, server.unprotectRtcp(rtcpAgain, rtcpAgain.length));
    }

    @Test
    void shouldGoOnWhereTheSequenceNumberWraps() {
        for (int i = 65_000; i < 66_000; i++) {
            byte[] packet = protectedRtp(i);
            assertEquals(PLAIN_BYTES, server.unprotectRtp(packet, packet.length), "packet " + i);
        }
    }

    @Test
    void shouldNotSendASequenceNumberTwice() {
        byte[] packet = rtp(SSRC, 3);
        assertEquals(PLAIN_BYTES + 16, client.protectRtp(packet, 0, PLAIN_BYTES));
        assertEquals(-1, client.protectRtp(rtp(SSRC, 3), 0, PLAIN_BYTES));
    }

    @Test
    void shouldKeepDirectionsAndKeysApart() {
        byte[] packet = protectedRtp(1);
        SrtpReceiver stranger = new SrtpReceiver(keys(2), false);
        stranger.accept(SSRC);
        assertEquals(SrtpReceiver.BAD_TAG, stranger.unprotectRtp(packet.clone(), packet.length));
        SrtpReceiver mirror = new SrtpReceiver(keys(1), true);
        mirror.accept(SSRC);
        assertEquals(SrtpReceiver.BAD_TAG, mirror.unprotectRtp(packet.clone(), packet.length));
    }

    @Test
    void shouldRefuseToSendWithoutRoomForTheTrailer() {
        assertEquals(-1, client.protectRtp(rtp(SSRC, 1), 0, PLAIN_BYTES + 5));
        byte[] rtcp = new byte[27];
        rtcp[0] = (byte) 0x80;
        rtcp[1] = (byte) 201;
        assertEquals(-1, client.protectRtcp(rtcp, 0, 8));
        assertEquals(-1, client.protectRtp(new byte[100], 0, 50), "that is no RTP");
    }

    @Test
    void shouldBoundStreams() {
        for (int i = 1; i < SrtpReceiver.MAX_STREAMS; i++) {
            assertTrue(server.accept(1000 + i));
        }
        assertFalse(server.accept(1));
        assertTrue(server.accept(SSRC), "known ones may come back");
        for (int i = 0; i < SrtpSender.MAX_STREAMS; i++) {
            assertTrue(client.protectRtp(rtp(2000 + i, 0), 0, PLAIN_BYTES) > 0);
        }
        assertEquals(-1, client.protectRtp(rtp(1, 0), 0, PLAIN_BYTES));
    }

    /// RFC 9335 is not spoken here: its extension profiles are refused before any key is touched.
    @Test
    void shouldRefuseEncryptedHeaderExtensions() {
        byte[] packet = new byte[64];
        ByteBuffer.wrap(packet)
                .put((byte) 0x90)
                .put((byte) 96)
                .putShort((short) 1)
                .putInt(0)
                .putInt(SSRC)
                .putInt(0xC0DE0000);
        assertEquals(SrtpReceiver.MALFORMED, server.unprotectRtp(packet, packet.length));
        ByteBuffer.wrap(packet).putInt(12, 0xBEDE0000);
        assertEquals(SrtpReceiver.BAD_TAG, server.unprotectRtp(packet, packet.length));
        ByteBuffer.wrap(packet).putInt(12, 0xBEDEFFFF);
        assertEquals(SrtpReceiver.MALFORMED, server.unprotectRtp(packet, packet.length));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldSurviveRandomPackets(long seed) {
        Random random = new Random(seed);
        int numAnswers = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] packet = new byte[random.nextInt(200)];
            random.nextBytes(packet);
            if (packet.length > 12) {
                packet[0] = (byte) (0x80 | (packet[0] & 0x3F));
                ByteBuffer.wrap(packet).putInt(8, SSRC);
            }
            numAnswers += server.unprotectRtp(packet, packet.length) < 0 ? 1 : 0;
            numAnswers += server.unprotectRtcp(packet, packet.length) < 0 ? 1 : 0;
        }
        assertEquals(40_000, numAnswers);
        byte[] packet = protectedRtp(1);
        assertEquals(PLAIN_BYTES, server.unprotectRtp(packet, packet.length));
    }

    @Test
    void shouldSayWhoEncrypts() {
        SrtpCrypto.warmUp();
        assertTrue(SrtpCrypto.provider().matches("OpenSSL|SunJCE"));
    }

    @Test
    void shouldNotShowKeys() {
        assertEquals("(keys)", keys(1).toString());
        assertThrows(IllegalArgumentException.class, () -> SrtpKeys.ofMaterial(new byte[55]));
    }
}
