import org.jspecify.annotations.NullMarked;

/// Samples to bytes and back, resampling and concealment: pure computation, without threads or input and
/// output. Only [tutti.codecs.opus] calls native code.
@NullMarked
module tutti.codecs {
    requires transitive tutti.plugins.api;
    requires static org.jspecify;

    exports tutti.codecs;
    exports tutti.codecs.conceal;
    exports tutti.codecs.opus;
    exports tutti.codecs.pcm;
    exports tutti.codecs.resample;
}
