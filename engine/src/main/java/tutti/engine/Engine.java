package tutti.engine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import tutti.codecs.AudioCodec;
import tutti.codecs.CodecSet;
import tutti.engine.agent.Agent;
import tutti.engine.agent.ErrorHandler;
import tutti.engine.desk.Desk;
import tutti.engine.desk.StripId;
import tutti.engine.driver.AudioDriver;
import tutti.engine.mix.CycleTimer;
import tutti.engine.mix.ProcessCycle;
import tutti.engine.os.ThreadPriority;
import tutti.engine.os.WakeSignal;
import tutti.engine.receive.BufferTarget;
import tutti.engine.receive.FitAgent;
import tutti.engine.send.SendAgent;
import tutti.engine.session.Conductor;
import tutti.engine.session.LinkAgent;
import tutti.engine.session.Notices;
import tutti.engine.telemetry.EngineSnapshot;
import tutti.nat.link.LinkEndpoint;
import tutti.nat.link.LinkListener;

/// One player's engine: a driver, the audio path both ways, the links, and the conductor over them.
///
/// Four agents do its work besides the driver's callback; [EngineThreads] runs them on threads, a test by hand.
public final class Engine implements AutoCloseable {
    private final EngineConfig config;
    private final AudioDriver driver;
    private final LongSupplier nanoClock;
    private final WakeSignal wake;
    private final WakeSignal overdue;
    private final CycleTimer timer = new CycleTimer();
    private final ProcessCycle cycle;
    private final SendAgent sendAgent;
    private final Conductor conductor;
    private final LinkEndpoint endpoint;
    private final LinkAgent linkAgent;
    private final FitAgent fitAgent;
    private final AtomicLong errors = new AtomicLong();
    private final Notices notices;

    /// What an engine is built from, besides its configuration.
    ///
    /// @param driver ready, not started; the engine closes it
    /// @param endpoint makes the links' endpoint for the listener it is given; the engine closes it
    /// @param codecs the codecs that can be played
    /// @param nanoClock the clock of driver and endpoint
    /// @param wake how the callback wakes the send thread
    /// @param overdue how it wakes the fit thread
    /// @param random SSRCs, first sequence numbers, dither
    /// @param notices where sentences for the player go
    /// @param maxWaitNs how long the agents may wait for work; 0 for an engine that is stepped
    public record Parts(
            AudioDriver driver,
            Function<LinkListener, LinkEndpoint> endpoint,
            CodecSet codecs,
            LongSupplier nanoClock,
            WakeSignal wake,
            WakeSignal overdue,
            RandomGenerator random,
            Notices notices,
            long maxWaitNs) {}

    /// Opens the ports and the endpoint; nothing runs before [#start].
    ///
    /// @throws tutti.engine.driver.DriverException if a port cannot be opened
    public Engine(EngineConfig config, Parts parts) {
        this.config = config;
        driver = parts.driver();
        nanoClock = parts.nanoClock();
        wake = parts.wake();
        overdue = parts.overdue();
        notices = parts.notices();
        cycle = new ProcessCycle(nanoClock, timer);
        sendAgent = new SendAgent(wake, nanoClock);
        fitAgent = new FitAgent(overdue, nanoClock, parts.maxWaitNs());
        conductor = new Conductor(
                config,
                parts.codecs(),
                driver,
                cycle,
                sendAgent,
                fitAgent,
                wake,
                overdue,
                nanoClock,
                parts.random(),
                notices,
                (int) (parts.maxWaitNs() / 1_000_000));
        endpoint = parts.endpoint().apply(conductor.linkListener());
        linkAgent = new LinkAgent(endpoint, parts.maxWaitNs());
    }

    /// Starts the driver's callbacks. Once only. Thread: the one that made the engine.
    ///
    /// @throws tutti.engine.driver.DriverException if the driver refuses
    public void start() {
        driver.start(cycle, conductor);
    }

    /// The duty of the send thread.
    public Agent sendAgent() {
        return sendAgent;
    }

    /// The duty of the link thread.
    public Agent linkAgent() {
        return linkAgent;
    }

    /// The duty of the conductor's thread.
    public Agent conductor() {
        return conductor;
    }

    /// The duty of the fit thread.
    public Agent fitAgent() {
        return fitAgent;
    }

    /// All four, in the order in which sound meets them.
    public List<Agent> agents() {
        return List.of(sendAgent, linkAgent, fitAgent, conductor);
    }

    /// The priority at which the send and link threads keep out of the callback's way.
    int networkPriority() {
        return ThreadPriority.belowCallback(driver.callbackPriority());
    }

    /// That of the watch over them: not above the callback's, which it has no power over.
    int watchPriority() {
        return driver.callbackPriority();
    }

    /// The clock of driver and endpoint.
    LongSupplier nanoClock() {
        return nanoClock;
    }

    /// That of the fit thread, which keeps out of theirs.
    int fitPriority() {
        return ThreadPriority.belowCallback(networkPriority());
    }

    /// Counts an agent's exception, and tells the player about the first of them.
    ErrorHandler errorHandler() {
        return (roleName, error) -> {
            if (errors.incrementAndGet() == 1) {
                notices.say("Something went wrong in " + roleName + " and was passed over: " + error + ".");
            }
        };
    }

    /// The mixing desk. Thread: any.
    public Desk desk() {
        return conductor.desk();
    }

    /// See [Conductor#codec]. Thread: any but the callback.
    public void codec(String trackName, AudioCodec codec) {
        conductor.codec(trackName, codec);
    }

    /// See [Conductor#buffer]. Thread: any but the callback.
    public void buffer(String peerName, BufferTarget target) {
        conductor.buffer(peerName, target);
    }

    /// See [Conductor#latenciesMs]. Thread: any but the callback.
    public Map<StripId, Double> latenciesMs() {
        return conductor.latenciesMs();
    }

    /// How everything stands. Thread: any but the callback. RT-safe: no.
    public EngineSnapshot snapshot() {
        return new EngineSnapshot(
                nanoClock.getAsLong(),
                config.identity().name(),
                driver.name(),
                conductor.format(),
                driver.frameZeroNs(),
                driver.counters(),
                conductor.droppedBlocks(),
                timer.percentileUs(0.5),
                timer.percentileUs(0.999),
                timer.maxUs(),
                errors.get() + conductor.refusals(),
                endpoint.counters(),
                conductor.peerSnapshots());
    }

    /// Says goodbye to everybody, stops the callbacks and releases everything. The agents must not run any more.
    @Override
    public void close() {
        // The goodbye first: a sound system that hangs must not leave the others waiting.
        endpoint.close();
        driver.close();
        wake.close();
        overdue.close();
    }
}
