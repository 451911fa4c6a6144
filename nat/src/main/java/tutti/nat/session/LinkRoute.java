package tutti.nat.session;

import tutti.nat.link.PathReport;
import tutti.nat.udp.PacketRoute;

/// The way of one link's packets, which may change under the link while it goes on.
public interface LinkRoute extends PacketRoute {
    /// Which way that is at present. Thread: any.
    PathReport path();
}
