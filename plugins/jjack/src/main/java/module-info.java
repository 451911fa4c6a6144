import org.jspecify.annotations.NullMarked;

/// Lets classes written for JJack run as plugins.
///
/// The plugin contract that it adapts to is not in the API yet, so this module only holds its place in the module
/// graph.
@NullMarked
module tutti.plugins.jjack {
    requires tutti.plugins.api;
    requires static org.jspecify;
}
