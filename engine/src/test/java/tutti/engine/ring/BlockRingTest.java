package tutti.engine.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BlockRingTest {
    private final BlockRing ring = new BlockRing(4, 2, 64);

    @Test
    void shouldHandBlocksOverInOrder() {
        BlockPoller poller = ring.newPoller();
        publish(0, 3);

        assertEquals(List.of(0L, 1L, 2L), poll(poller));
        assertEquals(List.of(), poll(poller));
        publish(3, 6);
        assertEquals(List.of(3L, 4L, 5L), poll(poller));
    }

    @Test
    void shouldOwnBlocksOfTheRightShape() {
        ring.newPoller();
        CaptureBlock block = ring.tryClaim();

        assertNotNull(block);
        assertEquals(2, block.planar.length);
        assertEquals(64, block.planar[0].length);
        assertEquals(64, ring.capacityFrames());
    }

    @Test
    void shouldDropAndCountWhenFull() {
        BlockPoller poller = ring.newPoller();
        publish(0, 4);

        assertNull(ring.tryClaim());
        assertNull(ring.tryClaim());
        assertEquals(2, ring.droppedBlocks());
        assertEquals(List.of(0L, 1L, 2L, 3L), poll(poller));
        publish(9, 10);
        assertEquals(List.of(9L), poll(poller));
        assertEquals(2, ring.droppedBlocks());
    }

    @Test
    void shouldReuseItsBlocks() {
        BlockPoller poller = ring.newPoller();
        CaptureBlock first = ring.tryClaim();
        ring.publish();
        poll(poller);
        publish(1, 4);
        poll(poller);

        assertSame(first, ring.tryClaim());
    }

    @Test
    void shouldNeverBeFullWithoutAConsumer() {
        publish(0, 1_000);

        assertEquals(0, ring.droppedBlocks());
    }

    @Test
    void shouldWaitForTheSlowestOfItsConsumers() {
        BlockPoller quick = ring.newPoller();
        BlockPoller slow = ring.newPoller();
        publish(0, 4);
        assertEquals(4, poll(quick).size());

        assertNull(ring.tryClaim());
        assertEquals(List.of(0L, 1L, 2L, 3L), poll(slow));
        publish(4, 5);
        assertEquals(List.of(4L), poll(quick));
        assertEquals(List.of(4L), poll(slow));
    }

    @Test
    void shouldShowANewConsumerOnlyWhatComesFromNowOn() {
        publish(0, 3);
        BlockPoller poller = ring.newPoller();
        publish(3, 5);

        assertEquals(List.of(3L, 4L), poll(poller));
    }

    @Test
    void shouldReleaseBlocksWhoseHandlingFailedAndThrowTheFirstFailure() {
        BlockPoller poller = ring.newPoller();
        publish(0, 4);
        List<Long> seen = new ArrayList<>();
        IllegalStateException thrown = assertThrows(
                IllegalStateException.class,
                () -> poller.poll(block -> {
                    seen.add(block.captureFrame);
                    if (block.captureFrame % 2 == 1) {
                        throw new IllegalStateException("block " + block.captureFrame);
                    }
                }));

        assertEquals("block 1", thrown.getMessage());
        assertEquals(List.of(0L, 1L, 2L, 3L), seen);
        assertEquals(List.of(), poll(poller));
        publish(4, 8);
        assertEquals(List.of(4L, 5L, 6L, 7L), poll(poller));
    }

    @Test
    void shouldCountWhatAPollHandled() {
        BlockPoller poller = ring.newPoller();
        publish(0, 3);

        assertEquals(3, poller.poll(block -> {}));
        assertEquals(0, poller.poll(block -> {}));
    }

    private void publish(long from, long to) {
        LongStream.range(from, to).forEach(frame -> {
            CaptureBlock block = ring.tryClaim();
            assertNotNull(block);
            block.captureFrame = frame;
            ring.publish();
        });
    }

    private static List<Long> poll(BlockPoller poller) {
        List<Long> frames = new ArrayList<>();
        poller.poll(block -> frames.add(block.captureFrame));
        return frames;
    }
}
