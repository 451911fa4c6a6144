package tutti.nat.direct;

import java.net.InetSocketAddress;
import tutti.nat.link.PathReport;
import tutti.nat.session.LinkRoute;
import tutti.nat.udp.DatagramPort;

/// From our one port to one address, which the link thread may change.
final class UdpRoute implements LinkRoute {
    private final DatagramPort port;
    private volatile InetSocketAddress to;

    UdpRoute(DatagramPort port, InetSocketAddress to) {
        this.port = port;
        this.to = to;
    }

    /// Where packets go. Thread: any.
    InetSocketAddress destination() {
        return to;
    }

    /// Sends to another address from now on. Thread: the link thread.
    void moveTo(InetSocketAddress address) {
        to = address;
    }

    @Override
    public boolean send(byte[] buffer, int offsetBytes, int numBytes) {
        return port.send(buffer, offsetBytes, numBytes, to);
    }

    @Override
    public PathReport path() {
        return new PathReport(PathReport.Kind.DIRECT, text(port.localAddress()), text(to));
    }

    private static String text(InetSocketAddress address) {
        String literal = address.getAddress().getHostAddress();
        return (literal.indexOf(':') >= 0 ? "[" + literal + "]" : literal) + ":" + address.getPort();
    }

    @Override
    public String toString() {
        return text(to);
    }
}
