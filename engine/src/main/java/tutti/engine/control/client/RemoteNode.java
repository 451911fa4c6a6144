package tutti.engine.control.client;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tutti.engine.control.tree.Access;
import tutti.engine.control.tree.Kind;
import tutti.engine.control.tree.Unit;
import tutti.engine.control.tree.Value;

/// A leaf of an engine's control tree, as the engine describes it from afar.
///
/// @param address for example `/strip/bob/main/gain`
/// @param kind what values it may have
/// @param help what it is, in one sentence; empty if the engine says nothing
/// @param tags words by which programs find it, for example `fader`
/// @param initial what it is before anybody has changed it; null if the engine does not say
public record RemoteNode(
        String address,
        Kind kind,
        Access access,
        Unit unit,
        String help,
        List<String> tags,
        @Nullable Value initial) {
    /// Copies the tags.
    public RemoteNode {
        tags = List.copyOf(tags);
    }
}
