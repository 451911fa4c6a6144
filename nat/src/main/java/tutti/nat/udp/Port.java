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
import java.nio.channels.DatagramChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;

/// One UDP port of a [PortSet]: a channel that never waits. Any thread may send through it.
///
/// What a datagram provokes (port unreachable, network down, no buffers) is a lost packet, never the end of the
/// port.
public final class Port implements AutoCloseable {
    /// Room for what arrives while the link thread is kept off its core. Linux grants at most `net.core.rmem_max`,
    /// by default 208 KiB or about 270 small datagrams; see [#receiveBufferBytes].
    private static final int SOCKET_BUFFER_BYTES = 1 << 20;

    /// Expedited forwarding (RFC 3246): DSCP 46 in the upper six bits of the traffic class. What networks that know
    /// better do with it is theirs; those that honour it keep music out of the queues of downloads.
    private static final int EXPEDITED_FORWARDING = 0xB8;

    private final DatagramChannel channel;
    private final InetSocketAddress localAddress;
    private final ThreadLocal<ByteBuffer> outgoing;
    private final Runnable afterClose;

    /// @param outgoing a buffer of each sending thread that the kernel can read without a further copy
    /// @param afterClose lets the selector forget the channel, without which the system keeps the port
    Port(DatagramChannel channel, ThreadLocal<ByteBuffer> outgoing, Runnable afterClose) throws IOException {
        this.channel = channel;
        this.localAddress = (InetSocketAddress) channel.getLocalAddress();
        this.outgoing = outgoing;
        this.afterClose = afterClose;
    }

    /// @throws UdpPortException with a sentence
    static DatagramChannel bind(InetSocketAddress local) {
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
                return channel;
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

    static UdpPortException explained(InetSocketAddress local, IOException e) {
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

    /// Where this port is bound, with the port number that was really given. Thread: any.
    public InetSocketAddress localAddress() {
        return localAddress;
    }

    /// How much the system really buffers for this port; 0 if it does not say. Thread: any.
    public int receiveBufferBytes() {
        try {
            return channel.getOption(StandardSocketOptions.SO_RCVBUF);
        } catch (IOException e) {
            return 0;
        }
    }

    /// See [DatagramPort#send].
    public boolean send(byte[] buffer, int offsetBytes, int numBytes, InetSocketAddress to) {
        if (numBytes > DatagramPort.MAX_DATAGRAM_BYTES) {
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

    /// Whether it has not been closed. Thread: any.
    public boolean isOpen() {
        return channel.isOpen();
    }

    /// Closes the port; its datagrams reach nobody any more. Idempotent. Thread: any.
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing can be done about a port that will not close, and nobody needs it any more.
            return;
        }
        afterClose.run();
    }

    @Override
    public String toString() {
        return "port " + localAddress;
    }
}
