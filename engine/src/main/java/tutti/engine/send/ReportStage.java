package tutti.engine.send;

import tutti.engine.wire.SenderReport;
import tutti.nat.link.MediaLink;

/// Sends an RTCP sender report to every peer, five times a second: round trip, clock offset and loss are measured
/// with them, and the other side chooses codec and redundancy by what they say of its streams.
///
/// Thread: the send thread. RT-safe: no (allocates).
final class ReportStage {
    static final long INTERVAL_NS = 200_000_000;

    private final byte[] buffer = new byte[1200];
    private final EncodeStage encode;
    private final SendStage send;
    private long nextNs = Long.MIN_VALUE;

    ReportStage(EncodeStage encode, SendStage send) {
        this.encode = encode;
        this.send = send;
    }

    /// Sends what is due.
    void doWork(long nowNs) {
        if (nowNs < nextNs || !encode.hasTracks()) {
            return;
        }
        nextNs = nowNs + INTERVAL_NS;
        TrackEncoder primary = encode.primary();
        for (SendTarget target : send.targets()) {
            SenderReport report = new SenderReport(
                    primary.ssrc(),
                    nowNs,
                    primary.timestampAt(nowNs),
                    primary.packets(),
                    primary.payloadBytes(),
                    target.reports().reportBlocks(nowNs),
                    target.reports().health());
            int length = report.encode(buffer);
            MediaLink link = target.link();
            link.sendRtcp(buffer, 0, length);
        }
    }
}
