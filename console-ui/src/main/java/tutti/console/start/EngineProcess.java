package tutti.console.start;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// An engine that the console has started: a process of its own, which goes on playing when the console ends or dies.
///
/// What the engine says is shown and nowhere kept, because an invite may be in it.
///
/// Thread: any; the ears are told on threads of this class.
public final class EngineProcess {
    private static final long LOOK_MS = 50;

    private final Process process;

    /// Is told how a start goes on.
    public interface Ears {
        /// The engine is there and can be reached by this door file.
        void onDoor(Path door);

        /// Something that the engine has to say to people.
        void onSentence(String sentence);

        /// The engine has ended.
        ///
        /// @param exitCode 0 if it was asked to
        void onEnd(int exitCode);
    }

    private EngineProcess(Process process) {
        this.process = process;
    }

    /// Starts an engine.
    ///
    /// @param launcher the words in front of a Tutti command
    /// @param environment set besides what is inherited
    /// @param arguments the words of the command
    /// @param door where the engine will say how it is reached; what an earlier one left there is removed
    /// @throws IOException if it cannot be started
    public static EngineProcess start(
            List<String> launcher, Map<String, String> environment, List<String> arguments, Path door, Ears ears)
            throws IOException {
        Files.createDirectories(door.toAbsolutePath().getParent());
        Files.deleteIfExists(door);
        List<String> command = new ArrayList<>(launcher);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        EngineProcess started = new EngineProcess(builder.start());
        Thread.ofPlatform().daemon().name("tutti-engine-words").start(() -> started.relay(ears));
        Thread.ofPlatform().daemon().name("tutti-engine-door").start(() -> started.awaitDoor(door, ears::onDoor));
        return started;
    }

    private void relay(Ears ears) {
        try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                ears.onSentence(line);
            }
        } catch (IOException ended) {
            // Then it says no more.
        }
        ears.onEnd(process.onExit().join().exitValue());
    }

    private void awaitDoor(Path door, Consumer<Path> onDoor) {
        try {
            while (process.isAlive()) {
                if (Files.isRegularFile(door) && Files.size(door) > 0) {
                    onDoor.accept(door);
                    return;
                }
                Thread.sleep(LOOK_MS);
            }
        } catch (IOException unreadable) {
            process.destroy();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether it runs.
    public boolean isAlive() {
        return process.isAlive();
    }

    /// Asks it to leave, as SIGTERM does. Returns at once.
    public void leave() {
        process.destroy();
    }
}
