package tutti.nat.impair;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tutti.nat.udp.DatagramPort;

/// A network in memory, on a clock that the test moves. Packets arrive when the clock has reached their time; nothing
/// here waits. Every direction between two ports has a path of its own, an [ImpairedPath] at first, whose seed
/// depends on the network's and on the two addresses alone, so a run can be repeated to the packet.
///
/// A test steps like this: do what is due, then move the clock to the earliest of [#nextDeliveryNs] and its other
/// deadlines. Packets under way to one port: at most 65,536; more are dropped and counted as overflowed.
///
/// Thread: any.
public final class SimulatedNetwork {
    private static final int MAX_UNDER_WAY_PACKETS = 1 << 16;
    private static final int FIRST_EPHEMERAL_PORT = 49_152;

    private final LongSupplier clockNs;
    private final long seed;
    private final Map<InetSocketAddress, SimulatedPort> ports = new HashMap<>();
    private Impairment usual = Impairment.NONE;
    private boolean outage;
    private @Nullable Eavesdropper eavesdropper;

    /// Somebody on the path.
    @FunctionalInterface
    public interface Eavesdropper {
        /// Sees a datagram as it is sent, before anything happens to it.
        ///
        /// @param datagram a copy
        void onDatagram(InetSocketAddress from, InetSocketAddress to, byte[] datagram);
    }

    /// @param clockNs the time in nanoseconds; never goes back
    /// @param seed decides all chances
    public SimulatedNetwork(LongSupplier clockNs, long seed) {
        this.clockNs = clockNs;
        this.seed = seed;
    }

    /// Binds a port. Packets that were under way to a port closed before at this address, and are due only now or
    /// later, reach the new one.
    ///
    /// @param address resolved, not a wildcard; port 0 = any that is free
    /// @throws IllegalStateException if a port is open there
    public synchronized DatagramPort open(InetSocketAddress address) {
        if (address.isUnresolved() || address.getAddress().isAnyLocalAddress()) {
            throw new IllegalArgumentException("A simulated port needs an address of its own, not " + address + ".");
        }
        SimulatedPort before = ports.get(address);
        if (before != null && before.open) {
            throw new IllegalStateException("There is already a port at " + address + ".");
        }
        SimulatedPort port = new SimulatedPort(withPortNumber(address), before);
        ports.put(port.localAddress(), port);
        return port;
    }

    /// Sets what happens in every direction that has not got, or does not later get, an impairment of its own.
    public synchronized void impair(Impairment impairment) {
        usual = impairment;
        for (SimulatedPort port : ports.values()) {
            for (Direction direction : port.directions.values()) {
                if (!direction.isSpecial) {
                    direction.impair(impairment);
                }
            }
        }
    }

    /// Sets what happens to packets between two ports, in one direction. The sending one must have been opened.
    public synchronized void impair(InetSocketAddress from, InetSocketAddress to, Impairment impairment) {
        Direction direction = opened(from).direction(to);
        direction.isSpecial = true;
        direction.impair(impairment);
    }

    /// Sends packets between two ports by a path of their own from now on, in one direction; what was counted there
    /// before is forgotten. The sending one must have been opened.
    public synchronized void route(InetSocketAddress from, InetSocketAddress to, PacketPath path) {
        Direction direction = opened(from).direction(to);
        direction.isSpecial = true;
        direction.path = path;
        path.outage(outage);
    }

    /// While on, every packet that is sent is lost; those under way still arrive.
    public synchronized void outage(boolean on) {
        outage = on;
        for (SimulatedPort port : ports.values()) {
            for (Direction direction : port.directions.values()) {
                direction.path.outage(on);
            }
        }
    }

    /// The same in one direction.
    public synchronized void outage(InetSocketAddress from, InetSocketAddress to, boolean on) {
        opened(from).direction(to).path.outage(on);
    }

    /// Shows every datagram that is sent from now on to somebody, instead of to the one before.
    public synchronized void tap(Eavesdropper newEavesdropper) {
        eavesdropper = newEavesdropper;
    }

    /// Delivers a datagram at once that claims to come from `from`, whoever that is: what an attacker can do. It is
    /// neither impaired nor counted, and is lost if no port is open at `to`.
    ///
    /// @return false if it was lost
    public synchronized boolean forge(byte[] datagram, InetSocketAddress from, InetSocketAddress to) {
        SimulatedPort destination = ports.get(to);
        return destination != null
                && destination.open
                && destination.arriving.add(datagram, 0, datagram.length, clockNs.getAsLong(), from);
    }

    /// What became of the packets between two ports, in one direction.
    public synchronized ImpairmentCounters counters(InetSocketAddress from, InetSocketAddress to) {
        return opened(from).direction(to).path.counters();
    }

    /// When the next packet reaches an open port; in the past if packets wait there. Long.MAX_VALUE if none is under
    /// way.
    public synchronized long nextDeliveryNs() {
        long nextNs = Long.MAX_VALUE;
        for (SimulatedPort port : ports.values()) {
            if (port.open) {
                nextNs = Math.min(nextNs, port.arriving.nextDueNs());
            }
        }
        return nextNs;
    }

    private SimulatedPort opened(InetSocketAddress address) {
        SimulatedPort port = ports.get(address);
        if (port == null) {
            throw new IllegalArgumentException("No port was ever opened at " + address + ".");
        }
        return port;
    }

    private InetSocketAddress withPortNumber(InetSocketAddress address) {
        if (address.getPort() != 0) {
            return address;
        }
        for (int number = FIRST_EPHEMERAL_PORT; number < 1 << 16; number++) {
            InetSocketAddress candidate = new InetSocketAddress(address.getAddress(), number);
            if (!ports.containsKey(candidate)) {
                return candidate;
            }
        }
        throw new IllegalStateException("All ports of " + address.getAddress() + " are taken.");
    }

    private synchronized boolean carry(
            SimulatedPort from, byte[] buffer, int offsetBytes, int numBytes, InetSocketAddress to) {
        if (!from.open) {
            return false;
        }
        if (eavesdropper != null) {
            byte[] copy = Arrays.copyOfRange(buffer, offsetBytes, offsetBytes + numBytes);
            eavesdropper.onDatagram(from.localAddress(), to, copy);
        }
        PacketPath path = from.direction(to).path;
        int numCopies = path.offer(clockNs.getAsLong(), numBytes);
        SimulatedPort destination = ports.get(to);
        if (destination == null) {
            return true;
        }
        for (int copy = 0; copy < numCopies; copy++) {
            if (!destination.arriving.add(buffer, offsetBytes, numBytes, path.deliveryNs(copy), from.localAddress())) {
                path.countOverflow();
            }
        }
        return true;
    }

    private synchronized int take(SimulatedPort port, byte[] buffer) {
        DelayLine.Packet<InetSocketAddress> packet = port.open ? port.arriving.pollDue(clockNs.getAsLong()) : null;
        if (packet == null) {
            return DatagramPort.NONE;
        }
        int numBytes = Math.min(packet.numBytes, buffer.length);
        System.arraycopy(packet.bytes, 0, buffer, 0, numBytes);
        if (packet.route != null) {
            port.sender = packet.route;
        }
        port.arrivalNs = packet.dueNs;
        port.arriving.release(packet);
        return numBytes;
    }

    private static long hash(InetSocketAddress address) {
        return 31L * Arrays.hashCode(address.getAddress().getAddress()) + address.getPort();
    }

    private static final class Direction {
        private final long seed;
        PacketPath path;
        boolean isSpecial;

        Direction(Impairment impairment, long seed) {
            this.seed = seed;
            path = new ImpairedPath(impairment, new SplittableRandom(seed));
        }

        void impair(Impairment impairment) {
            if (path instanceof ImpairedPath impaired) {
                impaired.impair(impairment);
            } else {
                path = new ImpairedPath(impairment, new SplittableRandom(seed));
            }
        }
    }

    private final class SimulatedPort implements DatagramPort {
        private final InetSocketAddress address;
        private final Map<InetSocketAddress, Direction> directions;
        private final DelayLine<InetSocketAddress> arriving;
        private InetSocketAddress sender;
        private long arrivalNs;
        private boolean open = true;

        /// What is on its way here, and the fate of what leaves here, belong to the address: a restart changes
        /// neither.
        SimulatedPort(InetSocketAddress address, @Nullable SimulatedPort before) {
            this.address = address;
            sender = address;
            directions = before == null ? new HashMap<>() : before.directions;
            arriving = before == null ? new DelayLine<>(MAX_UNDER_WAY_PACKETS) : before.arriving;
            discardDue();
        }

        Direction direction(InetSocketAddress to) {
            Direction direction = directions.get(to);
            if (direction == null) {
                long pathSeed = seed * 0x9E3779B97F4A7C15L + 31 * hash(address) + hash(to);
                direction = new Direction(usual, pathSeed);
                direction.path.outage(outage);
                directions.put(to, direction);
            }
            return direction;
        }

        private void discardDue() {
            long nowNs = clockNs.getAsLong();
            for (var packet = arriving.pollDue(nowNs); packet != null; packet = arriving.pollDue(nowNs)) {
                arriving.release(packet);
            }
        }

        @Override
        public InetSocketAddress localAddress() {
            return address;
        }

        @Override
        public boolean send(byte[] buffer, int offsetBytes, int numBytes, InetSocketAddress to) {
            return carry(this, buffer, offsetBytes, numBytes, to);
        }

        @Override
        public int receive(byte[] buffer, long timeoutNs) {
            return take(this, buffer);
        }

        @Override
        public InetSocketAddress sender() {
            return sender;
        }

        @Override
        public long arrivalNs() {
            return arrivalNs;
        }

        @Override
        public void close() {
            synchronized (SimulatedNetwork.this) {
                open = false;
            }
        }
    }
}
