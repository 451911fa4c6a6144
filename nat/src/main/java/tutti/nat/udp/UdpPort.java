package tutti.nat.udp;

import java.net.InetSocketAddress;
import java.util.function.LongSupplier;

/// A UDP port of the operating system, and a thread of its own: a [PortSet] of one.
public final class UdpPort implements DatagramPort {
    private static final String NOBODY = "";

    private final PortSet<String> set;
    private final Port port;

    private UdpPort(PortSet<String> set, Port port) {
        this.set = set;
        this.port = port;
    }

    /// Opens a port at `local`; port number 0 takes any that is free. The IPv6 wildcard address receives IPv4 too
    /// where the system has both.
    ///
    /// @param clockNs the monotonic clock of arrival times, `System::nanoTime` outside tests
    /// @throws UdpPortException if the address is not this computer's or the port is taken
    public static UdpPort open(InetSocketAddress local, LongSupplier clockNs) {
        PortSet<String> set = PortSet.open(clockNs);
        try {
            return new UdpPort(set, set.open(local, NOBODY, DatagramFilter.NONE));
        } catch (UdpPortException e) {
            set.close();
            throw e;
        }
    }

    /// See [Port#receiveBufferBytes].
    public int receiveBufferBytes() {
        return port.receiveBufferBytes();
    }

    @Override
    public InetSocketAddress localAddress() {
        return port.localAddress();
    }

    @Override
    public boolean send(byte[] buffer, int offsetBytes, int numBytes, InetSocketAddress to) {
        return port.send(buffer, offsetBytes, numBytes, to);
    }

    @Override
    public int receive(byte[] buffer, long timeoutNs) {
        return set.receive(buffer, timeoutNs);
    }

    @Override
    public InetSocketAddress sender() {
        InetSocketAddress sender = set.sender();
        return sender == null ? port.localAddress() : sender;
    }

    @Override
    public long arrivalNs() {
        return set.arrivalNs();
    }

    @Override
    public void close() {
        set.close();
    }
}
