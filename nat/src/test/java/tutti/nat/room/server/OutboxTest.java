package tutti.nat.room.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.socket.SocketContext;
import io.helidon.websocket.WsSession;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutboxTest {
    private static final long MS = 1_000_000;

    private final AtomicLong nowNs = new AtomicLong();
    private final LongAdder stale = new LongAdder();
    private final Session session = new Session();
    private final Outbox outbox = new Outbox(session, 1000, nowNs::get, stale);

    /// The other end, which may be slow: it holds up the sending thread as long as the test wants.
    private static final class Session implements WsSession {
        final LinkedBlockingQueue<String> sent = new LinkedBlockingQueue<>();
        final CountDownLatch reached = new CountDownLatch(1);
        final CountDownLatch released = new CountDownLatch(1);

        private WsSession note(String what) {
            if (what.equals("text wait")) {
                reached.countDown();
                try {
                    released.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            sent.add(what);
            return this;
        }

        @Override
        public WsSession send(String text, boolean last) {
            return note("text " + text + (last ? "" : "..."));
        }

        @Override
        public WsSession send(BufferData bufferData, boolean last) {
            return note("packet " + bufferData.read());
        }

        @Override
        public WsSession ping(BufferData bufferData) {
            return note("ping");
        }

        @Override
        public WsSession pong(BufferData bufferData) {
            return note("pong");
        }

        @Override
        public WsSession close(int code, String reason) {
            return note("close " + code + " " + reason);
        }

        @Override
        public WsSession terminate() {
            return note("terminate");
        }

        @Override
        public SocketContext socketContext() {
            throw new AssertionError();
        }
    }

    private void startSlowly() throws InterruptedException {
        outbox.start();
        assertTrue(outbox.offer("wait"));
        session.reached.await();
    }

    private List<String> sentUntil(String last) throws InterruptedException {
        session.released.countDown();
        List<String> sent = new ArrayList<>();
        do {
            sent.add(session.sent.take());
        } while (!sent.getLast().equals(last));
        return sent;
    }

    @Test
    void shouldSendAllInOrderAndThenTheEnd() throws InterruptedException {
        startSlowly();
        outbox.offer("one");
        outbox.offer(List.of("two", "three").iterator());
        outbox.pong(BufferData.create("x"));
        outbox.end(CloseCode.GOING_AWAY, "bye");
        assertFalse(outbox.isOpen());
        outbox.offer("too late");
        outbox.end(CloseCode.BUSY, "no");
        assertEquals(
                List.of("text wait", "text one", "text two", "text three", "pong", "close 1001 bye"),
                sentUntil("close 1001 bye"));
    }

    @Test
    void shouldRefuseWhatIsTooMuchAndSendTheEndInItsPlace() throws InterruptedException {
        startSlowly();
        assertTrue(outbox.offer("x".repeat(900)));
        assertFalse(outbox.offer("x".repeat(100)));
        outbox.endAtOnce(CloseCode.BUSY, "slow");
        assertEquals(List.of("text wait", "close 1013 slow"), sentUntil("close 1013 slow"));
    }

    @Test
    void shouldCutLongTexts() throws InterruptedException {
        Outbox wide = new Outbox(session, 100_000, nowNs::get, stale);
        wide.start();
        wide.offer("x".repeat(8192 * 2 + 1));
        assertEquals("text " + "x".repeat(8192) + "...", session.sent.take());
        assertEquals("text " + "x".repeat(8192) + "...", session.sent.take());
        assertEquals("text x", session.sent.take());
    }

    /// Of what waited while the other end was slow, only what is not older than 60 ms is sent.
    @Test
    void shouldDropPacketsThatWaitedTooLong() throws InterruptedException {
        startSlowly();
        for (byte i = 1; i <= 5; i++) {
            outbox.offer(new byte[] {i});
            nowNs.addAndGet(20 * MS);
        }
        outbox.end(CloseCode.NORMAL, "end");
        assertEquals(
                List.of("text wait", "packet 3", "packet 4", "packet 5", "close 1000 end"),
                sentUntil("close 1000 end"));
        assertEquals(2, stale.sum());
    }

    @Test
    void shouldMakeRoomOfStalePacketsAndDropWhatIsTooMuch() throws InterruptedException {
        startSlowly();
        for (byte i = 1; i <= 20; i++) {
            outbox.offer(new byte[200]);
        }
        assertEquals(17, stale.sum());
        nowNs.addAndGet(61 * MS);
        byte[] fresh = new byte[200];
        fresh[0] = 7;
        outbox.offer(fresh);
        assertEquals(20, stale.sum());
        assertEquals(List.of("text wait", "packet 7"), sentUntil("packet 7"));
    }
}
