import org.jspecify.annotations.NullMarked;

/// The mixing console, a process of its own beside the engine.
///
/// The control tree that it will talk to does not exist yet, so this module only holds its place in the module graph.
@NullMarked
module tutti.console {
    requires tutti.engine;
    requires static org.jspecify;
}
