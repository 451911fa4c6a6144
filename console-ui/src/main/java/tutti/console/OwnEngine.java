package tutti.console;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tutti.console.instance.ConsoleFolder;
import tutti.console.start.EngineProcess;
import tutti.console.start.EngineStart;

/// The engine that this console has started, if it has. Goes on when the console ends.
///
/// Thread: the screen's; what the engine says is brought there.
final class OwnEngine {
    private final EngineStarter starter;
    private final ConsoleFolder folder;
    private final String role;
    private final Consumer<Runnable> later;
    private EngineStarter.@Nullable Running running;
    private String lastSentence = "";
    private int numStarts;

    /// As [EngineProcess.Ears], on the screen's thread.
    interface Ears extends EngineProcess.Ears {}

    /// @param later lets something be done by the screen's thread
    /// @param role by which its door file is told from those of other engines
    OwnEngine(EngineStarter starter, ConsoleFolder folder, String role, Consumer<Runnable> later) {
        this.starter = starter;
        this.role = role;
        this.folder = folder;
        this.later = later;
    }

    /// Starts one; a former one is asked to leave.
    void start(EngineStart wanted, Ears ears) {
        leave();
        int start = ++numStarts;
        Path door = folder.doorOfOwnEngine(role);
        try {
            running = starter.start(wanted.words(door, folder.tutti()), door, new EngineProcess.Ears() {
                @Override
                public void onDoor(Path file) {
                    tell(() -> ears.onDoor(file));
                }

                @Override
                public void onSentence(String sentence) {
                    tell(() -> {
                        lastSentence = sentence;
                        ears.onSentence(sentence);
                    });
                }

                @Override
                public void onEnd(int exitCode) {
                    tell(() -> ears.onEnd(exitCode));
                }

                // A former engine has no more to say.
                private void tell(Runnable news) {
                    later.accept(() -> {
                        if (start == numStarts) {
                            news.run();
                        }
                    });
                }
            });
        } catch (IOException impossible) {
            lastSentence = String.valueOf(impossible.getMessage());
            ears.onEnd(1);
        }
    }

    /// What it said last.
    String lastSentence() {
        return lastSentence;
    }

    /// Whether it runs.
    boolean isAlive() {
        return running != null && running.isAlive();
    }

    /// Asks it to leave, if it runs. What it says from then on is not heard.
    void leave() {
        if (running != null) {
            numStarts++;
            running.leave();
            running = null;
        }
    }
}
