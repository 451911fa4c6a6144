package tutti.engine.control.osc;

import java.net.InetSocketAddress;
import tutti.engine.control.tree.ControlTree;
import tutti.engine.control.tree.Feed;
import tutti.engine.control.tree.Origin;

/// Somebody at an address, for as long as the lease lasts. Thread: the door's.
final class OscClient {
    private static final int MAX_SUBSCRIPTIONS = 64;

    final InetSocketAddress address;
    final Origin origin;
    final Feed feed;

    /// Forgotten from then on, unless it renews its lease.
    long untilNs;

    OscClient(InetSocketAddress address, ControlTree tree, long untilNs) {
        this.address = address;
        this.origin = new Origin("osc " + address);
        this.feed = new Feed(tree, MAX_SUBSCRIPTIONS, ControlTree.MAX_LEAVES);
        this.untilNs = untilNs;
    }
}
