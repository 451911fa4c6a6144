package tutti.engine.send;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tutti.engine.wire.ReportBlock;
import tutti.engine.wire.RtpFlyweight;
import tutti.engine.wire.StreamHealth;
import tutti.nat.link.MediaLink;

/// A peer that gets our streams, with the sequence numbers that it sees: each link counts from a number of its own,
/// because
/// SRTP's receiver must meet a stream before its sequence number first wraps around (RFC 3711 section 3.3.1), however
/// long others have been hearing it already.
///
/// Lasts as long as the link and the streams: two targets for one stream on one link would use a sequence number
/// twice, which the encryption must never see.
public final class SendTarget {
    /// The first sequence number on a link: far below the wrap, and not zero, so that early packets have room.
    private static final int FIRST_SEQUENCE = 1_000;

    private final MediaLink link;
    private final ReportSource reports;
    private final byte[] scratch = new byte[RtpFlyweight.MAX_PACKET_BYTES + MediaLink.TRAILER_BYTES];

    private final Map<Integer, SendMode> modes = new ConcurrentHashMap<>();

    /// Next sequence number by track.
    private int[] sequences = new int[0];

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
    }

    MediaLink link() {
        return link;
    }

    ReportSource reports() {
        return reports;
    }

    /// Chooses how a track is sent from the next packet on. Thread: any.
    public void mode(int track, SendMode mode) {
        modes.put(track, mode);
    }

    /// How a track is to be sent; empty while nothing was chosen. Thread: any.
    public Optional<SendMode> mode(int track) {
        return Optional.ofNullable(modes.get(track));
    }

    /// Sends a packet under this link's keys; `packet` stays as it is. Thread: the send thread. RT-safe: no.
    void send(int track, byte[] packet, int numBytes) {
        if (track >= sequences.length) {
            int known = sequences.length;
            sequences = Arrays.copyOf(sequences, track + 1);
            Arrays.fill(sequences, known, track + 1, FIRST_SEQUENCE);
        }
        System.arraycopy(packet, 0, scratch, 0, numBytes);
        RtpFlyweight.writeSequence(scratch, sequences[track]++);
        link.sendRtp(scratch, 0, numBytes);
    }
}
