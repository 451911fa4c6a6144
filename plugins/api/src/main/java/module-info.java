import org.jspecify.annotations.NullMarked;

/// What plugins, codecs and the engine agree on. Depends on nothing.
@NullMarked
module tutti.plugins.api {
    requires static org.jspecify;

    exports tutti.plugins.api;
}
