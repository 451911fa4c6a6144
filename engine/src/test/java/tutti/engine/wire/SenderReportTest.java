package tutti.engine.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tutti.nat.link.MediaLink;

class SenderReportTest {
    private static final ReportBlock BLOCK =
            new ReportBlock(0xCAFEBABE, 0x40, -2, 0x0001FFFF, 17, 0x11223344, 0x00010000);
    private static final SenderReport REPORT =
            new SenderReport(0xDEADBEEF, 1_500_000_000L, 0x01020304, 5, 6, List.of(BLOCK));
    private static final String LAYOUT = "81 C8 000C DEADBEEF 00000001 80000000 01020304 00000005 00000006"
            + " CAFEBABE 40 FFFFFE 0001FFFF 00000011 11223344 00010000";

    private static final StreamHealth HEALTH =
            new StreamHealth(0xCAFEBABE, 0x4000, 0x2000, 5, 7, 40, 0x1000, 512, 0x6670809091A0B0FFL);
    private static final SenderReport WITH_HEALTH =
            new SenderReport(0xDEADBEEF, 1_500_000_000L, 0x01020304, 5, 6, List.of(BLOCK), List.of(HEALTH));
    private static final String HEALTH_LAYOUT =
            "54 74 01 01 CAFEBABE 4000 2000 05 07 0028 1000 0200 66 70 80 90 91 A0 B0 FF";

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
    void shouldLayOutHealthBehindTheBlocks() {
        int length = WITH_HEALTH.encode(buffer);

        assertEquals(80, length);
        assertArrayEquals(bytes(LAYOUT.replace("81 C8 000C", "81 C8 0013") + HEALTH_LAYOUT), Arrays.copyOf(buffer, 80));
        assertEquals(Optional.of(WITH_HEALTH), SenderReport.decode(buffer, 0, length));
    }

    @Test
    void shouldTellHealthInNaturalUnits() {
        assertEquals(0.25, HEALTH.fastLoss());
        assertEquals(0.125, HEALTH.slowLoss());
        assertEquals(1.75, HEALTH.allowancePackets());
        assertEquals(2.5, HEALTH.meanBurstPackets());
        assertEquals(0.0625, HEALTH.concealed());
        assertEquals(7_812_500, HEALTH.queueNs());
        assertEquals(0, HEALTH.repairedShare(0));
        assertEquals(0.4, HEALTH.repairedShare(1));
        assertEquals(1, HEALTH.repairedShare(8));
    }

    @Test
    void shouldCutOffWhatDoesNotFit() {
        StreamHealth most = new StreamHealth(1, 65_536, -1, 256, 256, 65_536, 65_536, 65_536, 0);

        assertEquals(new StreamHealth(1, 65_535, 0, 255, 255, 65_535, 65_535, 65_535, 0), most);
        assertEquals(65_536, StreamHealth.units(7));
        assertEquals(0, StreamHealth.units(Double.NaN));
        assertEquals(32_768, StreamHealth.units(0.5));
    }

    @Test
    void shouldPassOverAnExtensionThatIsNotOurs() {
        SenderReport plain = REPORT;
        int length = WITH_HEALTH.encode(buffer);
        byte[] otherName = Arrays.copyOf(buffer, length);
        otherName[52] = 'U';
        byte[] otherVersion = Arrays.copyOf(buffer, length);
        otherVersion[54] = 2;
        byte[] moreThanThereAre = Arrays.copyOf(buffer, length);
        moreThanThereAre[55] = 2;
        byte[] moreThanThereMayBe = Arrays.copyOf(buffer, length);
        moreThanThereMayBe[55] = (byte) 255;

        for (byte[] other : List.of(otherName, otherVersion, moreThanThereAre, moreThanThereMayBe)) {
            assertEquals(Optional.of(plain), SenderReport.decode(other, 0, length));
        }
    }

    @Test
    void shouldFitIntoAPacketWithItsTag() {
        SenderReport full = new SenderReport(
                1,
                0,
                0,
                0,
                0,
                Collections.nCopies(SenderReport.MAX_BLOCKS, BLOCK),
                Collections.nCopies(SenderReport.MAX_BLOCKS, HEALTH));
        int length = full.encode(buffer);

        assertEquals(23, SenderReport.MAX_BLOCKS);
        assertEquals(28 + 23 * 24 + 4 + 23 * 24, length);
        assertTrue(length + MediaLink.TRAILER_BYTES <= 1200);
        assertEquals(Optional.of(full), SenderReport.decode(buffer, 0, length));
        assertTrue(SenderReport.MAX_BLOCKS >= EngineDescription.MAX_TRACKS);
        List<ReportBlock> tooMany = Collections.nCopies(24, BLOCK);
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
