package tutti.nat.ice;

import java.io.InterruptedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.function.LongSupplier;
import tutti.nat.udp.DatagramPort;
import tutti.nat.udp.PacketQueue;
import tutti.nat.udp.Port;

/// What ice4j takes for a socket: it hears only the STUN and TURN that the link thread puts here, at most 256
/// messages ahead, and what it sends leaves by the port at once.
///
/// Thread: any.
final class StunSocket extends DatagramSocket {
    private static final int CAPACITY = 256;
    private static final int CREATE_PERMISSION_REQUEST = 0x0008;

    /// Permissions that a relay may be asked for. ice4j repeats a request that was refused at once and for ever,
    /// 4,000 times a second (measured); what is dropped here it repeats in its own time.
    private static final int PERMISSIONS_PER_S = 20;

    private static final int PERMISSION_BURST = 64;

    private final Port port;
    private final StunGate gate;
    private final LongSupplier clockNs;
    private final PacketQueue<InetSocketAddress> arriving = new PacketQueue<>(CAPACITY);
    private final StunGate.Bucket permissions = new StunGate.Bucket(PERMISSIONS_PER_S, PERMISSION_BURST);
    private int timeoutMs;

    StunSocket(Port port, StunGate gate, LongSupplier clockNs) throws SocketException {
        // One of the system's, unbound and unused: there is no constructor without.
        super((SocketAddress) null);
        this.port = port;
        this.gate = gate;
        this.clockNs = clockNs;
    }

    /// Hands ice4j a message. Thread: the link thread.
    ///
    /// @return false if too many wait
    boolean offer(byte[] message, int numBytes, InetSocketAddress from, long nowNs) {
        return arriving.offer(from, message, 0, numBytes, nowNs);
    }

    /// How many messages were dropped because too many waited.
    long dropped() {
        return arriving.dropped();
    }

    @Override
    public void receive(DatagramPacket packet) throws InterruptedIOException, SocketException {
        try {
            int numBytes = arriving.await(packet.getData(), packet.getOffset());
            InetSocketAddress from = arriving.origin();
            if (numBytes == DatagramPort.NONE || from == null) {
                throw new SocketException("The port is closed.");
            }
            packet.setLength(numBytes);
            packet.setSocketAddress(from);
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    @Override
    public void send(DatagramPacket packet) {
        if (isPermission(packet) && !permits()) {
            return;
        }
        gate.onRequest(packet.getData(), packet.getOffset(), packet.getLength());
        port.send(packet.getData(), packet.getOffset(), packet.getLength(), (InetSocketAddress)
                packet.getSocketAddress());
    }

    private static boolean isPermission(DatagramPacket packet) {
        return packet.getLength() >= StunGate.HEADER_BYTES
                && StunGate.uint16(packet.getData(), packet.getOffset()) == CREATE_PERMISSION_REQUEST;
    }

    private boolean permits() {
        synchronized (permissions) {
            return permissions.take(clockNs.getAsLong());
        }
    }

    @Override
    public void close() {
        super.close();
        arriving.close();
        port.close();
    }

    @Override
    public boolean isClosed() {
        return arriving.isClosed();
    }

    @Override
    public boolean isBound() {
        return true;
    }

    @Override
    public InetAddress getLocalAddress() {
        return port.localAddress().getAddress();
    }

    @Override
    public int getLocalPort() {
        return port.localAddress().getPort();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return port.localAddress();
    }

    @Override
    public int getReceiveBufferSize() {
        return CAPACITY * DatagramPort.MAX_DATAGRAM_BYTES;
    }

    @Override
    public void setReceiveBufferSize(int size) {
        // The queue's capacity is what counts.
    }

    @Override
    public int getSoTimeout() {
        return timeoutMs;
    }

    @Override
    public void setSoTimeout(int newTimeoutMs) {
        timeoutMs = newTimeoutMs;
    }
}
