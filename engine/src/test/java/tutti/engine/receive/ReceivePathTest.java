package tutti.engine.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tutti.codecs.pcm.PcmCodec;
import tutti.engine.driver.DriverFormat;
import tutti.engine.os.WakeSignal;
import tutti.engine.wire.NtpTime;
import tutti.engine.wire.ReportBlock;
import tutti.engine.wire.SenderReport;
import tutti.engine.wire.TrackDescription;

class ReceivePathTest {
    private static final DriverFormat FORMAT = new DriverFormat(48_000, 64);
    private static final long MS = 1_000_000;

    private final ReceivePath path = new ReceivePath();
    private final ReceiveStream one = stream(1);
    private final ReceiveStream two = stream(2);

    @BeforeEach
    void playBoth() {
        path.streams(List.of(one, two));
    }

    @Test
    void shouldSortPacketsByStream() {
        receive(Packets.packet(2, 0, 0, 64, 0));
        receive(Packets.packet(1, 0, 0, 64, 0));
        receive(Packets.packet(2, 1, 64, 64, 0));

        assertEquals(1, one.counters().receivedPackets());
        assertEquals(2, two.counters().receivedPackets());
        assertEquals(0, path.strayPackets());
    }

    @Test
    void shouldCountPacketsOfStreamsThatNobodyPlays() {
        receive(Packets.packet(3, 0, 0, 64, 0));
        path.streams(List.of(one));
        receive(Packets.packet(2, 0, 0, 64, 0));

        assertEquals(2, path.strayPackets());
        assertEquals(0, two.counters().receivedPackets());
        assertEquals(0, path.malformedPackets());
    }

    @Test
    void shouldCountWhatIsNeitherRtpNorRtcp() {
        receive(new byte[40]);
        receive(new byte[3]);
        path.onRtcp(new byte[40], 0, 40, 0);

        assertEquals(3, path.malformedPackets());
    }

    @Test
    void shouldMeasureTheRoundTripOfItsOwnReports() {
        // Ours left at 10 ms of our clock; theirs comes at 30 ms, having waited 8 ms there: 12 ms on the way.
        int lastReport = NtpTime.middle(NtpTime.fromNs(10 * MS));
        int delay = NtpTime.nsToShort(8 * MS);
        report(1_000 * MS, 30 * MS, block(lastReport, delay));

        assertEquals(12.0 * MS, (double) path.linkClock().roundTripNs(), 2e4);
        assertEquals((1_000.0 + 6 - 30) * MS, (double) path.linkClock().offsetNs(), 2e4);
    }

    @Test
    void shouldMeasureNothingFromAPeerThatHasNotHeardAReportYet() {
        report(1_000 * MS, 30 * MS, block(0, 0));
        report(1_000 * MS, 30 * MS);

        assertEquals(LinkClock.UNKNOWN, path.linkClock().roundTripNs());
    }

    @Test
    void shouldTellThePeerWhenItsReportCame() {
        assertEquals(0, path.reportBlocks(50 * MS).getFirst().lastReport());

        report(1_000 * MS, 30 * MS);
        for (ReportBlock block : path.reportBlocks(50 * MS)) {
            assertEquals(NtpTime.middle(NtpTime.fromNs(1_000 * MS)), block.lastReport());
            assertEquals(NtpTime.nsToShort(20 * MS), block.delaySinceLastReport());
        }
    }

    @Test
    void shouldTellThePeerWhatItHeardOfEachStream() {
        receive(Packets.packet(2, 65_535, 0, 64, 0));
        receive(Packets.packet(2, 2, 192, 64, 0));
        List<ReportBlock> blocks = path.reportBlocks(0);

        assertEquals(List.of(1, 2), blocks.stream().map(ReportBlock::ssrc).toList());
        assertEquals(0, blocks.getFirst().fractionLost());
        assertEquals(128, blocks.getLast().fractionLost());
        assertEquals(2, blocks.getLast().cumulativeLost());
        assertEquals(65_538, blocks.getLast().highestSequence());
    }

    private void receive(byte[] packet) {
        path.onRtp(packet, 0, packet.length, 0);
    }

    private void report(long sentNs, long arrivalNs, ReportBlock... blocks) {
        byte[] buffer = new byte[1200];
        int length = new SenderReport(7, sentNs, 0, 0, 0, List.of(blocks)).encode(buffer);
        path.onRtcp(buffer, 0, length, arrivalNs);
    }

    private static ReportBlock block(int lastReport, int delay) {
        return new ReportBlock(99, 0, 0, 0, 0, lastReport, delay);
    }

    private static ReceiveStream stream(int ssrc) {
        return new ReceiveStream(
                new TrackDescription("t" + ssrc, 2, "L24", ssrc, 0),
                PcmCodec.L24,
                PcmCodec.set(),
                FORMAT,
                FORMAT,
                BufferTarget.AUTO,
                new LinkClock(),
                WakeSignal.none());
    }
}
