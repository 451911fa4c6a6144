package tutti.engine.control.remote;

import java.util.concurrent.atomic.AtomicLong;

/// How many nodes of others' desks an engineer's tree has space for, all desks together: whoever tells too many must
/// not
/// take the place of the engineer's own. Thread: one at a time, but for [#leftOut].
final class Space {
    private final AtomicLong leftOut = new AtomicLong();
    private int left;

    Space(int numNodes) {
        left = numNodes;
    }

    /// Takes the place of one node.
    ///
    /// @return false if there is none
    boolean take() {
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }

    /// So many nodes have gone.
    void giveBack(int numNodes) {
        left += numNodes;
    }

    /// So many nodes could not be shown.
    void leaveOut(int numNodes) {
        leftOut.addAndGet(numNodes);
    }

    /// How many could not be shown so far. Thread: any.
    long leftOut() {
        return leftOut.get();
    }
}
