package tutti.engine.ensemble;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tutti.engine.ensemble.EngineStats.Heard;

/// One engine in a process of its own. It ends when its standard input ends, and so never outlives this one.
///
/// Threads: two that read what it prints; everything else any.
public final class Musician implements AutoCloseable {
    private static final int LAST_WORDS_LINES = 20;
    private static final long LEAVE_MS = 3_000;
    private static final int SIGNALLED = 128;

    private final String name;
    private final Process process;
    private final Consumer<EngineStats> onStats;
    private final Runnable onExit;
    private final Thread statsReader;
    private final Thread wordsReader;
    private final Deque<String> lastWords = new ArrayDeque<>();
    private volatile @Nullable EngineStats stats;

    /// The last in which the other was heard.
    private volatile @Nullable EngineStats statsWithSound;

    private volatile long xrunsBefore;

    private Musician(String name, Process process, Consumer<EngineStats> onStats, Runnable onExit) {
        this.name = name;
        this.process = process;
        statsReader = Thread.ofPlatform().daemon().name("tutti-demo-" + name).unstarted(this::readStats);
        wordsReader =
                Thread.ofPlatform().daemon().name("tutti-demo-" + name + "-err").unstarted(this::readWords);
        this.onStats = onStats;
        this.onExit = onExit;
    }

    /// Starts an engine.
    ///
    /// @param command the program and its words
    /// @param environment set besides what is inherited
    /// @param onExit called when the process has ended, on a thread of this object
    public static Musician start(String name, List<String> command, Map<String, String> environment, Runnable onExit) {
        return start(name, command, environment, stats -> {}, onExit);
    }

    /// The same for somebody who wants to know it all.
    ///
    /// @param onStats gets all statistics, on a thread of this object
    public static Musician start(
            String name,
            List<String> command,
            Map<String, String> environment,
            Consumer<EngineStats> onStats,
            Runnable onExit) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        try {
            Musician musician = new Musician(name, builder.start(), onStats, onExit);
            musician.statsReader.start();
            musician.wordsReader.start();
            return musician;
        } catch (IOException e) {
            throw new EnsembleException(
                    1, name + "'s engine cannot be started (" + e.getMessage() + "); check the installation.");
        }
    }

    public String name() {
        return name;
    }

    /// From now on xruns count: those of the start, when nobody listens yet, are nobody's business.
    public void beginMusic() {
        xrunsBefore = stats().map(EngineStats::xruns).orElse(0L);
    }

    /// The latest statistics.
    public Optional<EngineStats> stats() {
        return Optional.ofNullable(stats).map(latest -> latest.withXrunsSince(xrunsBefore));
    }

    /// The latest statistics in which the other was heard; those after the other has left say nothing of it.
    public Optional<EngineStats> statsWithSound() {
        return Optional.ofNullable(statsWithSound).map(latest -> latest.withXrunsSince(xrunsBefore));
    }

    public boolean isPlaying() {
        return stats().map(EngineStats::heard).map(Heard::isPlaying).orElse(false);
    }

    /// Its process id.
    public long processId() {
        return process.pid();
    }

    /// Whether its process runs.
    public boolean isAlive() {
        return process.isAlive();
    }

    /// Why it ended, if it did and not in good order.
    public Optional<EnsembleException> failure() {
        if (process.isAlive() || process.exitValue() == 0) {
            return Optional.empty();
        }
        awaitReaders();
        int code = process.exitValue();
        String sentence = lastSentence();
        if (code == 2 && !sentence.isEmpty()) {
            return Optional.of(new EnsembleException(2, sentence));
        }
        String why = code > SIGNALLED ? "was killed by signal " + (code - SIGNALLED) : "failed with exit code " + code;
        return Optional.of(new EnsembleException(
                1,
                name + "'s engine " + why + (sentence.isEmpty() ? "" : " (" + sentence + ")")
                        + ", so the demo has ended."));
    }

    /// The last lines that it wrote to standard error.
    public List<String> lastWords() {
        synchronized (lastWords) {
            return List.copyOf(lastWords);
        }
    }

    private String lastSentence() {
        synchronized (lastWords) {
            return lastWords.stream()
                    .filter(line -> line.startsWith("tutti: "))
                    .reduce((earlier, later) -> later)
                    .map(line -> line.substring("tutti: ".length()))
                    .orElse("");
        }
    }

    /// Asks it to leave, without waiting.
    public void askToLeave() {
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyGone) {
            // Then there is nobody to be asked.
        }
    }

    /// Waits until it has left, its recording complete; ends it by force after 3 seconds.
    @Override
    public void close() {
        askToLeave();
        try {
            if (!process.waitFor(LEAVE_MS, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor(LEAVE_MS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        awaitReaders();
    }

    private void awaitReaders() {
        try {
            statsReader.join(LEAVE_MS);
            wordsReader.join(LEAVE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readStats() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                EngineStats.parse(line).ifPresent(this::take);
            }
        } catch (IOException closed) {
            // The process has ended, and so do its statistics.
        }
        process.onExit().join();
        onExit.run();
    }

    private void take(EngineStats latest) {
        stats = latest;
        if (latest.heard().isPlaying()) {
            statsWithSound = latest;
        }
        onStats.accept(latest);
    }

    private void readWords() {
        try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (lastWords) {
                    lastWords.add(line);
                    if (lastWords.size() > LAST_WORDS_LINES) {
                        lastWords.remove();
                    }
                }
            }
        } catch (IOException closed) {
            // The process has ended, and so do its words.
        }
    }
}
