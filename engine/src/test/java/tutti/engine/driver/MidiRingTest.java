package tutti.engine.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class MidiRingTest {
    private final MidiRing ring = new MidiRing();

    @Test
    void shouldHandOnMessagesInOrder() {
        assertEquals(MidiRing.NONE, ring.poll());
        assertTrue(ring.offer(5, 0xB0, 7, 64));
        assertTrue(ring.offer(-1, 0xFF, 0xFF, 0xFF));
        assertEquals(5L << 24 | 0xB0 << 16 | 7 << 8 | 64, ring.poll());
        assertEquals(((1L << 39) - 1) << 24 | 0xFF7F7F, ring.poll());
        assertEquals(MidiRing.NONE, ring.poll());
    }

    @Test
    void shouldDropAndCountWhatComesWhenItIsFull() {
        for (int i = 0; i < MidiRing.CAPACITY; i++) {
            assertTrue(ring.offer(i, 0x90, 1, 1));
        }
        assertFalse(ring.offer(0, 0x90, 2, 2));
        assertFalse(ring.offer(0, 0x90, 3, 3));
        assertEquals(2, ring.dropped());
        assertEquals(0x900101, ring.poll(), "what was in it stays");
        assertTrue(ring.offer(0, 0x90, 4, 4));
    }

    /// As the callback must have it.
    @Test
    void shouldAllocateNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        long sum = 0;
        // The JVM itself charges a few bytes to a thread when it leaves compiled code to compile it anew.
        for (int run = 0; run < 5 && least > 0; run++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 100_000; i++) {
                ring.offer(i, 0xB0, i & 0x7F, 3);
                ring.offer(i, 0xB0, i & 0x7F, 4);
                sum += ring.poll();
                if (i % 3 == 0) {
                    sum += ring.poll();
                }
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least);
        assertTrue(sum != 0 && ring.dropped() > 0, "it was full, too");
    }
}
