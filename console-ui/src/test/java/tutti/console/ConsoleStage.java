package tutti.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javafx.scene.Scene;
import org.jspecify.annotations.Nullable;
import tutti.console.headless.Picture;
import tutti.console.instance.ConsoleFolder;
import tutti.console.instance.ConsoleSettings;
import tutti.console.link.DoorFolder;
import tutti.console.link.EngineLine;
import tutti.console.panel.Panel;
import tutti.console.shell.Look;
import tutti.console.start.EngineProcess;
import tutti.console.start.SelfTest;

/// A whole console without a window, an engine or a clock: pulses are made by hand, links lead to a [SampleEngine], and
/// what would be started is written down. All of it by the screen's thread.
public final class ConsoleStage implements Console.Surroundings, AutoCloseable {
    private static final long PULSE_NS = 16_666_667;

    private final Path folder;
    private final Locale locale;
    private final EngineLine.@Nullable Opener opener;
    private final SampleEngine engine = new SampleEngine();
    private final List<List<String>> started = new ArrayList<>();
    private final Scene scene;
    private final Console console;
    private @Nullable ConsoleSettings settings;
    private EngineProcess.@Nullable Ears ears;
    private @Nullable Path door;
    private boolean isRunning;
    private boolean hasQuit;
    private long nowNs;

    /// @param folder where settings are kept
    public ConsoleStage(Path folder, Locale locale, int width, int height) {
        this(folder, locale, width, height, null);
    }

    /// @param opener leads to another engine; null for the sample
    ConsoleStage(Path folder, Locale locale, int width, int height, EngineLine.@Nullable Opener opener) {
        this.folder = folder;
        this.locale = locale;
        this.opener = opener;
        this.console = new Console(this);
        this.scene = new Scene(console.view(), width, height);
        dress();
    }

    /// Its engine.
    public SampleEngine engine() {
        return engine;
    }

    /// The console on it.
    Console console() {
        return console;
    }

    /// What it is shown in.
    public Scene scene() {
        return scene;
    }

    /// Turns to the engine and waits until it is there.
    public ConsoleStage attach() {
        try {
            return attach(Files.writeString(folder.resolve("sample.json"), "{}"));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// Turns to the engine that leaves this door file, sooner or later.
    ConsoleStage attach(Path door) {
        console.attach(() -> Optional.of(door));
        await(() -> !console.shell().offered().isEmpty());
        return this;
    }

    /// Beats until something holds. The link's own thread needs its time, however much that is.
    public void await(BooleanSupplier holds) {
        for (int tries = 0; tries < 30_000 && !holds.getAsBoolean(); tries++) {
            pulse();
            Thread.onSpinWait();
            LockSupport.parkNanos(1_000_000);
        }
        if (!holds.getAsBoolean()) {
            throw new AssertionError("It did not come about.");
        }
    }

    /// One pulse.
    public void pulse() {
        nowNs += PULSE_NS;
        console.onPulse(nowNs);
    }

    /// A second of music, and what is seen of it.
    public void second(int second) {
        engine.play(second);
        nowNs += 1_000_000_000;
        console.onPulse(nowNs);
    }

    /// Opens a panel by its name.
    public void open(String name) {
        Panel panel = console.shell().offered().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no " + name + "."));
        console.shell().open(panel);
        nowNs += 1_000_000_000;
        console.onPulse(nowNs);
    }

    /// Lays everything out that has been shown since, as a window would before it draws.
    public Scene settled() {
        scene.getRoot().applyCss();
        scene.getRoot().layout();
        return scene;
    }

    /// What it looks like.
    public Picture picture() {
        settled();
        for (int pulses = 0; pulses < 4; pulses++) {
            pulse();
        }
        return Picture.of(scene);
    }

    /// What would have been started.
    List<List<String>> started() {
        return started;
    }

    /// The engine that would have been started says something.
    EngineProcess.Ears ears() {
        if (ears == null) {
            throw new AssertionError("Nothing was started.");
        }
        return ears;
    }

    /// Where that engine was told to leave its door file.
    Path door() {
        if (door == null) {
            throw new AssertionError("Nothing was started.");
        }
        return door;
    }

    boolean isRunning() {
        return isRunning;
    }

    boolean hasQuit() {
        return hasQuit;
    }

    ConsoleSettings settings() {
        if (settings == null) {
            throw new AssertionError("Nothing was shown.");
        }
        return settings;
    }

    private void dress() {
        ConsoleSettings wished = settings;
        if (wished != null && scene != null) {
            Look.dress(scene, wished.isDark(), wished.scalePercent());
        }
    }

    @Override
    public ConsoleFolder folder() {
        return new ConsoleFolder(folder);
    }

    @Override
    public Locale locale() {
        return locale;
    }

    @Override
    public String user() {
        return "alice";
    }

    @Override
    public EngineLine.Opener opener() {
        return opener == null ? (_, listener) -> engine.open(listener) : opener;
    }

    @Override
    public EngineStarter starter() {
        return new EngineStarter() {
            @Override
            public Running start(List<String> words, Path file, EngineProcess.Ears listener) {
                started.add(words);
                ears = listener;
                door = file;
                isRunning = true;
                return new Running() {
                    @Override
                    public boolean isAlive() {
                        return isRunning;
                    }

                    @Override
                    public void leave() {
                        isRunning = false;
                    }
                };
            }

            @Override
            public void examine(Consumer<List<SelfTest.Line>> onLines, Consumer<String> onFailure) {
                onLines.accept(List.of(
                        new SelfTest.Line(SelfTest.Mark.HEADING, "This computer"),
                        new SelfTest.Line(SelfTest.Mark.GOOD, "JACK runs at 48000 Hz with 64 frames."),
                        new SelfTest.Line(SelfTest.Mark.WARN, "This user may not use real-time priority."),
                        new SelfTest.Line(SelfTest.Mark.ADVICE, "Join the group audio and log in again."),
                        new SelfTest.Line(SelfTest.Mark.HEADING, "The network"),
                        new SelfTest.Line(SelfTest.Mark.GOOD, "Packets leave and come back over IPv4 and IPv6.")));
            }
        };
    }

    @Override
    public DoorFolder doors() {
        return new DoorFolder(folder.resolve("doors"), pid -> pid == 1);
    }

    @Override
    public LongSupplier nanoClock() {
        return () -> nowNs;
    }

    @Override
    public void later(Runnable task) {
        task.run();
    }

    @Override
    public void show(ConsoleSettings wished) {
        settings = wished;
        dress();
    }

    @Override
    public void speakFocus(boolean speaks) {
        // Tests have no voice.
    }

    @Override
    public boolean canSpeak() {
        return true;
    }

    @Override
    public void quit() {
        hasQuit = true;
    }

    @Override
    public void close() {
        console.close();
    }
}
