package tutti.engine.bench.transport;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tutti.engine.bench.lab.LabStage;
import tutti.engine.ensemble.EngineCommand;

/// Packets from the first home of a lab to the second, by one way.
///
/// @param music as many and as long as music's
/// @param limitKbps the most that arrived at any rate at which nearly everything did
record TransportPackets(PacketFigures music, double limitKbps) {
    /// Beyond what the links lose.
    private static final double MAX_FURTHER_LOSS_PERCENT = 5;

    private static final long PATIENCE_SECONDS = 90;

    /// Sends and counts.
    ///
    /// @param stage with nobody on it
    /// @param seconds how long packets go as music's do
    static TransportPackets send(LabStage stage, Way way, int seconds) throws IOException, InterruptedException {
        Path invite = stage.folder().resolve("packets-invite");
        List<String> hosting = List.of("--room", stage.room().url(), "--invite-file", invite.toString());
        Process host = start(stage, LabStage.HOST, seconds, with(hosting, "--path", way.path()));
        try {
            await("the sender's room", seconds, CompletableFuture.supplyAsync(() -> awaitFile(host, invite)));
            Process guest = start(stage, LabStage.GUEST, seconds, List.of("--invite", Files.readString(invite)));
            try {
                await("packets by " + way.label(), seconds, CompletableFuture.supplyAsync(() -> firstLine(host)));
                guest.getOutputStream().close();
                return of(lines(guest));
            } finally {
                end(guest);
            }
        } finally {
            end(host);
        }
    }

    private static List<String> with(List<String> words, String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return all;
    }

    private static Process start(LabStage stage, int home, int seconds, List<String> further) throws IOException {
        EngineCommand command = EngineCommand.of(System.getProperties());
        List<String> words = new ArrayList<>(List.of("bench", "packets", "--seconds", "" + seconds));
        words.addAll(further);
        ProcessBuilder builder = new ProcessBuilder(stage.lab().inHome(home, command.with(words)));
        builder.environment().putAll(command.environment());
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static void await(String what, int seconds, CompletableFuture<?> future) throws InterruptedException {
        try {
            future.get(PATIENCE_SECONDS + seconds, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException never) {
            throw new IllegalStateException("Waited in vain for " + what + ".", never);
        }
    }

    private static boolean awaitFile(Process writer, Path file) {
        while (!Files.exists(file)) {
            if (!writer.isAlive()) {
                throw new IllegalStateException("The program that should write " + file + " has ended.");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private static String firstLine(Process process) {
        try {
            BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.equals(PacketPlayer.SENT)) {
                    return line;
                }
            }
        } catch (IOException closed) {
            // As good as its end.
        }
        throw new IllegalStateException("The sender has ended before it had sent everything.");
    }

    private static List<PacketFigures> lines(Process process) {
        List<PacketFigures> figures = new ArrayList<>();
        process.inputReader(StandardCharsets.UTF_8)
                .lines()
                .forEach(line -> PacketFigures.parse(line).ifPresent(figures::add));
        return figures;
    }

    /// @throws IllegalStateException if there are none
    private static TransportPackets of(List<PacketFigures> stages) {
        if (stages.isEmpty()) {
            throw new IllegalStateException("The counter has ended without a word.");
        }
        PacketFigures music = stages.getFirst();
        double limitKbps = stages.stream()
                .filter(stage -> stage.lostPercent() - music.lostPercent() < MAX_FURTHER_LOSS_PERCENT)
                .mapToDouble(PacketFigures::kbps)
                .max()
                .orElse(0);
        return new TransportPackets(music, limitKbps);
    }

    private static void end(Process process) {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.children().forEach(ProcessHandle::destroyForcibly);
            }
        } catch (IOException alreadyGone) {
            process.children().forEach(ProcessHandle::destroyForcibly);
        } catch (InterruptedException e) {
            process.children().forEach(ProcessHandle::destroyForcibly);
            Thread.currentThread().interrupt();
        }
    }
}
