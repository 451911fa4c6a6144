package tutti.engine.control.remote;

import java.util.List;
import tutti.engine.control.client.RemoteNode;
import tutti.engine.control.tree.Pace;
import tutti.engine.control.tree.Value;

/// What an engineer and a player tell each other about the player's desk. Each end has at most one message under way;
/// what happens meanwhile waits, and of each node only the last value.
sealed interface DeskMessage {
    /// Drawn by the engineer when it turns to the desk anew.
    long session();

    /// Counts the sender's messages in the session from 1; 0 if this one only says what was heard, and may be lost.
    int number();

    /// The number of the other end's last message that has come, 0 if none has.
    int heard();

    /// By the engineer.
    ///
    /// @param settings what to set to what, in order
    record Ask(long session, int number, int heard, List<Setting> settings) implements DeskMessage {
        public Ask {
            settings = List.copyOf(settings);
        }
    }

    /// By the player.
    ///
    /// @param isRefused whether the engineer may not steer, and the session is over
    /// @param isMore whether further nodes follow, without which the desk is not whole
    /// @param added nodes that are new
    /// @param gone nodes that are there no more
    /// @param values what has changed, and those of new nodes
    record Tell(
            long session,
            int number,
            int heard,
            boolean isRefused,
            boolean isMore,
            List<NumberedNode> added,
            List<Integer> gone,
            List<Setting> values)
            implements DeskMessage {
        public Tell {
            added = List.copyOf(added);
            gone = List.copyOf(gone);
            values = List.copyOf(values);
        }
    }

    /// A node's value.
    ///
    /// @param node its number
    record Setting(int node, Value value) {}

    /// A node of the desk.
    ///
    /// @param node its number, from 1; another one for every node of a session
    record NumberedNode(int node, RemoteNode description, Pace pace) {}
}
