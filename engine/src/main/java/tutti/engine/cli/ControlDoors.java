package tutti.engine.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tutti.codecs.AudioCodec;
import tutti.engine.Engine;
import tutti.engine.EngineConfig;
import tutti.engine.agent.ErrorHandler;
import tutti.engine.control.DeskNodes;
import tutti.engine.control.EngineControl;
import tutti.engine.control.EngineNodes;
import tutti.engine.control.Steering;
import tutti.engine.control.osc.OscServer;
import tutti.engine.control.osc.query.QuerySettings;
import tutti.engine.control.tree.ControlTree;
import tutti.engine.receive.BufferTarget;
import tutti.engine.scene.DeskKeeper;

/// The open doors to an engine's control tree, and the file that says how to reach them.
final class ControlDoors implements AutoCloseable {
    /// As many as a desk, a surface, and some scripts.
    private static final int MAX_CLIENTS = 16;

    private static final int TOKEN_BYTES = 16;

    private final EngineControl control;
    private final @Nullable DoorFile file;

    private ControlDoors(EngineControl control, @Nullable DoorFile file) {
        this.control = control;
        this.file = file;
    }

    /// Opens them.
    ///
    /// @param tree that will have the engine's nodes
    /// @param keeper the desk's
    /// @param say tells people where they are
    /// @param errorHandler told of mistakes that were passed over
    static ControlDoors open(
            ControlOptions.Wish wish,
            ControlTree tree,
            EngineConfig config,
            Path configFolder,
            Engine engine,
            DeskKeeper keeper,
            Consumer<String> say,
            ErrorHandler errorHandler) {
        EngineControl.Shown shown = new EngineControl.Shown(
                new EngineNodes(tree, config, EngineOptions.codecs(), new EngineSteering(engine), engine.snapshot()),
                new DeskNodes(tree, engine.desk(), keeper),
                engine::snapshot);
        String name = config.identity().name();
        String token = newToken();
        EngineControl.Doors doors = new EngineControl.Doors(
                wish.osc() == null ? null : new OscServer.Settings(wish.osc(), _ -> false, token, MAX_CLIENTS),
                wish.query() == null
                        ? null
                        : new QuerySettings(wish.query(), token, name, hostNames(wish.query()), MAX_CLIENTS));
        EngineControl control;
        try {
            control = EngineControl.open(doors, tree, shown, System::nanoTime, Instant::now, errorHandler);
        } catch (IOException taken) {
            throw new UsageException("A control port cannot be had (" + taken.getMessage()
                    + "); choose another --osc or --control-port.");
        }
        try {
            control.oscAddress()
                    .ifPresent(
                            address -> say.accept("OSC on " + EndpointText.of(address) + "; //* asks for everything."));
            DoorFile file = control.queryAddress()
                    .map(address -> DoorFile.write(wish.doorFile(), configFolder, address, token, name))
                    .orElse(null);
            return new ControlDoors(control, file);
        } catch (UsageException unwritable) {
            control.close();
            throw unwritable;
        }
    }

    /// The file that says how consoles and scripts reach them.
    Optional<Path> doorFile() {
        return Optional.ofNullable(file).map(DoorFile::path);
    }

    private static String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /// Others may ask for this computer by its name, if they can reach it at all.
    private static Set<String> hostNames(InetSocketAddress bind) {
        if (bind.getAddress().isLoopbackAddress()) {
            return Set.of();
        }
        try {
            return Set.of(InetAddress.getLocalHost().getHostName());
        } catch (IOException nameless) {
            return Set.of();
        }
    }

    private record EngineSteering(Engine engine) implements Steering {
        @Override
        public void buffer(String peerName, BufferTarget target) {
            engine.buffer(peerName, target);
        }

        @Override
        public void codec(String trackName, AudioCodec codec) {
            engine.codec(trackName, codec);
        }
    }

    /// Closes them and removes the file. Idempotent.
    @Override
    public void close() {
        if (file != null) {
            file.remove();
        }
        control.close();
    }
}
