package tutti.engine.control.osc.query;

import tutti.engine.control.tree.ControlTree;
import tutti.engine.control.tree.Feed;
import tutti.engine.control.tree.Origin;

/// Somebody with a WebSocket. Thread: the door's.
final class QueryClient {
    final QueryRecipient recipient;
    final Origin origin;
    final Feed feed;

    /// Whether it knows our extension, and so bundles; others read one message a frame.
    boolean takesBundles;

    /// Whether the tree's shape has changed and it could not be told.
    boolean hasMissedChanges;

    QueryClient(QueryRecipient recipient, ControlTree tree, int maxSubscriptions) {
        this.recipient = recipient;
        this.origin = new Origin("oscquery " + recipient);
        this.feed = new Feed(tree, maxSubscriptions, ControlTree.MAX_LEAVES);
    }
}
