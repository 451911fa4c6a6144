package tutti.engine.send;

import java.util.List;
import java.util.random.RandomGenerator;
import tutti.engine.ring.BlockPoller;
import tutti.engine.ring.BlockRing;

/// The way out, wired top to bottom; one for each format of the driver.
///
/// ```
/// BlockRing -> EncodeStage: TrackEncoder -> CodecLane for each codec -> TargetTrack -> MediaLink of each peer
///              ReportStage -------------------------------------------------------------^
/// ```
public final class SendPath {
    private final BlockPoller poller;
    private final EncodeStage encode;
    private final SendStage send;
    private final ReportStage report;

    /// @param random see [EncodeStage]
    public SendPath(BlockRing ring, List<SendTrack> tracks, int sampleRateHz, RandomGenerator random) {
        poller = ring.newPoller();
        send = new SendStage();
        encode = new EncodeStage(tracks, sampleRateHz, random, send);
        report = new ReportStage(encode, send);
    }

    /// Replaces the peers that are sent to. Thread: the conductor.
    public void targets(List<SendTarget> targets) {
        send.targets(targets.toArray(SendTarget[]::new));
    }

    /// Sends every block that waits, and reports that are due. Thread: the send thread.
    ///
    /// @return blocks sent
    int doWork(long nowNs) {
        int blocks = poller.poll(encode);
        report.doWork(nowNs);
        return blocks;
    }

    /// Releases the encoders; the path is not used again. Thread: the send thread.
    void close() {
        encode.close();
    }
}
