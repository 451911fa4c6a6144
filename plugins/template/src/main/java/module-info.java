import org.jspecify.annotations.NullMarked;

/// A plugin to copy.
///
/// The plugin contract that it shows is not in the API yet, so this module only holds its place in the module graph.
@NullMarked
module tutti.plugins.template {
    requires tutti.plugins.api;
    requires static org.jspecify;
}
