package tutti.engine.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tutti.codecs.pcm.PcmCodec;
import tutti.engine.ring.BlockRing;
import tutti.engine.ring.CaptureBlock;
import tutti.nat.link.LinkCounters;
import tutti.nat.link.MediaLink;
import tutti.nat.link.PathReport;
import tutti.nat.link.PeerIdentity;

class SendAllocationTest {
    private static final int BLOCKS = 20_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /// Two peers, one with two copies in each packet, in smaller formats where they do not fit.
    @ParameterizedTest
    @EnumSource
    void shouldAllocateNothingWhileNothingChanges(PcmCodec codec) {
        SendStage send = new SendStage();
        SendTarget plain = new SendTarget(new NoLink(), nowNs -> List.of());
        SendTarget safe = new SendTarget(new NoLink(), nowNs -> List.of());
        safe.mode(0, new SendMode(codec, 1, 3));
        send.targets(new SendTarget[] {plain, safe});
        EncodeStage stage =
                new EncodeStage(List.of(new SendTrack("main", 2, 0, codec, 7)), 48_000, new Random(5), send);
        CaptureBlock block = new BlockRing(1, 2, 64).tryClaim();
        block.numFrames = 64;
        encode(stage, block);
        long least = Long.MAX_VALUE;
        // The JVM itself charges a few bytes to a thread when it leaves compiled code to compile it anew.
        for (int run = 0; run < 3 && least > 0; run++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            encode(stage, block);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }

        assertEquals(0, least);
        assertTrue(safe.snapshot(0).copies() > 2 * BLOCKS);
        assertEquals(0, safe.snapshot(0).copiesLeftOut());
    }

    private static void encode(EncodeStage stage, CaptureBlock block) {
        for (int i = 0; i < BLOCKS; i++) {
            stage.onBlock(block);
            block.captureFrame += 64;
        }
    }

    private static final class NoLink implements MediaLink {
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
