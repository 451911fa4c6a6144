package tutti.console;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.Parent;
import tutti.console.chat.ChatPanel;
import tutti.console.doctor.DoctorModel;
import tutti.console.doctor.DoctorPanel;
import tutti.console.instance.ConsoleFolder;
import tutti.console.instance.ConsoleSettings;
import tutti.console.instance.RecentRooms;
import tutti.console.link.DoorFolder;
import tutti.console.link.EngineLine;
import tutti.console.link.Mirror;
import tutti.console.panel.Panel;
import tutti.console.panel.Timed;
import tutti.console.panel.Workplace;
import tutti.console.people.PeoplePanel;
import tutti.console.scenes.ScenesPanel;
import tutti.console.shell.Answer;
import tutti.console.shell.ShellView;
import tutti.console.start.EngineStart;
import tutti.console.start.LevelCheck;
import tutti.console.start.SoundCard;
import tutti.console.start.StartModel;
import tutti.console.start.StartPage;
import tutti.console.statistics.StatisticsPanel;
import tutti.console.text.Texts;
import tutti.engine.control.tree.Value;
import tutti.nat.invite.Invite;
import tutti.nat.invite.InviteException;

/// Joins the console's parts: the line to the engine, the panels, the start page, and what is remembered.
///
/// Thread: the screen's.
public final class Console implements AutoCloseable {
    private static final long SECOND_NS = 1_000_000_000;
    private static final int LARGEST_PERCENT = 300;

    private final Surroundings around;
    private final Texts texts;
    private final Mirror mirror = new Mirror();
    private final EngineLine line;
    private final DoctorModel doctor = new DoctorModel(mirror);
    private final Timed second = new Timed(SECOND_NS);
    private final RecentRooms rooms;
    private final OwnEngine own;
    private final Trial trial;
    private final StartModel start;
    private final StartPage startPage;
    private final ShellView shell;
    private ConsoleSettings settings;

    /// What the console stands in.
    public interface Surroundings {
        /// Where everything is kept.
        ConsoleFolder folder();

        /// The language and the way of writing numbers.
        Locale locale();

        /// The user's name for the system.
        String user();

        /// Opens links.
        EngineLine.Opener opener();

        /// Starts engines and self-tests.
        EngineStarter starter();

        /// The engines that run.
        DoorFolder doors();

        /// A clock that never jumps.
        LongSupplier nanoClock();

        /// Lets something be done by the screen's thread.
        void later(Runnable task);

        /// Shows these wishes: theme and size.
        void show(ConsoleSettings settings);

        /// Speaks what has the focus, or no more.
        void speakFocus(boolean speaks);

        /// Whether there is anything that speaks.
        boolean canSpeak();

        /// Ends the console.
        void quit();
    }

    public Console(Surroundings around) {
        this.around = around;
        this.texts = Texts.of(Workplace.class, around.locale());
        this.settings = ConsoleSettings.read(around.folder().settings());
        this.rooms = new RecentRooms(around.folder().rooms());
        this.line = new EngineLine(around.opener(), mirror);
        this.own = new OwnEngine(around.starter(), around.folder(), "engine", around::later);
        this.start = new StartModel(
                settings.playerName().isEmpty() ? StartModel.suggestion(around.user()) : settings.playerName(),
                settings.driver());
        this.trial = new Trial(around, texts);
        LevelCheck check = new LevelCheck(trial.mirror());
        SoundCard sound = new SoundCard(texts, check, trial.hands(start::tryOut));
        trial.card(sound);
        this.startPage = new StartPage(texts, start, sound, new StartHands(), !settings.isGuided());
        this.shell = new ShellView(texts, mirror, panels(), new FirstPage(), new ShellHands(), around.canSpeak());
        show();
    }

    private List<Panel> panels() {
        Workplace place = new Workplace(mirror, line, texts);
        List<Panel> panels = new ArrayList<>();
        panels.add(new MixerPanel(texts, mirror, line.tree(), around.nanoClock()));
        panels.add(new PeoplePanel(place));
        panels.add(new ChatPanel(place));
        panels.add(new ScenesPanel(place));
        panels.add(new DoctorPanel(place, doctor));
        panels.add(new StatisticsPanel(place));
        return panels;
    }

    /// What the window shows.
    public Parent view() {
        return shell;
    }

    /// The window's frame, for those who look at it from outside.
    ShellView shell() {
        return shell;
    }

    /// What is known of the engine.
    Mirror mirror() {
        return mirror;
    }

    /// Asks the engine for something.
    boolean set(String address, Value value) {
        return line.set(address, value);
    }

    /// Turns to an engine.
    ///
    /// @param door its door file, at each look
    public void attach(Supplier<Optional<Path>> door) {
        line.attach(door);
    }

    /// Turns to the only engine that runs, if there is one.
    public void attachToOnlyEngine() {
        List<DoorFolder.Found> engines = around.doors().live();
        if (engines.size() == 1) {
            attach(engines.getFirst());
        }
    }

    /// To that one, and to the one that takes its place when it is started anew.
    private void attach(DoorFolder.Found engine) {
        DoorFolder folder = around.doors();
        attach(() -> folder.find(engine.engineName()));
    }

    /// Once a pulse.
    public void onPulse(long nowNs) {
        line.onPulse();
        if (second.isDue(nowNs)) {
            doctor.writeDiaries();
        }
        shell.onPulse(nowNs);
    }

    /// A link was clicked somewhere: where it leads is shown, and nothing is done without an answer. It may have been
    /// put
    /// on a page by anybody.
    public void offerInvite(String link) {
        Optional<StartModel.Destination> leads = StartModel.ofLink(link);
        if (leads.isEmpty()) {
            shell.ask(
                    texts.of("link.bad.title"), texts.of("link.bad"), List.of(new Answer(texts.of("close"), () -> {})));
            return;
        }
        shell.ask(
                texts.of("link.title"),
                texts.of("link.question", leads.get().place()),
                List.of(
                        new Answer(texts.of("link.join"), () -> {
                            line.detach();
                            startPage.paste(link);
                        }),
                        new Answer(texts.of("cancel"), () -> {})));
    }

    private void start(EngineStart wanted) {
        trial.stop();
        keep(settings.withPlayer(start.playerName(), start.driver()));
        startPage.say(texts.of("start.starting"));
        own.start(wanted, new OwnEngine.Ears() {
            @Override
            public void onDoor(Path door) {
                startPage.say("");
                remember(wanted);
                attach(() -> Optional.of(door));
            }

            @Override
            public void onSentence(String sentence) {
                startPage.say(sentence);
            }

            @Override
            public void onEnd(int exitCode) {
                if (exitCode != 0) {
                    line.detach();
                    startPage.say(texts.of("start.failed", own.lastSentence()));
                }
            }
        });
    }

    private void remember(EngineStart wanted) {
        if (wanted instanceof EngineStart.Join join) {
            try {
                rooms.add(Invite.parse(join.invite()));
                startPage.showRooms();
            } catch (IOException | InviteException notKept) {
                startPage.say(String.valueOf(notKept.getMessage()));
            }
        }
    }

    private void leave() {
        if (!own.isAlive()) {
            line.detach();
            return;
        }
        shell.ask(
                texts.of("leave.title"),
                texts.of("leave.question"),
                List.of(
                        new Answer(texts.of("leave.stop"), () -> {
                            line.detach();
                            own.leave();
                        }),
                        new Answer(texts.of("leave.keep"), line::detach),
                        new Answer(texts.of("cancel"), () -> {})));
    }

    /// The window's close button, or the key for it.
    public void quit() {
        if (!own.isAlive()) {
            around.quit();
            return;
        }
        shell.ask(
                texts.of("quit.title"),
                texts.of("quit.question"),
                List.of(
                        new Answer(texts.of("quit.keep"), around::quit),
                        new Answer(texts.of("quit.stop"), () -> {
                            own.leave();
                            around.quit();
                        }),
                        new Answer(texts.of("cancel"), () -> {})));
    }

    private void keep(ConsoleSettings wanted) {
        settings = wanted;
        show();
        try {
            settings.write(around.folder().settings());
        } catch (IOException notKept) {
            startPage.say(texts.of("settings.unwritable", String.valueOf(notKept.getMessage())));
        }
    }

    private void show() {
        around.show(settings);
        around.speakFocus(settings.speaksFocus());
        shell.show(settings.scalePercent(), settings.speaksFocus());
    }

    /// Leaves the engine alone, and ends what was only tried.
    @Override
    public void close() {
        trial.close();
        line.close();
    }

    private final class FirstPage implements ShellView.Page {
        @Override
        public Node node() {
            return startPage.node();
        }

        @Override
        public Node firstFocus() {
            return startPage.firstFocus();
        }

        @Override
        public void onPulse(long nowNs) {
            startPage.onPulse(nowNs);
        }
    }

    private final class ShellHands implements ShellView.Hands {
        @Override
        public void toggleTheme() {
            keep(settings.withDark(!settings.isDark()));
        }

        @Override
        public void scaleBy(int percent) {
            keep(settings.withScalePercent(
                    percent == 0 ? 100 : Math.min(LARGEST_PERCENT, settings.scalePercent() + percent)));
        }

        @Override
        public void speakFocus(boolean speaks) {
            keep(settings.withSpokenFocus(speaks));
        }

        @Override
        public void leave() {
            Console.this.leave();
        }

        @Override
        public void quit() {
            Console.this.quit();
        }
    }

    private final class StartHands implements StartPage.Hands {
        @Override
        public void start(EngineStart wanted) {
            Console.this.start(wanted);
        }

        @Override
        public void attach(DoorFolder.Found engine) {
            trial.stop();
            Console.this.attach(engine);
        }

        @Override
        public List<DoorFolder.Found> engines() {
            return around.doors().live();
        }

        @Override
        public List<Invite> rooms() {
            return rooms.invites();
        }

        @Override
        public void forget(Invite room) {
            try {
                rooms.remove(room);
            } catch (IOException notKept) {
                startPage.say(texts.of("settings.unwritable", String.valueOf(notKept.getMessage())));
            }
        }

        @Override
        public void guideSeen() {
            keep(settings.withGuideSeen());
        }
    }
}
