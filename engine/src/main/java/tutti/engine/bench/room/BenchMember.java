package tutti.engine.bench.room;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tutti.nat.identity.Identity;

/// One member of one room: comes, says something when told to, comes back when the server is away, says again what
/// it has not heard, and holds what it hears against what may be heard.
///
/// Thread: a virtual one of its own that receives; speaking may come from any.
final class BenchMember implements Runnable {
    private static final long RETRY_MS = 250;

    private record Unheard(long id, String message) {}

    private final BenchParts parts;
    private final BenchRoom room;
    private final int number;
    private final Identity identity;
    private final long[] lastIds;
    private final ReentrantLock lock = new ReentrantLock();

    /// The rest is guarded by the lock, but for what is heard, which is the receiving thread's own.
    private final Deque<Unheard> unheard = new ArrayDeque<>();

    private @Nullable LeanWebSocket inside;
    private long lastId;
    private volatile long lastSeq;

    BenchMember(BenchParts parts, BenchRoom room, int number, Identity identity, int numMembers) {
        this.parts = parts;
        this.room = room;
        this.number = number;
        this.identity = identity;
        this.lastIds = new long[numMembers];
    }

    @Override
    public void run() {
        while (!parts.isOver()) {
            try (LeanWebSocket socket = connect()) {
                receiveAll(socket);
            } catch (IOException serverIsAway) {
                pause();
            } catch (InterruptedException e) {
                return;
            } finally {
                leave();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private LeanWebSocket connect() throws IOException, InterruptedException {
        if (number > 0) {
            room.opened().await();
        }
        parts.entering().acquire();
        try {
            LeanWebSocket socket =
                    LeanWebSocket.open(parts.tls(), parts.server().address(), room.address(), "/room");
            try {
                enter(socket);
                return socket;
            } catch (IOException e) {
                socket.close();
                throw e;
            }
        } finally {
            parts.entering().release();
        }
    }

    private void enter(LeanWebSocket socket) throws IOException {
        String nonce = Json.text(socket.receive(), "nonce");
        socket.send(room.wish(identity, nonce, parts.server().fingerprint(), lastSeq, number == 0));
        String answer = socket.receive();
        if (!Json.isOfType(answer, "entered")) {
            throw new IOException("the server does not let a member in");
        }
        if (Json.number(answer, "next") - 1 < lastSeq) {
            parts.ledger().forgotten.add(lastSeq - Json.number(answer, "next") + 1);
        }
        lock.lock();
        try {
            for (Unheard message : unheard) {
                socket.send(message.message());
            }
            inside = socket;
        } finally {
            lock.unlock();
        }
        room.opened().countDown();
        parts.ledger().numInside.incrementAndGet();
    }

    private void leave() {
        lock.lock();
        try {
            if (inside != null) {
                inside = null;
                parts.ledger().numInside.decrementAndGet();
                parts.ledger().reconnected.increment();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Says something, now or when it is back.
    void speak() {
        lock.lock();
        try {
            lastId++;
            room.said().incrementAndGet();
            Said said = new Said(room.number(), number, parts.ledger().stretch(), lastId, parts.nowNs());
            String message = "{\"type\":\"append\",\"id\":" + lastId + ",\"body\":\"" + said.body() + "\"}";
            unheard.addLast(new Unheard(lastId, message));
            if (inside != null) {
                inside.send(message);
            }
        } catch (IOException serverIsAway) {
            // It is said again then.
        } finally {
            lock.unlock();
        }
    }

    /// Lets the server know that somebody is here.
    void ping() {
        lock.lock();
        try {
            if (inside != null) {
                inside.ping();
            }
        } catch (IOException serverIsAway) {
            // The receiving thread notices.
        } finally {
            lock.unlock();
        }
    }

    private void receiveAll(LeanWebSocket socket) throws IOException {
        while (true) {
            String message = socket.receive();
            long nowNs = parts.nowNs();
            if (Json.isOfType(message, "log")) {
                hear(message, nowNs);
            } else if (Json.isOfType(message, "slow")) {
                throw new IOException("the server has dropped a message");
            }
        }
    }

    private void hear(String message, long nowNs) throws IOException {
        long seq = Json.number(message, "seq");
        Said said = Said.parse(Json.text(message, "body"));
        if (said.member() == number) {
            heardMyself(said.id());
        }
        if (seq <= lastSeq) {
            // The answer to something said twice goes to its speaker alone.
            if (said.member() != number) {
                parts.ledger().repeated.increment();
            }
            return;
        }
        if (seq != lastSeq + 1 || said.room() != room.number() || said.id() != lastIds[said.member()] + 1) {
            parts.ledger().disordered.increment();
        }
        lastSeq = seq;
        lastIds[said.member()] = said.id();
        parts.ledger().heard(said, nowNs);
    }

    private void heardMyself(long id) {
        lock.lock();
        try {
            while (!unheard.isEmpty() && unheard.getFirst().id() <= id) {
                unheard.removeFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    /// How much of what was said in its room it has not heard.
    long missing() {
        return room.said().get() - lastSeq;
    }
}
