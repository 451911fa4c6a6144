package tutti.engine.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// A program as a process of its own, with the JVM and the class path of the test. Every wait is for something and has
/// an end.
public final class TuttiProcess implements AutoCloseable {
    /// More than anything takes on a busy computer.
    private static final long PATIENCE_NS = 60_000_000_000L;

    private final Process process;
    private final Lines out;
    private final Lines err;

    private TuttiProcess(Process process) {
        this.process = process;
        out = new Lines(process.getInputStream());
        err = new Lines(process.getErrorStream());
    }

    /// Starts `tutti` with these words.
    static TuttiProcess start(String... words) {
        return start(command -> command, List.of(words));
    }

    /// Starts `tutti` elsewhere.
    ///
    /// @param place makes of a command the one that runs it there, as its only child
    public static TuttiProcess start(UnaryOperator<List<String>> place, List<String> words) {
        return start(place, Main.class, words);
    }

    /// Starts a program of Java.
    ///
    /// @param place as above
    public static TuttiProcess start(UnaryOperator<List<String>> place, Class<?> program, List<String> words) {
        List<String> command = new ArrayList<>();
        if (Path.of("/usr/bin/env").toFile().canExecute()) {
            // A test run in the background may ignore SIGINT, and its children would inherit that.
            command.addAll(List.of("/usr/bin/env", "--default-signal=INT"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseZGC",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(place.apply(command));
        builder.environment().put("JACK_NO_AUDIO_RESERVATION", "1");
        try {
            return new TuttiProcess(builder.start());
        } catch (IOException notStarted) {
            throw new UncheckedIOException(notStarted);
        }
    }

    /// What it wrote to standard output.
    public Lines out() {
        return out;
    }

    /// What it wrote to standard error.
    public Lines err() {
        return err;
    }

    /// Waits for its end.
    public int awaitExit() {
        try {
            if (!process.waitFor(PATIENCE_NS, TimeUnit.NANOSECONDS)) {
                throw new AssertionError("It does not end; it said " + err.all());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
        out.awaitEnd();
        err.awaitEnd();
        return process.exitValue();
    }

    /// Sends a signal: `INT`, `TERM` or `KILL`.
    public void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, "" + itself().pid()).start().waitFor();
        } catch (IOException notSent) {
            throw new UncheckedIOException(notSent);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends it, politely if it can: a JACK server does not bear the death of a client well.
    @Override
    public void close() {
        itself().destroy();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        itself().destroyForcibly();
        process.destroyForcibly();
        awaitExit();
    }

    /// The program, where another one runs it.
    private ProcessHandle itself() {
        return process.children().findFirst().orElseGet(process::toHandle);
    }

    /// Lines that come from a process while it runs.
    public static final class Lines {
        /// How often the end of patience is looked at.
        private static final long MAX_WAIT_MS = 1_000;

        private final List<String> lines = new ArrayList<>();
        private boolean ended;

        Lines(InputStream stream) {
            Thread.ofVirtual().start(() -> {
                try (BufferedReader reader =
                        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                    reader.lines().forEach(this::add);
                } catch (IOException | UncheckedIOException closed) {
                    add("(" + closed.getMessage() + ")");
                } finally {
                    end();
                }
            });
        }

        private synchronized void add(String line) {
            lines.add(line);
            notifyAll();
        }

        private synchronized void end() {
            ended = true;
            notifyAll();
        }

        public synchronized List<String> all() {
            return List.copyOf(lines);
        }

        /// Waits for a line.
        ///
        /// @param from how many of the first lines do not count
        public synchronized String await(String what, int from, Predicate<String> isIt) {
            long untilNs = System.nanoTime() + PATIENCE_NS;
            int looked = from;
            try {
                while (true) {
                    for (; looked < lines.size(); looked++) {
                        if (isIt.test(lines.get(looked))) {
                            return lines.get(looked);
                        }
                    }
                    if (ended || System.nanoTime() - untilNs > 0) {
                        throw new AssertionError("Waited in vain for " + what + ", got " + lines);
                    }
                    wait(MAX_WAIT_MS);
                }
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }

        /// Waits for a line that is new.
        public String awaitNew(String what, Predicate<String> isIt) {
            return await(what, all().size(), isIt);
        }

        synchronized void awaitEnd() {
            long untilNs = System.nanoTime() + PATIENCE_NS;
            try {
                while (!ended) {
                    if (System.nanoTime() - untilNs > 0) {
                        throw new AssertionError("Its output has no end: " + lines);
                    }
                    wait(MAX_WAIT_MS);
                }
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }
    }
}
