package tutti.nat.room.server;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Knows every TCP connection from its first moment, before TLS, and bounds how many there are that nobody has
/// vouched for: by address and in all, and for how long. The oldest makes room for a new one, so that half-open
/// ones keep nobody out.
///
/// Thread: any.
final class FrontDoor {
    /// Addresses that are remembered; those that have not been heard of for longest are forgotten.
    private static final int MAX_CALLERS = 1 << 16;

    /// How long a connection that is being ended may take.
    private static final long LEAVING_NS = 2_000_000_000L;

    private static final int SUBNET_BYTES = 8;
    private static final long NS_PER_MS = 1_000_000;

    private final RoomServerLimits limits;
    private final RoomMetrics metrics;
    private final LongSupplier clockNs;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<SocketAddress, Visitor> visitors = new HashMap<>();
    private final Set<Visitor> waiting = new LinkedHashSet<>();
    private final Set<Visitor> leaving = new LinkedHashSet<>();
    private final Map<InetAddress, Caller> callers = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Caller> eldest) {
            return size() > MAX_CALLERS;
        }
    };
    private boolean isClosed;

    FrontDoor(RoomServerLimits limits, RoomMetrics metrics, LongSupplier clockNs) {
        this.limits = limits;
        this.metrics = metrics;
        this.clockNs = clockNs;
    }

    /// A connection. It waits, until it has entered or ends.
    static final class Visitor {
        private final Socket socket;
        private final Caller caller;

        /// Ends then if it is still waiting, or leaving. Guarded by the door's lock.
        private long dueNs;

        private Visitor(Socket socket, Caller caller, long dueNs) {
            this.socket = socket;
            this.caller = caller;
            this.dueNs = dueNs;
        }
    }

    /// Takes a new connection.
    ///
    /// @throws IOException if there are too many from its address
    void admit(Socket socket) throws IOException {
        SocketAddress remote = socket.getRemoteSocketAddress();
        if (!(remote instanceof InetSocketAddress address)) {
            throw new IOException("the connection has ended already");
        }
        List<Visitor> ended = new ArrayList<>();
        lock.lock();
        try {
            long nowNs = clockNs.getAsLong();
            Caller caller = callers.computeIfAbsent(network(address.getAddress()), _ -> new Caller(limits, nowNs));
            if (isClosed || visitors.size() >= limits.connections() || !caller.mayConnect(nowNs)) {
                metrics.turnedAway.increment();
                throw new IOException("too many connections");
            }
            makeRoom(caller.waiting, limits.waitingPerAddress(), ended);
            makeRoom(waiting, limits.waiting(), ended);
            Visitor visitor = new Visitor(socket, caller, nowNs + limits.waitingMs() * NS_PER_MS);
            visitors.put(remote, visitor);
            waiting.add(visitor);
            caller.waiting.add(visitor);
        } finally {
            lock.unlock();
        }
        ended.forEach(FrontDoor::hangUp);
    }

    /// What counts as one address: of IPv6 a network of 64 bits, which is the least that anybody has.
    static InetAddress network(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address;
        }
        byte[] bytes = address.getAddress();
        Arrays.fill(bytes, SUBNET_BYTES, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address has a length that addresses do not have.", e);
        }
    }

    private void makeRoom(Set<Visitor> among, int most, List<Visitor> ended) {
        if (among.size() < most) {
            return;
        }
        List<Visitor> closed =
                among.stream().filter(visitor -> visitor.socket.isClosed()).toList();
        closed.forEach(this::forget);
        Iterator<Visitor> oldest = List.copyOf(among).iterator();
        while (among.size() >= most && oldest.hasNext()) {
            Visitor visitor = oldest.next();
            forget(visitor);
            ended.add(visitor);
        }
    }

    private void forget(Visitor visitor) {
        visitors.values().remove(visitor);
        waiting.remove(visitor);
        leaving.remove(visitor);
        visitor.caller.waiting.remove(visitor);
    }

    private static void hangUp(Visitor visitor) {
        try {
            visitor.socket.close();
        } catch (IOException goneAlready) {
            return;
        }
    }

    /// The connection from an address, if it is still there.
    @Nullable
    Visitor visitor(SocketAddress remote) {
        lock.lock();
        try {
            return visitors.get(remote);
        } finally {
            lock.unlock();
        }
    }

    /// Somebody has vouched for it: it may stay.
    void entered(Visitor visitor) {
        lock.lock();
        try {
            waiting.remove(visitor);
            visitor.caller.waiting.remove(visitor);
        } finally {
            lock.unlock();
        }
    }

    /// It showed what was not right, which few may do often.
    void refused(Visitor visitor) {
        lock.lock();
        try {
            visitor.caller.refused(clockNs.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /// Whether a new room is within the limits.
    boolean mayOpenRoom(Visitor visitor) {
        lock.lock();
        try {
            return visitor.caller.mayOpenRoom(clockNs.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /// It is being ended, and cut off if that takes long.
    void leaves(Visitor visitor) {
        lock.lock();
        try {
            if (visitors.containsValue(visitor) && leaving.add(visitor)) {
                visitor.dueNs = clockNs.getAsLong() + LEAVING_NS;
            }
        } finally {
            lock.unlock();
        }
    }

    /// It has ended.
    void left(Visitor visitor) {
        lock.lock();
        try {
            forget(visitor);
        } finally {
            lock.unlock();
        }
    }

    /// Ends those whose time is over.
    void sweep() {
        List<Visitor> over = new ArrayList<>();
        lock.lock();
        try {
            long nowNs = clockNs.getAsLong();
            for (Set<Visitor> some : List.of(waiting, leaving)) {
                some.stream()
                        .filter(visitor -> visitor.dueNs - nowNs <= 0 || visitor.socket.isClosed())
                        .forEach(over::add);
            }
            over.forEach(this::forget);
        } finally {
            lock.unlock();
        }
        over.forEach(FrontDoor::hangUp);
    }

    /// From now on nobody comes in.
    void close() {
        lock.lock();
        try {
            isClosed = true;
        } finally {
            lock.unlock();
        }
    }

    /// All that there are.
    int numConnections() {
        lock.lock();
        try {
            return visitors.size();
        } finally {
            lock.unlock();
        }
    }
}
