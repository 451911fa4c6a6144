package tutti.engine.control.client;

import java.util.List;
import tutti.engine.control.tree.Value;

/// Is told what an [EngineLink] learns. Thread: the link's own, one call at a time; none may wait.
public interface LinkEars {
    /// The engine is there. All its nodes follow by [#onAdded], and their values by [#onValue].
    ///
    /// @param name what the engine calls itself
    void onHere(String name);

    /// Nodes that were not there before.
    void onAdded(List<RemoteNode> nodes);

    /// Nodes that are there no more.
    void onRemoved(List<String> addresses);

    /// What a node holds now, whoever has changed it.
    void onValue(String address, Value value);

    /// The engine cannot be reached. The link goes on trying; what was known of the nodes is void.
    ///
    /// @param why a sentence for people
    void onAway(String why);
}
