import org.jspecify.annotations.NullMarked;

/// The effects that come with Tutti.
///
/// The plugin contract that they implement is not in the API yet, so this module only holds their place in the module
/// graph.
@NullMarked
module tutti.plugins.standard {
    requires tutti.plugins.api;
    requires static org.jspecify;
}
