package tutti.engine.send;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import tutti.codecs.pcm.PcmCodec;
import tutti.engine.ring.BlockPoller;
import tutti.engine.ring.BlockRing;
import tutti.engine.ring.CaptureBlock;
import tutti.nat.link.LinkCounters;
import tutti.nat.link.MediaLink;
import tutti.nat.link.PathReport;
import tutti.nat.link.PeerIdentity;

/// One stereo period of 64 frames from the ring to its RTP packet, unprotected.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EncodeBenchmark {
    private static final int PERIOD = 64;

    @Param
    public PcmCodec codec = PcmCodec.L24;

    /// How far back each packet's copy lies, 0 for none.
    @Param({"0", "1"})
    public int nearCopy;

    private final BlockRing ring = new BlockRing(4, 2, PERIOD);
    private final BlockPoller poller = ring.newPoller();
    private final LastByteLink link = new LastByteLink();
    private EncodeStage stage = stage();

    private EncodeStage stage() {
        SendStage send = new SendStage();
        SendTarget target = new SendTarget(link, nowNs -> List.of());
        target.mode(0, new SendMode(codec, nearCopy, 0));
        send.targets(new SendTarget[] {target});
        return new EncodeStage(List.of(new SendTrack("main", 2, 0, codec, 1)), 48_000, new Random(1), send);
    }

    /// The codec is known only now.
    @Setup(Level.Trial)
    public void choose() {
        stage = stage();
    }

    /// Publishes, polls and encodes.
    @Benchmark
    public void block(Blackhole blackhole) {
        CaptureBlock block = ring.tryClaim();
        if (block == null) {
            throw new IllegalStateException("The ring is full.");
        }
        for (int i = 0; i < PERIOD; i++) {
            block.planar[0][i] = i / 128f;
            block.planar[1][i] = -i / 128f;
        }
        block.numFrames = PERIOD;
        block.captureFrame += PERIOD;
        ring.publish();
        poller.poll(stage);
        blackhole.consume(link.lastByte);
    }

    /// Leads nowhere.
    private static final class LastByteLink implements MediaLink {
        int lastByte;

        @Override
        public PeerIdentity peer() {
            return new PeerIdentity("0".repeat(32), "nobody");
        }

        @Override
        public long linkId() {
            return 1;
        }

        @Override
        public void acceptSsrc(int ssrc) {}

        @Override
        public void forgetSsrc(int ssrc) {}

        @Override
        public boolean sendRtp(byte[] buffer, int offsetBytes, int numBytes) {
            lastByte = buffer[offsetBytes + numBytes - 1];
            return true;
        }

        @Override
        public boolean sendRtcp(byte[] buffer, int offsetBytes, int numBytes) {
            return true;
        }

        @Override
        public void describe(byte[] description) {}

        @Override
        public PathReport path() {
            return PathReport.NONE;
        }

        @Override
        public long silentNs(long nowNs) {
            return 0;
        }

        @Override
        public LinkCounters counters() {
            return new LinkCounters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        }

        @Override
        public void close() {}
    }
}
