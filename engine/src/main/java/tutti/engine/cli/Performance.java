package tutti.engine.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import tutti.engine.Engine;
import tutti.engine.EngineConfig;
import tutti.engine.EngineThreads;
import tutti.engine.WarmUp;
import tutti.engine.agent.AgentRunner;
import tutti.engine.control.DeskNodes;
import tutti.engine.control.DirectPlace;
import tutti.engine.control.DriverControl;
import tutti.engine.control.RoomControl;
import tutti.engine.control.RoomSeat;
import tutti.engine.control.tree.ControlTree;
import tutti.engine.driver.AudioDriver;
import tutti.engine.os.MemoryLock;
import tutti.engine.os.Terminal;
import tutti.engine.os.ThreadPriority;
import tutti.engine.os.WakeSignal;
import tutti.engine.scene.DeskKeeper;
import tutti.engine.telemetry.StatsJson;
import tutti.nat.invite.RoomInvite;
import tutti.nat.link.LinkEndpoint;
import tutti.nat.link.LinkListener;
import tutti.nat.mesh.RoomEndpoint;

/// One engine from start to end, as the command line runs it: opened, listened to, closed by Ctrl-C or SIGTERM.
final class Performance implements AutoCloseable {
    private static final long MAX_WAIT_NS = 20_000_000;

    /// Who asks the process to end waits no longer than 2 s.
    private static final Duration PATIENCE = Duration.ofMillis(1_700);

    private final EngineConfig config;
    private final EngineOptions options;
    private final CommandLine command;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread leaving = new Thread(this::leave, "tutti-leave");
    private volatile boolean isOver;
    private volatile @Nullable Engine engine;
    private volatile @Nullable EngineThreads threads;
    private volatile @Nullable ControlDoors control;
    private volatile @Nullable ControlTree tree;
    private volatile @Nullable RoomControl roomControl;
    private volatile @Nullable DriverControl driverControl;
    private volatile @Nullable DeskKeeper keeper;
    private volatile @Nullable AgentRunner deskRunner;
    private String room = "direct";
    private volatile Consumer<String> onLine = line -> {};

    /// From now on Ctrl-C and SIGTERM are the ordinary way to leave.
    Performance(EngineConfig config, EngineOptions options, CommandLine command) {
        this.config = config;
        this.options = options;
        this.command = command;
        Runtime.getRuntime().addShutdownHook(leaving);
    }

    /// Shows a sentence; standard output belongs to statistics and invites are for people, so it goes to standard
    /// error.
    void say(String sentence) {
        command.getErr().println(sentence);
    }

    /// Lets what is typed be obeyed, a line at a time, on a thread of its own.
    void obey(Consumer<String> prompt) {
        onLine = prompt;
    }

    /// Ends the session, as Ctrl-C does.
    void leaveSoon() {
        ended.countDown();
    }

    /// Finds the desk as this player has left it in a room, instead of the one for all meetings without a room. Before
    /// [#open].
    ///
    /// @param roomId 16 letters and digits
    void inRoom(String roomId) {
        room = roomId;
    }

    /// Starts everything.
    ///
    /// @param endpoint makes the links' endpoint
    void open(Function<LinkListener, LinkEndpoint> endpoint) {
        if (options.endsWithInput() || isTyped()) {
            Terminal.readWithoutBeingStopped();
            Thread.ofPlatform().daemon().name("tutti-prompt").start(this::readInput);
        }
        ControlOptions.Wish doors = options.doors();
        AudioDriver driver = options.driver().open(options.configFolder());
        Engine opened;
        try {
            requireRate(driver.format().sampleRateHz());
            prepareSystem();
            opened = new Engine(
                    config,
                    new Engine.Parts(
                            driver,
                            endpoint,
                            EngineOptions.codecs(),
                            System::nanoTime,
                            WakeSignal.create(),
                            WakeSignal.create(),
                            RandomGenerator.of("L64X128MixRandom"),
                            this::say,
                            MAX_WAIT_NS));
        } catch (RuntimeException refused) {
            driver.close();
            throw refused;
        }
        options.buffersByPlayer().forEach(opened::buffer);
        DeskKeeper keeping = keeper(opened);
        keeper = keeping;
        EngineThreads started = EngineThreads.start(opened);
        threads = started;
        // While the links are being made; the callback must not be the first to run its code.
        WarmUp.await();
        started.play();
        engine = opened;
        deskRunner = new AgentRunner(keeping, 0, (role, error) -> say("The desk passed over a mistake: " + error + "."))
                .start();
        if (doors.isAny()) {
            ControlTree shown = new ControlTree();
            tree = shown;
            control = ControlDoors.open(
                    doors, shown, config, options.configFolder(), opened, keeping, this::say, this::onControlMistake);
            driverControl = DriverControl.open(
                    shown,
                    driver,
                    options.configFolder().resolve("midi.json"),
                    System::nanoTime,
                    this::say,
                    this::onControlMistake);
        }
    }

    /// Shows the room on the control tree, where there is one, and lets those steer the desk to whom the host entrusts
    /// it.
    ///
    /// @param selfId the player's member id
    /// @param isHost whether it hosts the room
    /// @param inviteWords the invite as those outside need it
    void showRoom(RoomEndpoint endpoint, String selfId, boolean isHost, Function<RoomInvite, String> inviteWords) {
        Engine playing = Objects.requireNonNull(engine, "opened before");
        ControlTree shown = tree;
        Runnable desk = () -> {};
        if (shown == null) {
            // Nobody looks at it here, but an engineer elsewhere may.
            shown = new ControlTree();
            desk = new DeskNodes(shown, playing.desk(), Objects.requireNonNull(keeper, "opened before"))::show;
        }
        RoomSeat seat = new RoomSeat(endpoint, selfId, isHost, inviteWords);
        roomControl = RoomControl.open(
                endpoint, seat, shown, desk, System::nanoTime, new SecureRandom(), this::onControlMistake);
    }

    /// Shows on the control tree, where there is one, who is linked without a room.
    ///
    /// @param inviteWords what the others join with; empty if they do not join here
    void showDirect(String inviteWords) {
        ControlTree shown = tree;
        if (shown != null) {
            Engine playing = Objects.requireNonNull(engine, "opened before");
            DirectPlace place = new DirectPlace(playing::snapshot, !inviteWords.isEmpty(), inviteWords);
            roomControl = RoomControl.openDirect(place, shown, System::nanoTime, this::onControlMistake);
        }
    }

    private void onControlMistake(String role, Throwable error) {
        say("The control port passed over a mistake: " + error + ".");
    }

    private DeskKeeper keeper(Engine opened) {
        Path folder = options.configFolder()
                .resolve("desks")
                .resolve(URLEncoder.encode(options.name(), StandardCharsets.UTF_8) + "@" + room);
        return new DeskKeeper(opened.desk(), folder, opened::latenciesMs, System::nanoTime, this::say, MAX_WAIT_NS);
    }

    private void requireRate(int sampleRateHz) {
        for (EngineConfig.Track track : config.tracks()) {
            if (!track.codec().supportsRate(sampleRateHz)) {
                throw new UsageException("The sound system runs at " + sampleRateHz + " Hz, which "
                        + track.codec().name() + " cannot carry; run it at 48000 Hz, or choose another --codec.");
            }
        }
    }

    private static boolean isTyped() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }

    /// Obeys what is typed. The end of standard input also comes when whoever holds its other end is killed.
    private void readInput() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                onLine.accept(line);
            }
        } catch (IOException closed) {
            // As good as its end.
        }
        if (options.endsWithInput()) {
            System.exit(0);
        }
    }

    private void prepareSystem() {
        boolean isLocked = MemoryLock.lockAll();
        boolean isRealTime = ThreadPriority.isPermitted();
        if (!isRealTime || !isLocked) {
            say("This user may not "
                    + (isRealTime
                            ? "lock memory"
                            : isLocked ? "use real-time priority" : "use real-time priority or lock memory")
                    + ", so the sound may click under load; join the group audio and set rtprio 95 and memlock"
                    + " unlimited in /etc/security/limits.d/audio.conf.");
        }
    }

    /// Goes on until the process is asked to end.
    ///
    /// @param statsSeconds seconds between lines of statistics, 0 for none
    int run(double statsSeconds) {
        if (!options.isHeadless()) {
            openConsole();
        }
        long intervalMs = statsSeconds > 0 ? Math.round(statsSeconds * 1e3) : Long.MAX_VALUE;
        try {
            while (!ended.await(intervalMs, TimeUnit.MILLISECONDS)) {
                Engine playing = engine;
                if (playing != null) {
                    command.getOut().println(StatsJson.line(playing.snapshot()));
                    command.getOut().flush();
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private void openConsole() {
        ControlDoors open = control;
        if (open != null) {
            open.doorFile()
                    .ifPresent(door -> ConsoleProcess.start(
                            door, System.getProperty("tutti.launcher"), System.getenv(), this::say));
        }
    }

    /// Runs when the process ends. If it was asked to, from outside, the code is 0; if a mistake ends it, this
    /// performance is over already and the code is the mistake's.
    private void leave() {
        if (isOver) {
            return;
        }
        // A sound server that hangs must not keep the process alive.
        Thread ending = Thread.ofPlatform().daemon().name("tutti-end").start(this::endEngine);
        try {
            ending.join(PATIENCE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        command.getOut().flush();
        command.getErr().flush();
        Runtime.getRuntime().halt(0);
    }

    private synchronized void endEngine() {
        RoomControl room = roomControl;
        if (room != null) {
            roomControl = null;
            room.close();
        }
        DriverControl besides = driverControl;
        if (besides != null) {
            driverControl = null;
            besides.close();
        }
        ControlDoors open = control;
        if (open != null) {
            control = null;
            open.close();
        }
        AgentRunner keeping = deskRunner;
        if (keeping != null) {
            deskRunner = null;
            keeping.close();
        }
        EngineThreads running = threads;
        if (running != null) {
            threads = null;
            running.close();
        }
        ended.countDown();
    }

    @Override
    public void close() {
        endEngine();
        isOver = true;
        try {
            Runtime.getRuntime().removeShutdownHook(leaving);
        } catch (IllegalStateException alreadyLeaving) {
            return;
        }
    }
}
