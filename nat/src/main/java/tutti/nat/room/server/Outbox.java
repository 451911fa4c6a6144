package tutti.nat.room.server;

import io.helidon.common.buffers.BufferData;
import io.helidon.websocket.WsSession;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What waits to be sent on a connection: put in by any thread, sent by one virtual thread, which may have to wait
/// for the other end. Holds up to a number of bytes; a message beyond is refused, a packet beyond is dropped and
/// counted.
final class Outbox {
    /// Open takes anything; closing sends what is in it, the last being the end; over sends nothing more.
    private enum State {
        OPEN,
        CLOSING,
        OVER
    }

    private sealed interface Item {
        record Text(String text) implements Item {}

        /// Made one by one as they are sent; what they hold does not count, being kept elsewhere anyway.
        record Texts(Iterator<String> texts) implements Item {}

        record Packet(BufferData message, int numBytes, long sinceNs) implements Item {}

        record Pong(BufferData content) implements Item {}

        record End(CloseCode code, String reason) implements Item {}
    }

    /// Longer texts go in pieces, as the web server keeps a buffer as large as the largest for each connection.
    private static final int PIECE_CHARS = 8192;

    private static final int ITEM_BYTES = 64;

    /// How old a packet may become (section 7).
    private static final long MAX_AGE_NS = 60_000_000;

    private final WsSession session;
    private final int capacityBytes;
    private final LongSupplier clockNs;
    private final LongAdder staleCounter;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Item> items = new ArrayDeque<>();
    private State state = State.OPEN;
    private int waitingBytes;

    Outbox(WsSession session, int capacityBytes, LongSupplier clockNs, LongAdder staleCounter) {
        this.session = session;
        this.capacityBytes = capacityBytes;
        this.clockNs = clockNs;
        this.staleCounter = staleCounter;
    }

    void start() {
        Thread.ofVirtual().name("tutti-room-out").start(this::sendAll);
    }

    /// Whether it takes anything.
    boolean isOpen() {
        lock.lock();
        try {
            return state == State.OPEN;
        } finally {
            lock.unlock();
        }
    }

    /// Takes a message; false if too much waits already.
    boolean offer(String text) {
        return offer(new Item.Text(text));
    }

    /// Takes messages.
    boolean offer(Iterator<String> texts) {
        return offer(new Item.Texts(texts));
    }

    /// Takes the answer to a ping; false if too much waits already.
    boolean pong(BufferData content) {
        return offer(new Item.Pong(content));
    }

    /// Takes a packet, or drops it if too much waits that is not too old.
    void offer(byte[] packet) {
        lock.lock();
        try {
            long nowNs = clockNs.getAsLong();
            while (items.peekFirst() instanceof Item.Packet oldest && isStale(oldest, nowNs)) {
                take();
                staleCounter.increment();
            }
            if (!offer(new Item.Packet(BufferData.create(packet), packet.length, nowNs))) {
                staleCounter.increment();
            }
        } finally {
            lock.unlock();
        }
    }

    private static boolean isStale(Item.Packet packet, long nowNs) {
        return nowNs - packet.sinceNs() > MAX_AGE_NS;
    }

    private boolean offer(Item item) {
        lock.lock();
        try {
            if (state != State.OPEN) {
                return true;
            }
            if (waitingBytes + sizeBytes(item) > capacityBytes) {
                return false;
            }
            add(item);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void add(Item item) {
        items.addLast(item);
        waitingBytes += sizeBytes(item);
        changed.signal();
    }

    private static int sizeBytes(Item item) {
        return ITEM_BYTES
                + switch (item) {
                    case Item.Text text -> text.text().length();
                    case Item.Packet packet -> packet.numBytes();
                    case Item.Pong pong -> pong.content().available();
                    case Item.Texts _, Item.End _ -> 0;
                };
    }

    /// Takes the end: behind what waits.
    void end(CloseCode code, String reason) {
        lock.lock();
        try {
            if (state == State.OPEN) {
                add(new Item.End(code, reason));
                state = State.CLOSING;
            }
        } finally {
            lock.unlock();
        }
    }

    /// Takes the end, in place of what waits.
    void endAtOnce(CloseCode code, String reason) {
        lock.lock();
        try {
            if (state == State.OPEN) {
                items.clear();
                waitingBytes = 0;
            }
            end(code, reason);
        } finally {
            lock.unlock();
        }
    }

    /// The connection has ended.
    void over() {
        lock.lock();
        try {
            state = State.OVER;
            items.clear();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void sendAll() {
        try {
            for (Item item = await(); item != null; item = await()) {
                send(item);
            }
        } catch (RuntimeException otherEndIsGone) {
            over();
        }
    }

    private @Nullable Item await() {
        lock.lock();
        try {
            while (items.isEmpty() && state != State.OVER) {
                changed.awaitUninterruptibly();
            }
            return items.isEmpty() ? null : take();
        } finally {
            lock.unlock();
        }
    }

    private Item take() {
        Item item = items.removeFirst();
        waitingBytes -= sizeBytes(item);
        return item;
    }

    private void send(Item item) {
        switch (item) {
            case Item.Text text -> send(text.text());
            case Item.Texts texts -> texts.texts().forEachRemaining(this::send);
            case Item.Packet packet -> {
                if (isStale(packet, clockNs.getAsLong())) {
                    staleCounter.increment();
                } else {
                    session.send(packet.message(), true);
                }
            }
            case Item.Pong pong -> session.pong(pong.content());
            case Item.End end -> {
                session.close(end.code().number(), end.reason());
                over();
            }
        }
    }

    private void send(String text) {
        int from = 0;
        while (text.length() - from > PIECE_CHARS) {
            session.send(text.substring(from, from + PIECE_CHARS), false);
            from += PIECE_CHARS;
        }
        session.send(text.substring(from), true);
    }
}
