package tutti.engine.control.osc.query;

import io.helidon.websocket.WsSession;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// The WebSockets that there are, at most so many, and the way from their threads to the control thread.
///
/// Thread: any, but for what says otherwise.
final class QueryLines {
    private final Map<WsSession, QueryLine> lines = new ConcurrentHashMap<>();
    private final Queue<QueryLine> opened = new ConcurrentLinkedQueue<>();
    private final Queue<QueryLine> ended = new ConcurrentLinkedQueue<>();
    private final int maxClients;
    private final Semaphore places;
    private final QueryCounters counters;
    private final LongSupplier nanoClock;
    private final Runnable wake;

    /// @param wake lets the control thread look for what has come
    QueryLines(int maxClients, QueryCounters counters, LongSupplier nanoClock, Runnable wake) {
        this.maxClients = maxClients;
        this.places = new Semaphore(maxClients);
        this.counters = counters;
        this.nanoClock = nanoClock;
        this.wake = wake;
    }

    QueryCounters counters() {
        return counters;
    }

    LongSupplier nanoClock() {
        return nanoClock;
    }

    void wake() {
        wake.run();
    }

    /// Takes a place for one more; false if there is none.
    boolean enter() {
        return places.tryAcquire();
    }

    /// Gives a place back.
    void exit() {
        places.release();
    }

    void opened(WsSession session, QueryLine line) {
        lines.put(session, line);
        counters.clients.increment();
        opened.add(line);
        wake();
    }

    void ended(WsSession session) {
        QueryLine line = lines.remove(session);
        if (line != null) {
            counters.clients.decrement();
            line.ended();
            ended.add(line);
            wake();
        }
    }

    /// Hands all that has come to the door. Thread: the control thread's.
    ///
    /// @return how many frames
    int deliver(QueryDoor door) {
        for (QueryLine line = opened.poll(); line != null; line = opened.poll()) {
            door.opened(line);
        }
        int done = 0;
        for (QueryLine line : lines.values()) {
            done += line.deliver(door);
        }
        for (QueryLine line = ended.poll(); line != null; line = ended.poll()) {
            // What it said last is still done.
            done += line.deliver(door);
            door.closed(line);
        }
        return done;
    }

    void endStalled(long nowNs) {
        lines.values().forEach(line -> line.endIfStalled(nowNs));
    }

    /// Sends everybody away, and waits until all have gone, or so long.
    void goAway(long patienceMs) {
        lines.values().forEach(QueryLine::goAway);
        try {
            if (places.tryAcquire(maxClients, patienceMs, TimeUnit.MILLISECONDS)) {
                places.release(maxClients);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    void cut() {
        lines.values().forEach(QueryLine::cut);
    }
}
