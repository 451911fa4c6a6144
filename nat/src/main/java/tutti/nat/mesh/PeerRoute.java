package tutti.nat.mesh;

import tutti.nat.link.PathReport;
import tutti.nat.session.LinkRoute;
import tutti.nat.udp.PacketRoute;

/// The way of one link's packets, replaced under it by the link thread whenever a better one is found.
final class PeerRoute implements LinkRoute {
    /// Both together, so that the report never belongs to another way.
    private record Way(PacketRoute route, PathReport path) {}

    private static final Way NOWHERE = new Way((buffer, offsetBytes, numBytes) -> false, PathReport.NONE);

    private volatile Way way = NOWHERE;

    /// Sends this way from now on. Thread: the link thread.
    void use(PacketRoute route, PathReport path) {
        way = new Way(route, path);
    }

    /// Sends nothing from now on. Thread: the link thread.
    void useNone() {
        way = NOWHERE;
    }

    @Override
    public boolean send(byte[] buffer, int offsetBytes, int numBytes) {
        return way.route.send(buffer, offsetBytes, numBytes);
    }

    @Override
    public PathReport path() {
        return way.path;
    }

    @Override
    public String toString() {
        return way.path.toString();
    }
}
