package tutti.engine.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import tutti.engine.ensemble.EngineCommand;

/// The room server of a host who asks nobody else for one: a process of its own, so that its garbage and its load
/// stay away from the music. It is started again when it dies, and ends when its standard input does, so with this
/// process at the latest.
final class RoomProcess implements AutoCloseable {
    private static final long START_MS = 20_000;
    private static final long LEAVE_MS = 2_000;

    /// A server that dies sooner than this after its start will not get better by being started again.
    private static final long SICK_NS = 5_000_000_000L;

    private final List<String> words;
    private final Consumer<String> say;
    private final CompletableFuture<String> url = new CompletableFuture<>();
    private final Thread keeper =
            Thread.ofPlatform().daemon().name("tutti-room-keeper").unstarted(this::keep);
    private volatile Process process;
    private volatile boolean closed;

    private RoomProcess(List<String> words, Consumer<String> say) throws IOException {
        this.words = List.copyOf(words);
        this.say = say;
        this.process = start();
    }

    /// Starts a server.
    ///
    /// @param listen where, `ADDR:PORT`
    /// @param data where it keeps its rooms
    /// @param further words of `tutti room`
    /// @param say shows a sentence
    /// @throws UsageException if it cannot be started
    static RoomProcess open(String listen, Path data, List<String> further, Consumer<String> say) {
        List<String> words = new ArrayList<>(List.of("room", "--listen", listen, "--data", data.toString()));
        words.addAll(further);
        words.add("--until-stdin-ends");
        try {
            RoomProcess room =
                    new RoomProcess(EngineCommand.of(System.getProperties()).with(words), say);
            room.keeper.start();
            return room;
        } catch (IOException e) {
            throw new UsageException("The room server cannot be started (" + e.getMessage()
                    + "); check the installation, or use another room server with --room.");
        }
    }

    private Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().putAll(EngineCommand.of(System.getProperties()).environment());
        return builder.start();
    }

    private void keep() {
        while (!closed) {
            long startedNs = System.nanoTime();
            Thread errors = Thread.ofPlatform().daemon().name("tutti-room-err").start(this::relayErrors);
            readUrl();
            process.onExit().join();
            join(errors);
            url.complete("");
            if (closed) {
                return;
            }
            if (System.nanoTime() - startedNs < SICK_NS) {
                say.accept("The room server ends as soon as it starts; the music goes on, but nobody new can join.");
                return;
            }
            say.accept("The room server has ended and is started again; the music goes on.");
            try {
                process = start();
            } catch (IOException e) {
                say.accept("The room server cannot be started again (" + e.getMessage() + ").");
                return;
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(LEAVE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readUrl() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("https://")) {
                    url.complete(line.strip());
                }
            }
        } catch (IOException ended) {
            // Then it says no more.
        }
    }

    private void relayErrors() {
        try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                say.accept(line);
            }
        } catch (IOException ended) {
            // Then it complains no more.
        }
    }

    /// Waits until it listens.
    ///
    /// @return where, with its certificate's fingerprint
    /// @throws UsageException if it does not
    String awaitUrl() {
        try {
            String told = url.get(START_MS, TimeUnit.MILLISECONDS);
            if (!told.isEmpty()) {
                return told;
            }
        } catch (ExecutionException | TimeoutException e) {
            close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new UsageException(
                "The room server did not start; choose another --listen, or use another room server" + " with --room.");
    }

    @Override
    public void close() {
        closed = true;
        Process running = process;
        try {
            running.getOutputStream().close();
            if (!running.waitFor(LEAVE_MS, TimeUnit.MILLISECONDS)) {
                running.destroyForcibly();
            }
        } catch (IOException alreadyGone) {
            running.destroyForcibly();
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
