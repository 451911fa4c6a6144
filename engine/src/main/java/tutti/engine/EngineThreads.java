package tutti.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tutti.engine.agent.AgentRunner;
import tutti.engine.agent.RealTimeWatch;

/// Runs an engine's agents on threads of their own: the send, link and fit threads with real-time priority where the
/// system permits it, the conductor as an ordinary one.
public final class EngineThreads implements AutoCloseable {
    /// The callback's and the agents' that come below it.
    private static final int REAL_TIME_THREADS = 4;

    private final Engine engine;
    private final List<AgentRunner> runners;
    private final @Nullable RealTimeWatch watch;

    /// Starts the agents of an engine, which is owned here from now on: links are made, nothing sounds yet.
    public static EngineThreads start(Engine engine) {
        return new EngineThreads(engine);
    }

    /// Starts the callbacks. Once only.
    ///
    /// @throws tutti.engine.driver.DriverException if the driver refuses; everything is closed then
    public void play() {
        try {
            engine.start();
        } catch (RuntimeException refused) {
            close();
            throw refused;
        }
    }

    private EngineThreads(Engine engine) {
        this.engine = engine;
        runners = List.of(
                new AgentRunner(engine.sendAgent(), engine.networkPriority(), engine.errorHandler()).start(),
                new AgentRunner(engine.linkAgent(), engine.networkPriority(), engine.errorHandler()).start(),
                new AgentRunner(engine.fitAgent(), engine.fitPriority(), engine.errorHandler()).start(),
                new AgentRunner(engine.conductor(), 0, engine.errorHandler()).start());
        // With a core to spare nobody can keep an ordinary thread waiting.
        watch = engine.networkPriority() > 0 && Runtime.getRuntime().availableProcessors() <= REAL_TIME_THREADS
                ? RealTimeWatch.start(runners, engine.nanoClock(), engine.watchPriority())
                : null;
    }

    /// Stops the agents, then the engine. Idempotent.
    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        runners.forEach(AgentRunner::close);
        engine.close();
    }
}
