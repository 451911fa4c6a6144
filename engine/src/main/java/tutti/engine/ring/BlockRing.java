package tutti.engine.ring;

import com.lmax.disruptor.EventPoller;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.YieldingWaitStrategy;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tutti.plugins.api.RealTimeSafe;

/// The handoff of captured blocks: one producer (the callback), any number of consumers.
///
/// When the slowest consumer is a whole ring behind, the block is dropped and counted; the callback never waits.
/// The wait strategy must not lock when the producer publishes: Yielding's signal is empty, and nobody ever waits
/// with it, because consumers poll and sleep by other means ([tutti.engine.os.WakeSignal]).
public final class BlockRing {
    private final RingBuffer<CaptureBlock> ring;
    private final int capacityFrames;

    /// Written by the callback alone.
    private final AtomicLong droppedBlocks = new AtomicLong();

    private long claimedSequence = -1;

    /// @param capacityBlocks slots, a power of two
    /// @param numChannels channels of a block
    /// @param capacityFrames the longest period
    public BlockRing(int capacityBlocks, int numChannels, int capacityFrames) {
        this.capacityFrames = capacityFrames;
        ring = RingBuffer.createSingleProducer(
                () -> new CaptureBlock(numChannels, capacityFrames), capacityBlocks, new YieldingWaitStrategy());
    }

    /// The longest period that a block holds, in frames. Thread: any.
    public int capacityFrames() {
        return capacityFrames;
    }

    /// Adds a consumer that sees every block published from now on. Thread: the conductor. RT-safe: no.
    public BlockPoller newPoller() {
        EventPoller<CaptureBlock> poller = ring.newPoller();
        ring.addGatingSequences(poller.getSequence());
        return new BlockPoller(poller);
    }

    /// Claims the next slot.
    ///
    /// Thread: the callback alone. RT-safe: yes.
    ///
    /// @return the block to fill, to be followed by [#publish]; or null if the ring is full (counted)
    @RealTimeSafe
    public @Nullable CaptureBlock tryClaim() {
        if (!ring.hasAvailableCapacity(1)) {
            droppedBlocks.setOpaque(droppedBlocks.getPlain() + 1);
            return null;
        }
        claimedSequence = ring.next();
        return ring.get(claimedSequence);
    }

    /// Hands the claimed block to the consumers. Thread: the callback alone. RT-safe: yes.
    @RealTimeSafe
    public void publish() {
        ring.publish(claimedSequence);
    }

    /// Blocks dropped because a consumer was a ring behind. Thread: any.
    public long droppedBlocks() {
        return droppedBlocks.getOpaque();
    }
}
