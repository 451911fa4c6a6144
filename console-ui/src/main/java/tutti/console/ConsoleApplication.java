package tutti.console;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import tutti.console.instance.ConsoleFolder;
import tutti.console.instance.ConsoleSettings;
import tutti.console.instance.LinkDoorbell;
import tutti.console.link.DoorFolder;
import tutti.console.link.EngineLine;
import tutti.console.shell.Look;
import tutti.console.shell.Pulse;
import tutti.console.shell.SpokenFocus;
import tutti.console.start.Launcher;

/// The console in a window of its own.
public final class ConsoleApplication extends Application {
    /// A laptop's screen less its bars; the window grows from there.
    private static final double WIDTH = 1280;

    private static final double HEIGHT = 760;

    private @Nullable Console console;
    private @Nullable LinkDoorbell doorbell;
    private @Nullable SpokenFocus voice;

    @Override
    public void start(Stage stage) {
        ConsoleArguments arguments = ConsoleArguments.parse(getParameters().getRaw());
        Window window = new Window(stage, arguments);
        Console opened = new Console(window);
        console = opened;
        window.show(opened);
        Path door = arguments.door();
        if (arguments.isRehearsal()) {
            Rehearsal.begin(opened, Platform::exit);
            return;
        }
        listenForLinks(window.folder(), opened);
        if (door != null) {
            opened.attach(() -> Optional.of(door));
        } else {
            opened.attachToOnlyEngine();
        }
        if (!arguments.invite().isEmpty()) {
            opened.offerInvite(arguments.invite());
        }
    }

    private void listenForLinks(ConsoleFolder folder, Console opened) {
        try {
            doorbell = LinkDoorbell.open(folder.doorbell(), link -> Platform.runLater(() -> opened.offerInvite(link)));
        } catch (IOException | UnsupportedOperationException other) {
            // Another console listens, or the system has no such sockets: each link then opens a console of its own.
            doorbell = null;
        }
    }

    @Override
    public void stop() {
        if (doorbell != null) {
            doorbell.close();
        }
        if (voice != null) {
            voice.close();
        }
        if (console != null) {
            console.close();
        }
    }

    /// The window, and the system around it.
    private final class Window implements Console.Surroundings {
        private final Stage stage;
        private final ConsoleFolder folder;
        private final Optional<Path> speaker =
                SpokenFocus.program(System.getenv().getOrDefault("PATH", ""));
        private @Nullable Scene scene;
        private @Nullable ConsoleSettings wished;
        private boolean speaks;

        Window(Stage stage, ConsoleArguments arguments) {
            this.stage = stage;
            this.folder = Main.folder(arguments);
        }

        void show(Console opened) {
            Scene shown = new Scene(opened.view(), WIDTH, HEIGHT);
            scene = shown;
            ConsoleSettings settings = wished;
            if (settings != null) {
                show(settings);
            }
            shown.focusOwnerProperty().subscribe(this::speak);
            Pulse pulse = new Pulse(opened::onPulse);
            stage.showingProperty().subscribe(() -> pulse.follow(isSeen()));
            stage.iconifiedProperty().subscribe(() -> pulse.follow(isSeen()));
            stage.setOnCloseRequest(event -> {
                event.consume();
                opened.quit();
            });
            stage.setTitle("Tutti");
            stage.setScene(shown);
            stage.show();
        }

        private boolean isSeen() {
            return stage.isShowing() && !stage.isIconified();
        }

        private void speak(@Nullable Node node) {
            if (speaks && node != null && voice != null) {
                voice.speak(SpokenFocus.words(node));
            }
        }

        @Override
        public ConsoleFolder folder() {
            return folder;
        }

        @Override
        public Locale locale() {
            return Locale.getDefault();
        }

        @Override
        public String user() {
            return System.getProperty("user.name", "");
        }

        @Override
        public EngineLine.Opener opener() {
            return EngineOpener.INSTANCE;
        }

        @Override
        public EngineStarter starter() {
            return EngineStarter.through(Launcher.of(System.getProperties()));
        }

        @Override
        public DoorFolder doors() {
            return new DoorFolder(
                    folder.doors(),
                    pid -> ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
        }

        @Override
        public LongSupplier nanoClock() {
            return System::nanoTime;
        }

        @Override
        public void later(Runnable task) {
            Platform.runLater(task);
        }

        @Override
        public void show(ConsoleSettings settings) {
            wished = settings;
            if (scene != null) {
                Look.dress(scene, settings.isDark(), settings.scalePercent());
            }
        }

        @Override
        public void speakFocus(boolean isWanted) {
            speaks = isWanted;
            if (isWanted && voice == null) {
                Consumer<String> program = speaker.map(SpokenFocus::speaker).orElse(null);
                voice = program == null ? null : new SpokenFocus(program);
            }
        }

        @Override
        public boolean canSpeak() {
            return speaker.isPresent();
        }

        @Override
        public void quit() {
            stage.hide();
            Platform.exit();
        }
    }
}
