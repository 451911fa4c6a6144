package tutti.engine.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final int WARM_UP_CYCLES = 30_000;
    private static final int CYCLES = 100_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /// Eight stereo peers, one of them at another sample rate, with losses and late packets: not a byte in 100,000
    /// cycles. What feeds the streams between the cycles is not measured.
    @Test
    void shouldAllocateNothingInTheCallback() {
        Band band = new Band(7, 44_100, 0.02, 0.02);
        assertTrue(threads.getCurrentThreadAllocatedBytes() > 0, "this JVM counts");
        allocatedOver(band, WARM_UP_CYCLES);
        long least = Long.MAX_VALUE;
        // The JVM itself charges a few bytes to a thread when it leaves compiled code to compile it anew.
        for (int run = 0; run < 3 && least > 0; run++) {
            least = Math.min(least, allocatedOver(band, CYCLES));
        }

        assertEquals(0, least);
        assertEquals(8, band.playingPeers());
        assertTrue(band.concealedFrames() > 8 * 100_000, "gaps were concealed");
        assertTrue(band.peers.stream().allMatch(peer -> peer.stream.delayMoves() > 0), "the play-out delay has moved");
        assertEquals(0, band.ring.droppedBlocks());
    }

    /// The measurement sees something: a single boxed number a cycle.
    @Test
    void shouldSeeASingleObject() {
        Object[] kept = new Object[1];
        long allocated = 0;
        for (int i = 0; i < 1_000; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            kept[0] = new Object();
            allocated += threads.getCurrentThreadAllocatedBytes() - before;
        }

        assertTrue(allocated >= 1_000 * 8, allocated + " bytes for " + kept[0]);
    }

    private long allocatedOver(Band band, int cycles) {
        long allocated = 0;
        for (int i = 0; i < cycles; i++) {
            band.feed();
            long before = threads.getCurrentThreadAllocatedBytes();
            band.turn();
            allocated += threads.getCurrentThreadAllocatedBytes() - before;
        }
        return allocated;
    }
}
