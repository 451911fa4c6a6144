package tutti.console.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;

/// Says aloud what has the keyboard's focus. JavaFX reaches no screen reader on Linux; speech-dispatcher's own program,
/// where it is installed, speaks all the same.
///
/// While something is being said, only the last of what comes meanwhile is kept.
///
/// Thread: [#speak] any; the program is started on a thread of its own.
public final class SpokenFocus implements AutoCloseable {
    private static final String PROGRAM = "spd-say";
    private static final long PATIENCE_S = 5;

    private final AtomicReference<String> next = new AtomicReference<>("");
    private final ExecutorService voice = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("tutti-voice").factory());
    private final Consumer<String> speaker;

    /// @param speaker says a sentence and returns when it has been taken
    public SpokenFocus(Consumer<String> speaker) {
        this.speaker = speaker;
    }

    /// The program that speaks, if there is one.
    ///
    /// @param path as in `PATH`
    public static Optional<Path> program(String path) {
        return Stream.of(path.split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, PROGRAM))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// Speaks through that program: what is still being said is cut off.
    public static Consumer<String> speaker(Path program) {
        return words -> {
            try {
                Process process = new ProcessBuilder(program.toString(), "--cancel", "--", words)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (IOException silent) {
                // Then nothing is said; the screen shows it.
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        };
    }

    /// What there is to say of a node: its name and, if it has one, its value.
    public static String words(Node node) {
        Object text = node.queryAccessibleAttribute(AccessibleAttribute.TEXT);
        Object value = node.queryAccessibleAttribute(AccessibleAttribute.VALUE_STRING);
        String name =
                node.getAccessibleText() == null || node.getAccessibleText().isBlank()
                        ? text == null ? "" : text.toString()
                        : node.getAccessibleText();
        return value == null || value.toString().isBlank() ? name : name + ", " + value;
    }

    /// Says this as soon as what is being said has been.
    public void speak(String words) {
        if (!words.isBlank() && next.getAndSet(words).isEmpty()) {
            voice.execute(() -> speaker.accept(next.getAndSet("")));
        }
    }

    @Override
    public void close() {
        voice.shutdownNow();
    }
}
