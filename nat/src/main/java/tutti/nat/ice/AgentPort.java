package tutti.nat.ice;

import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tutti.nat.udp.DatagramPort;
import tutti.nat.udp.Port;
import tutti.nat.udp.PortOpener;

/// One port of one agent. Sorts what comes to it by the first byte (RFC 7983): STUN and TURN go to ice4j, what a
/// relay carries is unwrapped, DTLS passes if it comes from an address of the peer, everything else passes.
///
/// Thread: the link thread, but for what says otherwise.
final class AgentPort implements AutoCloseable {
    private static final int LAST_STUN = 3;
    private static final int FIRST_DTLS = 20;
    private static final int FIRST_CHANNEL = 64;
    private static final int LAST_CHANNEL = 79;

    private final StunGate gate;
    private final Peers peers;
    private final Port port;
    private final StunSocket socket;
    private final byte[] rewrapped = new byte[DatagramPort.MAX_DATAGRAM_BYTES + TurnData.MAX_INDICATION_BYTES];
    private volatile @Nullable RelayRoute relay;
    private volatile long strangers;

    /// Where the peer may be; replaced, never changed.
    static final class Peers {
        private volatile Set<InetSocketAddress> addresses = Set.of();

        /// Thread: any, one at a time.
        void set(Set<InetSocketAddress> newAddresses) {
            addresses = Set.copyOf(newAddresses);
        }

        boolean contains(InetSocketAddress address) {
            return addresses.contains(address);
        }
    }

    private AgentPort(StunGate gate, Peers peers, Port port, StunSocket socket) {
        this.gate = gate;
        this.peers = peers;
        this.port = port;
        this.socket = socket;
    }

    /// Opens a port and its socket. Thread: any.
    ///
    /// @throws tutti.nat.udp.UdpPortException if there is no such address
    /// @throws SocketException if the system has no more sockets
    static AgentPort open(PortOpener ports, InetSocketAddress local, StunGate gate, Peers peers, LongSupplier clockNs)
            throws SocketException {
        // The link thread may hear something before all is in place; nobody knows this port yet, so it is noise.
        AtomicReference<@Nullable AgentPort> opened = new AtomicReference<>();
        Port port = ports.open(local, (buffer, numBytes, from, arrivalNs) -> {
            AgentPort ready = opened.get();
            return ready == null ? DatagramPort.NONE : ready.filter(buffer, numBytes, from, arrivalNs);
        });
        try {
            AgentPort ready = new AgentPort(gate, peers, port, new StunSocket(port, gate, clockNs));
            opened.set(ready);
            return ready;
        } catch (SocketException e) {
            port.close();
            throw e;
        }
    }

    /// Thread: any.
    Port port() {
        return port;
    }

    /// What ice4j gets. Thread: any.
    StunSocket socket() {
        return socket;
    }

    /// From now on a relay carries datagrams to this port. Thread: any.
    void setRelay(RelayRoute newRelay) {
        relay = newRelay;
    }

    /// How many datagrams were dropped: STUN that nobody expects or that waited too long, and DTLS of strangers.
    /// Thread: any.
    long dropped() {
        return socket.dropped() + strangers;
    }

    /// See [tutti.nat.udp.DatagramFilter].
    int filter(byte[] buffer, int numBytes, InetSocketAddress from, long arrivalNs) {
        if (numBytes == 0 || numBytes > DatagramPort.MAX_DATAGRAM_BYTES || buffer[0] < 0) {
            return numBytes;
        }
        if (buffer[0] <= LAST_STUN) {
            return onStun(buffer, numBytes, from, arrivalNs);
        }
        if (buffer[0] >= FIRST_CHANNEL && buffer[0] <= LAST_CHANNEL) {
            return onChannelData(buffer, numBytes, from, arrivalNs);
        }
        return buffer[0] >= FIRST_DTLS && buffer[0] < FIRST_CHANNEL && !peers.contains(from)
                ? dropStranger()
                : numBytes;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // The link thread alone writes it.
    private int dropStranger() {
        strangers++;
        return DatagramPort.NONE;
    }

    private int onStun(byte[] buffer, int numBytes, InetSocketAddress from, long arrivalNs) {
        if (!gate.admits(buffer, numBytes, from, arrivalNs)) {
            return DatagramPort.NONE;
        }
        if (StunGate.uint16(buffer, 0) == StunGate.DATA_INDICATION) {
            int at = TurnData.dataAt(buffer, numBytes);
            int dataBytes = at < 0 ? 0 : StunGate.uint16(buffer, at - 2);
            if (dataBytes > 0 && !isStun(buffer[at])) {
                System.arraycopy(buffer, at, buffer, 0, dataBytes);
                return dataBytes;
            }
        }
        socket.offer(buffer, numBytes, from, arrivalNs);
        return DatagramPort.NONE;
    }

    private static boolean isStun(byte firstByte) {
        return firstByte >= 0 && firstByte <= LAST_STUN;
    }

    private int onChannelData(byte[] buffer, int numBytes, InetSocketAddress from, long arrivalNs) {
        RelayRoute bound = relay;
        int dataBytes = bound == null || !bound.server().equals(from)
                ? -1
                : TurnData.channelDataBytes(bound.channel(), buffer, numBytes);
        if (bound == null || dataBytes <= 0) {
            return dropStranger();
        }
        System.arraycopy(buffer, TurnData.CHANNEL_HEADER_BYTES, buffer, 0, dataBytes);
        if (!isStun(buffer[0])) {
            return dataBytes;
        }
        // The channel is not ice4j's, so it would not know whose check this is.
        int messageBytes = TurnData.asIndication(
                StunGate.DATA_INDICATION, arrivalNs, bound.peer(), buffer, 0, dataBytes, rewrapped);
        socket.offer(rewrapped, messageBytes, from, arrivalNs);
        return DatagramPort.NONE;
    }

    /// Thread: any.
    @Override
    public void close() {
        socket.close();
    }
}
