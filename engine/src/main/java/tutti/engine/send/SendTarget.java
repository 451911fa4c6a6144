package tutti.engine.send;

import java.util.List;
import java.util.Optional;
import tutti.engine.wire.EngineDescription;
import tutti.engine.wire.ReportBlock;
import tutti.engine.wire.RtpFlyweight;
import tutti.engine.wire.StreamHealth;
import tutti.nat.link.MediaLink;

/// A peer that gets our streams: how it gets each of them, and the sequence numbers that it sees. Each link counts
/// from a number of its own, because SRTP's receiver must meet a stream before its sequence number first wraps around
/// (RFC 3711 section 3.3.1), however long others have been hearing it already.
///
/// Lasts as long as the link and the streams: two targets for one stream on one link would use a sequence number
/// twice, which the encryption must never see.
public final class SendTarget {
    private final MediaLink link;
    private final ReportSource reports;
    private final TargetTrack[] tracks = new TargetTrack[EngineDescription.MAX_TRACKS];

    /// Tells how a peer's streams arrive here.
    @FunctionalInterface
    public interface ReportSource {
        /// One block a stream, at most [tutti.engine.wire.SenderReport#MAX_BLOCKS]. Thread: the send thread.
        List<ReportBlock> reportBlocks(long nowNs);

        /// How each stream arrives. Thread: the send thread.
        default List<StreamHealth> health() {
            return List.of();
        }
    }

    /// @param link the way there
    /// @param reports what we have to say of its streams
    public SendTarget(MediaLink link, ReportSource reports) {
        this.link = link;
        this.reports = reports;
        byte[] scratch = new byte[RtpFlyweight.MAX_PACKET_BYTES + MediaLink.TRAILER_BYTES];
        for (int i = 0; i < tracks.length; i++) {
            tracks[i] = new TargetTrack(link, scratch);
        }
    }

    /// Says how a track is to be sent from the next packet on. A codec that cannot carry the track (its rate, its
    /// channels) leaves the present one in use. Thread: any. RT-safe: yes.
    ///
    /// @param track its index, 0 to [EngineDescription#MAX_TRACKS] - 1
    public void mode(int track, SendMode mode) {
        tracks[track].mode(mode);
    }

    /// What [#mode(int, SendMode)] said last; empty while the track's own codec is used, without copies. Thread: any.
    public Optional<SendMode> mode(int track) {
        return Optional.ofNullable(tracks[track].mode());
    }

    /// What was sent of a track. Thread: any; the counts may be one packet old.
    public SendTrackSnapshot snapshot(int track) {
        return tracks[track].snapshot();
    }

    MediaLink link() {
        return link;
    }

    ReportSource reports() {
        return reports;
    }

    TargetTrack track(int track) {
        return tracks[track];
    }
}
