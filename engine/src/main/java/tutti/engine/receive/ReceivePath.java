package tutti.engine.receive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import tutti.engine.wire.NtpTime;
import tutti.engine.wire.ReportBlock;
import tutti.engine.wire.RtpFlyweight;
import tutti.engine.wire.SenderReport;
import tutti.engine.wire.StreamHealth;

/// The way in from one peer: sorts its packets by stream and keeps its reports.
///
/// ```
/// MediaLink -> RTP  -> ReceiveStream (decode, lay on the timeline) ==> StreamReader in the callback
///           -> RTCP -> LinkClock (round trip, clock offset), ReportListener (what becomes of our streams there)
/// ```
///
/// Thread: the link thread, unless a method says otherwise.
public final class ReceivePath {
    private final RtpFlyweight rtp = new RtpFlyweight();
    private final LinkClock linkClock = new LinkClock();
    private volatile ReceiveStream[] streams = new ReceiveStream[0];
    private final LongAdder malformedPackets = new LongAdder();
    private final LongAdder strayPackets = new LongAdder();
    private volatile @Nullable Heard lastReport;
    private volatile ReportListener reportListener = (report, arrivalNs) -> {};

    /// Hears what the peer reports of our streams.
    @FunctionalInterface
    public interface ReportListener {
        /// Thread: the link thread.
        void onReport(SenderReport report, long arrivalNs);
    }

    /// The last sender report: what it said of the peer's clock, and when it came.
    private record Heard(long sentNs, long arrivalNs) {}

    /// Replaces the streams that this peer may send. Thread: the conductor.
    public void streams(List<ReceiveStream> newStreams) {
        streams = newStreams.toArray(ReceiveStream[]::new);
    }

    /// Tells what the peer reports from now on. Thread: the conductor.
    public void onReports(ReportListener listener) {
        reportListener = listener;
    }

    /// The clock of the peer at the other end. Thread: any.
    public LinkClock linkClock() {
        return linkClock;
    }

    /// Takes an authenticated RTP packet.
    public void onRtp(byte[] buffer, int offsetBytes, int numBytes, long arrivalNs) {
        if (!rtp.wrap(buffer, offsetBytes, numBytes)) {
            malformedPackets.increment();
            return;
        }
        for (ReceiveStream stream : streams) {
            if (stream.track().ssrc() == rtp.ssrc()) {
                stream.onRtp(rtp, arrivalNs);
                return;
            }
        }
        strayPackets.increment();
    }

    /// Takes an authenticated compound RTCP packet.
    public void onRtcp(byte[] buffer, int offsetBytes, int numBytes, long arrivalNs) {
        Optional<SenderReport> report = SenderReport.decode(buffer, offsetBytes, numBytes);
        if (report.isEmpty()) {
            malformedPackets.increment();
            return;
        }
        long sentNs = report.get().sentNs();
        lastReport = new Heard(sentNs, arrivalNs);
        for (ReportBlock block : report.get().blocks()) {
            if (block.lastReport() != 0) {
                int now = NtpTime.middle(NtpTime.fromNs(arrivalNs));
                long roundTripNs = NtpTime.shortToNs(now - block.lastReport() - block.delaySinceLastReport());
                linkClock.onReport(sentNs, roundTripNs, arrivalNs);
                break;
            }
        }
        reportListener.onReport(report.get(), arrivalNs);
    }

    /// What there is to report to the peer. Thread: the send thread.
    public List<ReportBlock> reportBlocks(long nowNs) {
        Heard heard = lastReport;
        int lsr = heard == null ? 0 : NtpTime.middle(NtpTime.fromNs(heard.sentNs));
        int dlsr = heard == null ? 0 : NtpTime.nsToShort(nowNs - heard.arrivalNs);
        List<ReportBlock> blocks = new ArrayList<>();
        for (ReceiveStream stream : streams) {
            StreamCounters counters = stream.counters();
            blocks.add(new ReportBlock(
                    stream.track().ssrc(),
                    stream.fractionLostSinceLastReport(),
                    (int) Math.min(counters.lostPackets(), 0x7F_FFFF),
                    (int) counters.highestSequence(),
                    (int) Math.round(counters.jitterFrames()),
                    lsr,
                    dlsr));
        }
        return blocks;
    }

    /// How each stream arrives, for the peer to adapt to. Thread: the send thread.
    public List<StreamHealth> health() {
        return Arrays.stream(streams).map(ReceiveStream::health).toList();
    }

    /// Authentic packets that were not RTP or RTCP as Tutti sends it. Thread: any.
    public long malformedPackets() {
        return malformedPackets.sum();
    }

    /// Authentic RTP packets of streams that are not, or no longer, played here. Thread: any.
    public long strayPackets() {
        return strayPackets.sum();
    }
}
