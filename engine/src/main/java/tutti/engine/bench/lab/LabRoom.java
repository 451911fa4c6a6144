package tutti.engine.bench.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import tutti.engine.bench.lab.LabException.Reason;
import tutti.engine.ensemble.EngineCommand;

/// A room server and a relay on the lab's server host.
///
/// Thread: one.
public final class LabRoom implements AutoCloseable {
    private static final int PORT = 4464;
    private static final String TURN_SECRET = "a secret that the lab's room server and relay share";
    private static final long PATIENCE_NS = 30_000_000_000L;
    private static final long LOOK_MS = 5;

    private final Lab lab;
    private final EngineCommand command;
    private final Path urlFile;
    private final List<String> words;
    private final LongSupplier clockNs;
    private final Turn turn;
    private Process server;

    private LabRoom(Lab lab, EngineCommand command, Path folder, boolean byIpv6, LongSupplier clockNs)
            throws IOException {
        this.lab = lab;
        this.command = command;
        this.clockNs = clockNs;
        urlFile = folder.resolve("room-url");
        String host = byIpv6 ? "[" + Lab.SERVER_IPV6 + "]" : Lab.SERVER;
        words = new ArrayList<>(List.of("room", "--listen", host + ":" + PORT));
        words.addAll(List.of("--turn", Turn.uri(byIpv6), "--turn-secret", TURN_SECRET));
        words.addAll(List.of("--url-file", urlFile.toString()));
        words.addAll(List.of("--data", folder.resolve("room-data").toString()));
        turn = lab.startTurn(TURN_SECRET);
        server = start();
    }

    /// Starts both.
    ///
    /// @param command how to start the program
    /// @param folder where the server keeps its rooms
    /// @param byIpv6 whether they are reached by IPv6 instead of IPv4
    /// @param clockNs `System::nanoTime`
    /// @throws LabException if one of them does not start
    public static LabRoom open(Lab lab, EngineCommand command, Path folder, boolean byIpv6, LongSupplier clockNs) {
        try {
            LabRoom room = new LabRoom(lab, command, folder, byIpv6, clockNs);
            room.awaitUrl();
            return room;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process start() throws IOException {
        Files.deleteIfExists(urlFile);
        ProcessBuilder builder = new ProcessBuilder(lab.onServer(command.with(words)));
        builder.environment().putAll(command.environment());
        return builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /// Where the room server is, with its certificate's fingerprint, for `tutti host --room`.
    public String url() {
        try {
            return Files.readString(urlFile).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The room server dies at once.
    public void kill() {
        server.children().forEach(ProcessHandle::destroyForcibly);
        try {
            server.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The room server starts again where it was, with what it kept. Waits until it listens.
    public void restart() throws IOException {
        server = start();
        awaitUrl();
    }

    private void awaitUrl() {
        long endNs = clockNs.getAsLong() + PATIENCE_NS;
        try {
            while (!Files.exists(urlFile) || Files.size(urlFile) == 0) {
                if (clockNs.getAsLong() > endNs || !server.isAlive()) {
                    throw new LabException(Reason.BROKEN, "The room server does not start in the lab.");
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
        turn.close();
    }
}
