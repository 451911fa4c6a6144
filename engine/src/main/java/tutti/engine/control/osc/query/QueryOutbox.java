package tutti.engine.control.osc.query;

import io.helidon.common.buffers.BufferData;
import io.helidon.websocket.WsSession;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What waits to be sent on a WebSocket: put in by any thread, sent by one virtual thread, which may have to wait for
/// the other end. Holds up to [#CAPACITY_BYTES]; what is beyond is refused. From [#FULL_BYTES] on it says that it has
/// no room, so that what can wait does.
final class QueryOutbox {
    static final int CAPACITY_BYTES = 1 << 18;
    static final int FULL_BYTES = 1 << 16;

    private static final int ITEM_BYTES = 64;

    /// Going away, as RFC 6455 numbers it, and "try again later".
    static final int GOING_AWAY = 1001;

    static final int BUSY = 1013;

    private sealed interface Item {
        record Text(String text) implements Item {}

        record Packet(BufferData content) implements Item {}

        record Ping() implements Item {}

        record Pong(BufferData content) implements Item {}

        record End(int code, String reason) implements Item {}
    }

    /// Open takes anything; closing sends what is in it, the last being the end; over sends nothing more.
    private enum State {
        OPEN,
        CLOSING,
        OVER
    }

    private final WsSession session;
    private final LongSupplier nanoClock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Item> items = new ArrayDeque<>();
    private State state = State.OPEN;
    private int waitingBytes;
    private boolean isSending;
    private long progressNs;

    QueryOutbox(WsSession session, LongSupplier nanoClock) {
        this.session = session;
        this.nanoClock = nanoClock;
    }

    void start() {
        Thread.ofVirtual().name("tutti-query-out").start(this::sendAll);
    }

    boolean hasRoom() {
        lock.lock();
        try {
            return waitingBytes < FULL_BYTES;
        } finally {
            lock.unlock();
        }
    }

    boolean text(String text) {
        return offer(new Item.Text(text));
    }

    boolean packet(byte[] bytes) {
        return offer(new Item.Packet(BufferData.create(bytes)));
    }

    boolean ping() {
        return offer(new Item.Ping());
    }

    boolean pong(BufferData content) {
        return offer(new Item.Pong(content));
    }

    private boolean offer(Item item) {
        lock.lock();
        try {
            if (state != State.OPEN) {
                return true;
            }
            if (waitingBytes + sizeBytes(item) > CAPACITY_BYTES) {
                return false;
            }
            add(item);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void add(Item item) {
        if (items.isEmpty() && !isSending) {
            progressNs = nanoClock.getAsLong();
        }
        items.addLast(item);
        waitingBytes += sizeBytes(item);
        changed.signal();
    }

    private static int sizeBytes(Item item) {
        return ITEM_BYTES
                + switch (item) {
                    case Item.Text(String text) -> 2 * text.length();
                    case Item.Packet(BufferData content) -> content.available();
                    case Item.Pong(BufferData content) -> content.available();
                    case Item.Ping _, Item.End _ -> 0;
                };
    }

    /// Takes the end, in place of what waits.
    void end(int code, String reason) {
        lock.lock();
        try {
            if (state == State.OPEN) {
                items.clear();
                waitingBytes = 0;
                add(new Item.End(code, reason));
                state = State.CLOSING;
            }
        } finally {
            lock.unlock();
        }
    }

    /// For how long something has been waiting without anything being sent; 0 if nothing waits.
    long stalledNs(long nowNs) {
        lock.lock();
        try {
            return state != State.OVER && (isSending || !items.isEmpty()) ? nowNs - progressNs : 0;
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
            waitingBytes = 0;
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
            isSending = false;
            progressNs = nanoClock.getAsLong();
            while (items.isEmpty() && state != State.OVER) {
                changed.awaitUninterruptibly();
            }
            if (items.isEmpty()) {
                return null;
            }
            isSending = true;
            progressNs = nanoClock.getAsLong();
            Item item = items.removeFirst();
            waitingBytes -= sizeBytes(item);
            return item;
        } finally {
            lock.unlock();
        }
    }

    private void send(Item item) {
        switch (item) {
            case Item.Text(String text) -> session.send(text, true);
            case Item.Packet(BufferData content) -> session.send(content, true);
            case Item.Ping() -> session.ping(BufferData.empty());
            case Item.Pong(BufferData content) -> session.pong(content);
            case Item.End(int code, String reason) -> {
                session.close(code, reason);
                over();
            }
        }
    }
}
