package tutti.engine.scene;

import java.util.Map;

/// What makes a file of one version one of the next, before anything of it is read as what it means.
@FunctionalInterface
interface Migration {
    /// The document of the next version; it may be the same object, changed.
    Map<String, Object> raised(Map<String, Object> document);
}
