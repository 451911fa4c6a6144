package tutti.nat.udp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PacketQueueTest {
    private final byte[] buffer = new byte[DatagramPort.MAX_DATAGRAM_BYTES];

    @Test
    void shouldBehaveAsABoundedQueue() {
        SplittableRandom random = new SplittableRandom(1);
        PacketQueue<String> queue = new PacketQueue<>(7);
        ArrayDeque<byte[]> model = new ArrayDeque<>();
        long dropped = 0;
        for (int i = 0; i < 20_000; i++) {
            if (random.nextBoolean()) {
                byte[] datagram = new byte[3 + random.nextInt(DatagramPort.MAX_DATAGRAM_BYTES + 50)];
                random.nextBytes(datagram);
                int numBytes = datagram.length - 3;
                boolean fits = model.size() < 7 && numBytes <= DatagramPort.MAX_DATAGRAM_BYTES;
                assertEquals(fits, queue.offer("x" + i, datagram, 3, numBytes, i));
                if (fits) {
                    model.add(Arrays.copyOfRange(datagram, 3, datagram.length));
                } else {
                    dropped++;
                }
            } else {
                byte[] expected = model.poll();
                int numBytes = queue.poll(buffer, 0);
                if (expected == null) {
                    assertEquals(DatagramPort.NONE, numBytes);
                } else {
                    assertArrayEquals(expected, Arrays.copyOf(buffer, numBytes));
                    assertEquals("x" + queue.arrivalNs(), queue.origin());
                }
            }
            assertEquals(!model.isEmpty(), queue.hasMore());
        }
        assertEquals(dropped, queue.dropped());
    }

    @Test
    void shouldCutADatagramToTheRoomThereIs() {
        PacketQueue<String> queue = new PacketQueue<>(1);
        assertNull(queue.origin());
        queue.offer("", new byte[] {1, 2, 3, 4}, 0, 4, 0);
        assertEquals(2, queue.poll(new byte[5], 3));
    }

    @Test
    void shouldWaitForADatagramForTheEndAndForTime() throws Exception {
        PacketQueue<String> queue = new PacketQueue<>(2);
        assertEquals(DatagramPort.NONE, queue.await(buffer, 0, 0));
        assertEquals(DatagramPort.NONE, queue.await(buffer, 0, 1000));
        CompletableFuture<Integer> waiting = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                waiting.complete(queue.await(buffer, 0, TimeUnit.MINUTES.toNanos(10)));
            } catch (InterruptedException e) {
                waiting.completeExceptionally(e);
            }
        });
        queue.offer("", new byte[9], 0, 9, 0);
        assertEquals(9, waiting.get(20, TimeUnit.SECONDS));
        queue.offer("", new byte[8], 0, 8, 0);
        assertFalse(queue.isClosed());
        queue.close();
        assertTrue(queue.isClosed());
        assertFalse(queue.offer("", new byte[9], 0, 9, 0), "closed");
        assertEquals(8, queue.await(buffer, 0), "what waited before");
        assertEquals(DatagramPort.NONE, queue.await(buffer, 0));
    }
}
