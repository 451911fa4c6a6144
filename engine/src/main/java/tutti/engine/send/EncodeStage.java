package tutti.engine.send;

import java.util.List;
import java.util.random.RandomGenerator;
import tutti.engine.ring.BlockHandler;
import tutti.engine.ring.CaptureBlock;

/// Turns a captured block into RTP packets: each track is encoded once for each codec that is wanted, whoever
/// listens, and not at all while nobody does.
///
/// Thread: the send thread. RT-safe: no (a change of codec or period allocates; between changes nothing does).
final class EncodeStage implements BlockHandler {
    private final TrackEncoder[] encoders;
    private final SendStage send;

    /// @param random first timestamps (RFC 3550 section 5.1 wants them unpredictable), dither seeds
    EncodeStage(List<SendTrack> tracks, int sampleRateHz, RandomGenerator random, SendStage send) {
        this.send = send;
        encoders = new TrackEncoder[tracks.size()];
        for (int i = 0; i < encoders.length; i++) {
            encoders[i] = new TrackEncoder(i, tracks.get(i), sampleRateHz, random);
        }
    }

    @Override
    public void onBlock(CaptureBlock block) {
        SendTarget[] targets = send.targets();
        for (TrackEncoder encoder : encoders) {
            encoder.encode(block, targets);
        }
    }

    /// What has been sent of the first track, for sender reports.
    TrackEncoder primary() {
        return encoders[0];
    }

    boolean hasTracks() {
        return encoders.length > 0;
    }

    /// Releases the encoders.
    void close() {
        for (TrackEncoder encoder : encoders) {
            encoder.close();
        }
    }
}
