import org.jspecify.annotations.NullMarked;

/// The real-time engine: drivers, the audio path, and the command line.
@NullMarked
@SuppressWarnings("module") // the console, to which the tree is open, is built later
module tutti.engine {
    requires tutti.codecs;
    requires tutti.nat;
    requires tutti.plugins.api;
    requires java.desktop;
    requires java.logging;
    requires java.management;
    requires java.net.http;
    requires com.lmax.disruptor;
    requires info.picocli;
    requires io.helidon.common.buffers;
    requires io.helidon.common.concurrency.limits;
    requires io.helidon.common.socket;
    requires io.helidon.http;
    requires io.helidon.webserver;
    requires io.helidon.webserver.websocket;
    requires io.helidon.websocket;
    requires tools.jackson.core;
    requires static org.jspecify;

    exports tutti.engine.control.client to
            tutti.console;
    exports tutti.engine.control.tree to
            tutti.console;

    opens tutti.engine.cli to
            info.picocli;
}
