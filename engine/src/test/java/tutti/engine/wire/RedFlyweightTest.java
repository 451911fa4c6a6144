package tutti.engine.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bytes written out by hand from RFC 2198 section 3.
class RedFlyweightTest {
    private final RedFlyweight red = new RedFlyweight();

    /// The example of RFC 2198 section 4 in miniature: a primary DVI4 (5) with an LPC (7) copy.
    @Test
    void shouldWriteTheHeadersOfRfc2198() {
        byte[] buffer = new byte[10];
        int at = RedFlyweight.writeCopyHeader(buffer, 1, 7, 320, 84);
        at = RedFlyweight.writePrimaryHeader(buffer, at, 5);

        assertEquals(6, at);
        // 1 0000111 | 00 0001 0100 0000 | 00 0101 0100; then 0 0000101.
        assertEquals("00" + "87" + "050054" + "05" + "00000000", HexFormat.of().formatHex(buffer));
    }

    @Test
    void shouldWriteTheLargestNumbers() {
        byte[] buffer = new byte[4];
        RedFlyweight.writeCopyHeader(buffer, 0, 127, RedFlyweight.MAX_OFFSET_FRAMES, RedFlyweight.MAX_COPY_BYTES);

        assertEquals("ffffffff", HexFormat.of().formatHex(buffer));
    }

    @Test
    void shouldReadTwoCopiesAndThePrimaryPayload() {
        // L24 (97) 128 frames before, 2 bytes; L16 (96) 64 frames before, 3 bytes; L24 with the rest.
        assertTrue(wrap("e1" + "020002" + "e0" + "010003" + "61" + "aaab" + "bbbcbd" + "cccdcecf"));

        assertEquals(2, red.numCopies());
        assertBlock(0, 97, 128, 9 + 5, 2);
        assertBlock(1, 96, 64, 11 + 5, 3);
        assertBlock(2, 97, 0, 14 + 5, 4);
    }

    @Test
    void shouldReadOneCopyAndNone() {
        assertTrue(wrap("e1" + "010001" + "61" + "aa" + "bb"));
        assertEquals(1, red.numCopies());
        assertBlock(0, 97, 64, 5 + 5, 1);
        assertBlock(1, 97, 0, 6 + 5, 1);

        assertTrue(wrap("61" + "bbbc"));
        assertEquals(0, red.numCopies());
        assertBlock(0, 97, 0, 1 + 5, 2);
    }

    @Test
    void shouldTakeAnEmptyCopyForWhatItIs() {
        assertTrue(wrap("e1" + "010000" + "61" + "bb"));

        assertBlock(0, 97, 64, 5 + 5, 0);
        assertBlock(1, 97, 0, 5 + 5, 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "61",
                "e1",
                "e10100",
                "e1010001",
                "e101000161",
                "e101000161aa",
                "e1ffffff61aabb",
                "e1020002" + "e0010003" + "61" + "aaab" + "bbbcbd",
                "e1030001" + "e1020001" + "e1010001" + "61" + "aabbccdd"
            })
    void shouldRefuseWhatLeadsOutsideOrHasNoPrimaryPayload(String hex) {
        assertFalse(wrap(hex));
    }

    private void assertBlock(int block, int payloadType, int offsetFrames, int offsetBytes, int numBytes) {
        assertEquals(payloadType, red.payloadType(block));
        assertEquals(offsetFrames, red.offsetFrames(block));
        assertEquals(offsetBytes, red.blockOffsetBytes(block));
        assertEquals(numBytes, red.blockBytes(block));
    }

    /// Five bytes before it and bytes behind it that are not its own.
    private boolean wrap(String hex) {
        byte[] payload = HexFormat.of().parseHex("ffffffffff" + hex + "ffffffff");
        return red.wrap(payload, 5, hex.length() / 2);
    }
}
