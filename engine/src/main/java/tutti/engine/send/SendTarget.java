package tutti.engine.send;

import java.util.List;
import tutti.engine.wire.ReportBlock;
import tutti.nat.link.MediaLink;

/// A peer that gets our streams.
///
/// @param link the way there
/// @param reports what we have to say of its streams
public record SendTarget(MediaLink link, ReportSource reports) {
    /// Tells how a peer's streams arrive here.
    @FunctionalInterface
    public interface ReportSource {
        /// One block a stream, at most [tutti.engine.wire.SenderReport#MAX_BLOCKS]. Thread: the send thread.
        List<ReportBlock> reportBlocks(long nowNs);
    }
}
