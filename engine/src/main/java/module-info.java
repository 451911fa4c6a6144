import org.jspecify.annotations.NullMarked;

/// The real-time engine: drivers, the audio path, and the command line.
@NullMarked
module tutti.engine {
    requires tutti.codecs;
    requires tutti.nat;
    requires tutti.plugins.api;
    requires java.desktop;
    requires java.logging;
    requires java.management;
    requires com.lmax.disruptor;
    requires info.picocli;
    requires tools.jackson.core;
    requires static org.jspecify;

    opens tutti.engine.cli to
            info.picocli;
}
