package tutti.nat.ice;

import java.net.InetSocketAddress;
import tutti.nat.udp.DatagramPort;
import tutti.nat.udp.PacketRoute;
import tutti.nat.udp.Port;

/// Sends to a peer through a relay, straight from this agent's port: in indications at first, as channel data (32
/// bytes less) once the relay has bound the channel.
///
/// Thread: any.
final class RelayRoute implements PacketRoute {
    private static final int NOT_BOUND = 0;

    private final Port port;
    private final InetSocketAddress server;
    private final InetSocketAddress peer;
    private volatile int channel = NOT_BOUND;

    // Guarded by this.
    private final byte[] wrapped = new byte[DatagramPort.MAX_DATAGRAM_BYTES + TurnData.MAX_INDICATION_BYTES];
    private long numIndications;

    RelayRoute(Port port, InetSocketAddress server, InetSocketAddress peer) {
        this.port = port;
        this.server = server;
        this.peer = peer;
    }

    InetSocketAddress server() {
        return server;
    }

    InetSocketAddress peer() {
        return peer;
    }

    /// The channel that is bound to the peer; 0 if none is.
    int channel() {
        return channel;
    }

    void onBound(int newChannel) {
        channel = newChannel;
    }

    void onNotBound() {
        channel = NOT_BOUND;
    }

    @Override
    public synchronized boolean send(byte[] buffer, int offsetBytes, int numBytes) {
        if (numBytes > DatagramPort.MAX_DATAGRAM_BYTES) {
            return false;
        }
        int now = channel;
        int wrappedBytes = now == NOT_BOUND
                ? TurnData.asIndication(
                        TurnData.SEND_INDICATION, ++numIndications, peer, buffer, offsetBytes, numBytes, wrapped)
                : TurnData.asChannelData(now, buffer, offsetBytes, numBytes, wrapped);
        return port.send(wrapped, 0, wrappedBytes, server);
    }
}
