package tutti.console.scenes;

import java.util.List;
import java.util.Optional;
import tutti.console.link.Mirror;
import tutti.console.link.Steering;
import tutti.engine.control.tree.Kind;
import tutti.engine.control.tree.Value;

/// The engine's scenes. Knows no toolkit.
public final class ScenesModel {
    private static final String LIST = "/scene/list";
    private static final String RECALL = "/scene/recall";
    private static final String STORE = "/scene/store";
    private static final String DELETE = "/scene/delete";
    private static final String FADE = "/scene/fade";
    private static final String LAST = "/scene/last";

    private final Mirror mirror;
    private final Steering steering;

    public ScenesModel(Mirror mirror, Steering steering) {
        this.mirror = mirror;
        this.steering = steering;
    }

    /// Whether the engine has scenes.
    public boolean isPresent() {
        return mirror.has(LIST) && mirror.has(RECALL);
    }

    /// Their names, as the engine orders them.
    public List<String> names() {
        return mirror.text(LIST).lines().filter(name -> !name.isBlank()).toList();
    }

    /// Which one was recalled last; empty for none.
    public String last() {
        return mirror.text(LAST);
    }

    /// How long a recall takes, in seconds.
    public double fadeSeconds() {
        return mirror.number(FADE).orElse(0);
    }

    /// The longest that it may take.
    public double maxFadeSeconds() {
        return mirror.node(FADE)
                .flatMap(node -> node.kind() instanceof Kind.Real(float _, float max) && Float.isFinite(max)
                        ? Optional.of((double) max)
                        : Optional.empty())
                .orElse(60.0);
    }

    /// Sets how long a recall takes.
    public boolean fade(double seconds) {
        return steering.set(FADE, Value.of(Math.clamp(seconds, 0, maxFadeSeconds())));
    }

    /// Brings the desk back to a scene.
    public boolean recall(String name) {
        return steering.set(RECALL, Value.of(name));
    }

    /// Keeps the desk as it is, under a name that may be taken already.
    ///
    /// @return false if the name is none, or the engine away
    public boolean store(String name) {
        return !name.isBlank() && steering.set(STORE, Value.of(name.strip()));
    }

    /// Removes a scene for good.
    public boolean delete(String name) {
        return steering.set(DELETE, Value.of(name));
    }
}
