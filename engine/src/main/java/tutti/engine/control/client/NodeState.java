package tutti.engine.control.client;

import tutti.engine.control.tree.Value;

/// A leaf of an engine's control tree and what it holds.
///
/// @param value [Value#NIL] if it cannot be read
public record NodeState(RemoteNode node, Value value) {}
