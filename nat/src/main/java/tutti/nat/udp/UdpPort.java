package tutti.nat.udp;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.function.LongSupplier;

/// A UDP port of the operating system: a channel that never waits, and a selector that waits for it. A blocking
/// socket wakes up no earlier (median 11 to 21 us either way, measured) and could make a sender wait for room in its
/// buffer.
///
/// What a datagram provokes (port unreachable, network down, no buffers) is a lost packet, never the end of the port.
public final class UdpPort implements DatagramPort {
    /// Room for what arrives while the link thread is kept off its core. Linux grants at most `net.core.rmem_max`,
    /// by default 208 KiB or about 270 small datagrams; see [#receiveBufferBytes].
    private static final int SOCKET_BUFFER_BYTES = 1 << 20;

    /// Expedited forwarding (RFC 3246): DSCP 46 in the upper six bits of the traffic class. What networks that know
    /// better do with it is theirs; those that honour it keep music out of the queues of downloads.
    private static final int EXPEDITED_FORWARDING = 0xB8;

    private static final long NS_PER_MS = 1_000_000;

    private final DatagramChannel channel;
    private final Selector selector;
    private final InetSocketAddress localAddress;
    private final LongSupplier clockNs;
    private final ByteBuffer incoming = ByteBuffer.allocateDirect(MAX_DATAGRAM_BYTES + 1);

    /// Sends come from more than one thread; each keeps a buffer that the kernel can read without a further copy.
    private final ThreadLocal<ByteBuffer> outgoing =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(MAX_DATAGRAM_BYTES));

    private InetSocketAddress sender;
    private long arrivalNs;

    private UdpPort(DatagramChannel channel, LongSupplier clockNs) throws IOException {
        this.channel = channel;
        this.clockNs = clockNs;
        this.localAddress = (InetSocketAddress) channel.getLocalAddress();
        this.sender = localAddress;
        this.selector = Selector.open();
        channel.register(selector, SelectionKey.OP_READ);
    }

    /// Opens a port at `local`; port number 0 takes any that is free. The IPv6 wildcard address receives IPv4 too
    /// where the system has both.
    ///
    /// @param clockNs the monotonic clock of arrival times, `System::nanoTime` outside tests
    /// @throws UdpPortException if the address is not this computer's or the port is taken
    public static UdpPort open(InetSocketAddress local, LongSupplier clockNs) {
        if (local.isUnresolved()) {
            throw new UdpPortException("There is no address called \"" + local.getHostString()
                    + "\"; listen on an address of this computer, or on 0.0.0.0 for all of them.");
        }
        ProtocolFamily family =
                local.getAddress() instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
        try {
            DatagramChannel channel = DatagramChannel.open(family);
            try {
                prefer(channel, StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER_BYTES);
                prefer(channel, StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER_BYTES);
                prefer(channel, StandardSocketOptions.IP_TOS, EXPEDITED_FORWARDING);
                channel.configureBlocking(false);
                channel.bind(local);
                return new UdpPort(channel, clockNs);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw explained(local, e);
        }
    }

    /// Systems may refuse or shrink these; the port works without.
    private static void prefer(DatagramChannel channel, SocketOption<Integer> option, int value) throws IOException {
        try {
            channel.setOption(option, value);
        } catch (SocketException | UnsupportedOperationException e) {
            if (!channel.isOpen()) {
                throw new ClosedChannelException();
            }
        }
    }

    private static UdpPortException explained(InetSocketAddress local, IOException e) {
        String address = local.getAddress().getHostAddress();
        String reason = String.valueOf(e.getMessage());
        if (e instanceof BindException && reason.contains("in use")) {
            return new UdpPortException(
                    "UDP port " + local.getPort() + " of " + address
                            + " is taken by another program; close that program or listen on another port.",
                    e);
        }
        if (e instanceof BindException && reason.contains("assign")) {
            return new UdpPortException(
                    address + " is not an address of this computer, so nothing can listen on its UDP port "
                            + local.getPort() + "; use one that it has, or 0.0.0.0 for all of them.",
                    e);
        }
        return new UdpPortException(
                "Cannot listen on UDP port " + local.getPort() + " of " + address + " (" + reason
                        + "); try another port or address.",
                e);
    }

    /// How much the system really buffers for this port; 0 if it does not say. Thread: any.
    public int receiveBufferBytes() {
        try {
            return channel.getOption(StandardSocketOptions.SO_RCVBUF);
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public InetSocketAddress localAddress() {
        return localAddress;
    }

    @Override
    public boolean send(byte[] buffer, int offsetBytes, int numBytes, InetSocketAddress to) {
        if (numBytes > MAX_DATAGRAM_BYTES) {
            return false;
        }
        ByteBuffer datagram = outgoing.get();
        datagram.clear().put(buffer, offsetBytes, numBytes).flip();
        try {
            // An empty datagram reports 0 as a full buffer does, but no link sends one.
            return channel.send(datagram, to) > 0;
        } catch (IOException | UnresolvedAddressException | UnsupportedAddressTypeException e) {
            return false;
        }
    }

    /// Waits in whole milliseconds, rounded up, as the system's `epoll_wait` does.
    @Override
    public int receive(byte[] buffer, long timeoutNs) {
        try {
            int numBytes = poll(buffer);
            if (numBytes == NONE && timeoutNs > 0) {
                selector.select((timeoutNs + NS_PER_MS - 1) / NS_PER_MS);
                selector.selectedKeys().clear();
                numBytes = poll(buffer);
            }
            return numBytes;
        } catch (ClosedSelectorException e) {
            return NONE;
        } catch (IOException e) {
            // Some systems report here that an earlier datagram could not be delivered: not a matter of this port.
            return NONE;
        }
    }

    private int poll(byte[] buffer) throws IOException {
        incoming.clear();
        InetSocketAddress from = (InetSocketAddress) channel.receive(incoming);
        if (from == null) {
            return NONE;
        }
        arrivalNs = clockNs.getAsLong();
        sender = from;
        incoming.flip();
        int numBytes = Math.min(incoming.remaining(), buffer.length);
        incoming.get(buffer, 0, numBytes);
        return numBytes;
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
        try {
            channel.close();
            // Wakes a waiting receive.
            selector.close();
        } catch (IOException e) {
            // Nothing can be done about a port that will not close, and nobody needs it any more.
            return;
        }
    }
}
