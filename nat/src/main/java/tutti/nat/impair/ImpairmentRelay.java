package tutti.nat.impair;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A bad network between real sockets, in real time: what clients send to this relay's port goes to one target, and
/// back, each direction impaired on its own. The target sees each client at a port of its own.
///
/// Serves the first [#MAX_CLIENTS] source addresses; packets from others are counted and dropped. Packets under way:
/// at most 16,384; more are dropped and counted as overflowed.
///
/// Threads: `tutti-relay-in` receives and decides, `tutti-relay-out` delivers, within about 50 us of the time
/// decided.
public final class ImpairmentRelay implements AutoCloseable {
    /// How many clients are served at once.
    public static final int MAX_CLIENTS = 64;

    private static final int MAX_UNDER_WAY_PACKETS = 1 << 14;
    private static final int SOCKET_BUFFER_BYTES = 1 << 20;

    /// A parked thread of ordinary priority wakes 50 to 60 us late on Linux (its timer slack); the rest is yielded
    /// away.
    private static final long WAKE_UP_NS = 80_000;

    private final InetSocketAddress target;
    private final LongSupplier clockNs;
    private final SplittableRandom random;
    private final Selector selector;
    private final DatagramChannel front;
    private final AtomicLong refused = new AtomicLong();
    private final Thread receiver;
    private final Thread deliverer;
    private volatile boolean closed;

    /// The receiving thread's own.
    private final byte[] incomingBytes = new byte[DelayLine.MAX_PACKET_BYTES];

    private final ByteBuffer incoming = ByteBuffer.wrap(incomingBytes);

    /// Guards all of the following, which both threads and the owner use.
    private final Object lock = new Object();

    private final DelayLine<Flow> underWay = new DelayLine<>(MAX_UNDER_WAY_PACKETS);
    private final Map<InetSocketAddress, Client> clients = new HashMap<>();
    private LongFunction<PacketPath> toTarget;
    private LongFunction<PacketPath> toClients;
    private boolean outage;

    private ImpairmentRelay(
            InetSocketAddress listen,
            InetSocketAddress target,
            LongFunction<PacketPath> toTarget,
            LongFunction<PacketPath> toClients,
            long seed,
            LongSupplier clockNs)
            throws IOException {
        this.target = target;
        this.toTarget = toTarget;
        this.toClients = toClients;
        this.clockNs = clockNs;
        random = new SplittableRandom(seed);
        selector = Selector.open();
        front = DatagramChannel.open();
        try {
            front.bind(listen);
            prepare(front, null);
        } catch (IOException e) {
            front.close();
            selector.close();
            throw e;
        }
        receiver = Thread.ofPlatform().daemon().name("tutti-relay-in").unstarted(this::receiveAll);
        deliverer = Thread.ofPlatform().daemon().name("tutti-relay-out").unstarted(this::deliverAll);
    }

    /// Binds a port and starts to relay.
    ///
    /// @param listen where clients send to; port 0 = any that is free, see [#localAddress]
    /// @param target where their packets go
    /// @param toTarget what happens on the way there
    /// @param toClients what happens on the way back
    /// @param seed decides all chances
    /// @throws IOException if the port cannot be bound
    public static ImpairmentRelay open(
            InetSocketAddress listen, InetSocketAddress target, Impairment toTarget, Impairment toClients, long seed)
            throws IOException {
        return start(
                new ImpairmentRelay(listen, target, impaired(toTarget), impaired(toClients), seed, System::nanoTime));
    }

    /// Binds a port and starts to relay, each client and direction by a path of its own.
    ///
    /// @param listen where clients send to; port 0 = any that is free, see [#localAddress]
    /// @param target where their packets go
    /// @param trace what happens, both ways
    /// @param seed decides all chances
    /// @throws IOException if the port cannot be bound
    public static ImpairmentRelay open(
            InetSocketAddress listen, InetSocketAddress target, NetworkTrace trace, long seed) throws IOException {
        return start(new ImpairmentRelay(listen, target, trace::newPath, trace::newPath, seed, System::nanoTime));
    }

    private static LongFunction<PacketPath> impaired(Impairment impairment) {
        return seed -> new ImpairedPath(impairment, new SplittableRandom(seed));
    }

    private static ImpairmentRelay start(ImpairmentRelay relay) {
        relay.receiver.start();
        relay.deliverer.start();
        return relay;
    }

    /// Where clients send to. Thread: any.
    public InetSocketAddress localAddress() {
        try {
            return (InetSocketAddress) front.getLocalAddress();
        } catch (IOException e) {
            throw new IllegalStateException("The relay is closed.", e);
        }
    }

    /// Changes what happens from now on, to all clients; those on a trace's paths stay on them. Thread: any.
    public void impair(Impairment newToTarget, Impairment newToClients) {
        synchronized (lock) {
            toTarget = impaired(newToTarget);
            toClients = impaired(newToClients);
            for (Client client : clients.values()) {
                client.there.impair(newToTarget);
                client.back.impair(newToClients);
            }
        }
    }

    /// While on, every packet that comes in is lost, in both directions. Thread: any.
    public void outage(boolean on) {
        synchronized (lock) {
            outage = on;
            for (Client client : clients.values()) {
                client.there.path.outage(on);
                client.back.path.outage(on);
            }
        }
    }

    /// What became of all packets from clients to the target. Thread: any.
    public ImpairmentCounters countersToTarget() {
        synchronized (lock) {
            return clients.values().stream()
                    .map(client -> client.there.path.counters())
                    .reduce(new ImpairmentCounters(0, 0, 0, 0), ImpairmentRelay::sum);
        }
    }

    /// What became of all packets from the target to clients. Thread: any.
    public ImpairmentCounters countersToClients() {
        synchronized (lock) {
            return clients.values().stream()
                    .map(client -> client.back.path.counters())
                    .reduce(new ImpairmentCounters(0, 0, 0, 0), ImpairmentRelay::sum);
        }
    }

    /// Packets from clients beyond [#MAX_CLIENTS]. Thread: any.
    public long refusedPackets() {
        return refused.get();
    }

    /// Stops at once: what is under way is lost. Idempotent. Thread: any but the relay's.
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        LockSupport.unpark(deliverer);
        boolean interrupted = join(receiver);
        interrupted |= join(deliverer);
        synchronized (lock) {
            closeQuietly(front);
            for (Client client : clients.values()) {
                closeQuietly(client.upstream);
            }
        }
        try {
            selector.close();
        } catch (IOException e) {
            throw new IllegalStateException("The relay's selector cannot be closed.", e);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void receiveAll() {
        while (!closed) {
            try {
                selector.select(key -> drain((DatagramChannel) key.channel(), (Client) key.attachment()));
            } catch (IOException e) {
                // Only a broken selector fails here; without it there is nothing left to relay.
                return;
            }
        }
    }

    /// Takes in all that waits at one socket: the front one (client null), or a client's own towards the target.
    private void drain(DatagramChannel channel, @Nullable Client owner) {
        while (!closed) {
            try {
                if (channel.receive(incoming.clear()) instanceof InetSocketAddress from) {
                    Flow flow = owner == null ? flowOf(from) : owner.back;
                    if (flow != null) {
                        delay(flow, incoming.position());
                    }
                } else {
                    return;
                }
            } catch (PortUnreachableException e) {
                // The other side is not there, so an earlier packet was lost, as on any network. Go on with this one.
                incoming.clear();
            } catch (IOException e) {
                return;
            }
        }
    }

    private @Nullable Flow flowOf(InetSocketAddress from) throws IOException {
        synchronized (lock) {
            Client client = clients.get(from);
            if (client == null) {
                if (clients.size() == MAX_CLIENTS) {
                    refused.incrementAndGet();
                    return null;
                }
                client = connect(from);
                clients.put(from, client);
            }
            return client.there;
        }
    }

    private Client connect(InetSocketAddress from) throws IOException {
        DatagramChannel upstream = DatagramChannel.open();
        try {
            upstream.connect(target);
            Client client = new Client(
                    upstream,
                    new Flow(toTarget.apply(random.nextLong()), upstream, null),
                    new Flow(toClients.apply(random.nextLong()), front, from));
            client.there.path.outage(outage);
            client.back.path.outage(outage);
            prepare(upstream, client);
            return client;
        } catch (IOException e) {
            upstream.close();
            throw e;
        }
    }

    private void prepare(DatagramChannel channel, @Nullable Client client) throws IOException {
        channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER_BYTES);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, client);
    }

    private void delay(Flow flow, int numBytes) {
        long nowNs = clockNs.getAsLong();
        synchronized (lock) {
            long nextBeforeNs = underWay.nextDueNs();
            int numCopies = flow.path.offer(nowNs, numBytes);
            for (int copy = 0; copy < numCopies; copy++) {
                if (!underWay.add(incomingBytes, 0, numBytes, flow.path.deliveryNs(copy), flow)) {
                    flow.path.countOverflow();
                }
            }
            if (underWay.nextDueNs() == nextBeforeNs) {
                return;
            }
        }
        LockSupport.unpark(deliverer);
    }

    private void deliverAll() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(DelayLine.MAX_PACKET_BYTES);
        while (!closed) {
            long waitNs;
            synchronized (lock) {
                long dueNs = underWay.nextDueNs();
                waitNs = dueNs == Long.MAX_VALUE ? Long.MAX_VALUE : dueNs - clockNs.getAsLong();
            }
            if (waitNs == Long.MAX_VALUE) {
                LockSupport.park(this);
            } else if (waitNs > WAKE_UP_NS) {
                LockSupport.parkNanos(this, waitNs - WAKE_UP_NS);
            } else if (waitNs > 0) {
                Thread.onSpinWait();
            } else {
                deliverNext(buffer);
            }
        }
    }

    private void deliverNext(ByteBuffer buffer) {
        Flow flow;
        synchronized (lock) {
            DelayLine.Packet<Flow> packet = underWay.pollDue(clockNs.getAsLong());
            if (packet == null) {
                return;
            }
            flow = packet.route;
            buffer.clear().put(packet.bytes, 0, packet.numBytes).flip();
            underWay.release(packet);
        }
        if (flow != null) {
            flow.send(buffer);
        }
    }

    private static ImpairmentCounters sum(ImpairmentCounters a, ImpairmentCounters b) {
        return new ImpairmentCounters(
                a.offered() + b.offered(),
                a.lost() + b.lost(),
                a.overflowed() + b.overflowed(),
                a.duplicated() + b.duplicated());
    }

    /// @return true if this thread was interrupted meanwhile
    private static boolean join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }

    private static void closeQuietly(DatagramChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("A socket of the relay cannot be closed.", e);
        }
    }

    /// One client: its socket towards the target, and its two directions.
    private record Client(DatagramChannel upstream, Flow there, Flow back) {}

    /// One direction of one client, and how packets leave it.
    ///
    /// @param to null = the channel is connected
    private record Flow(
            PacketPath path,
            DatagramChannel channel,
            @Nullable InetSocketAddress to) {
        void impair(Impairment impairment) {
            if (path instanceof ImpairedPath impaired) {
                impaired.impair(impairment);
            }
        }

        void send(ByteBuffer packet) {
            try {
                if (to == null) {
                    channel.write(packet);
                } else {
                    channel.send(packet, to);
                }
            } catch (IOException e) {
                // Unreachable, refused or closed: the packet is lost on the way, and losing packets is the trade here.
                return;
            }
        }
    }
}
