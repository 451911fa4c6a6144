package tutti.engine.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SenderReportTest {
    private static final ReportBlock BLOCK =
            new ReportBlock(0xCAFEBABE, 0x40, -2, 0x0001FFFF, 17, 0x11223344, 0x00010000);
    private static final SenderReport REPORT =
            new SenderReport(0xDEADBEEF, 1_500_000_000L, 0x01020304, 5, 6, List.of(BLOCK));
    private static final String LAYOUT = "81 C8 000C DEADBEEF 00000001 80000000 01020304 00000005 00000006"
            + " CAFEBABE 40 FFFFFE 0001FFFF 00000011 11223344 00010000";

    private final byte[] buffer = new byte[1200];

    @Test
    void shouldLayItselfOutByRfc3550() {
        int length = REPORT.encode(buffer);

        assertEquals(52, length);
        assertArrayEquals(bytes(LAYOUT), Arrays.copyOf(buffer, length));
    }

    @Test
    void shouldReadWhatItWrote() {
        byte[] padded = new byte[100];
        System.arraycopy(bytes(LAYOUT), 0, padded, 9, 52);

        assertEquals(Optional.of(REPORT), SenderReport.decode(padded, 9, 52));
    }

    @Test
    void shouldReadTheFirstPacketOfACompound() {
        byte[] compound = bytes(LAYOUT + "81 CA 0002 DEADBEEF 01 00 0000");

        assertEquals(Optional.of(REPORT), SenderReport.decode(compound, 0, compound.length));
    }

    @Test
    void shouldHoldAsManyBlocksAsFiveBitsCount() {
        SenderReport full = new SenderReport(1, 0, 0, 0, 0, Collections.nCopies(SenderReport.MAX_BLOCKS, BLOCK));
        int length = full.encode(buffer);

        assertEquals(28 + 31 * 24, length);
        assertEquals(Optional.of(full), SenderReport.decode(buffer, 0, length));
        List<ReportBlock> tooMany = Collections.nCopies(32, BLOCK);
        assertThrows(IllegalArgumentException.class, () -> new SenderReport(1, 0, 0, 0, 0, tooMany));
    }

    @Test
    void shouldRefuseEveryTruncation() {
        byte[] whole = bytes(LAYOUT);
        for (int length = 0; length < whole.length; length++) {
            assertEquals(Optional.empty(), SenderReport.decode(Arrays.copyOf(whole, length), 0, length));
        }
    }

    @Test
    void shouldRefuseOtherTypesVersionsAndLengths() {
        byte[] receiverReport = bytes(LAYOUT);
        receiverReport[1] = (byte) 201;
        byte[] version = bytes(LAYOUT);
        version[0] = 0x41;
        byte[] moreBlocksThanLength = bytes(LAYOUT);
        moreBlocksThanLength[0] = (byte) 0x82;
        byte[] longerThanPacket = bytes(LAYOUT);
        longerThanPacket[3] = 13;

        for (byte[] wrong : List.of(receiverReport, version, moreBlocksThanLength, longerThanPacket)) {
            assertEquals(Optional.empty(), SenderReport.decode(wrong, 0, wrong.length));
        }
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
