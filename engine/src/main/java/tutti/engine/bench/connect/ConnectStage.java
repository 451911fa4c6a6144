package tutti.engine.bench.connect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import tutti.engine.bench.lab.Lab;
import tutti.engine.bench.lab.LabRoom;
import tutti.engine.ensemble.EngineCommand;
import tutti.engine.ensemble.EngineStats;
import tutti.engine.ensemble.Musician;

/// Two homes, a room server and a relay in a lab, and a host who has opened a room in the first home. Guests come
/// and go in the second one. All of them are programs of their own.
///
/// Thread: one.
final class ConnectStage implements AutoCloseable {
    static final int HOST = 1;
    static final int GUEST = 2;

    private static final double STATS_SECONDS = 0.05;
    private static final long PATIENCE_NS = 60_000_000_000L;
    private static final long LOOK_MS = 5;

    private final LongSupplier clockNs;
    private final EngineCommand command = EngineCommand.of(System.getProperties());
    private final Path folder;
    private final Lab lab;
    private final LabRoom room;
    private final Path invite;
    private final Musician host;

    /// Opens everything, and the room.
    ///
    /// @param onHost gets what the host's engine says
    /// @param clockNs `System::nanoTime`
    /// @throws tutti.engine.bench.lab.LabException if this computer permits no lab
    ConnectStage(Pairing pairing, Consumer<EngineStats> onHost, LongSupplier clockNs)
            throws IOException, InterruptedException {
        this.clockNs = clockNs;
        folder = Files.createTempDirectory("tutti-connect");
        invite = folder.resolve("invite");
        lab = Lab.open(pairing.host(), pairing.guest());
        try {
            room = LabRoom.open(lab, command, folder, pairing.byIpv6(), clockNs);
            List<String> open = List.of("host", "--room", room.url(), "--invite-file", invite.toString());
            host = start(HOST, "alice", open, onHost);
            await(
                    "the host's invite",
                    () -> Files.exists(invite) && host.stats().isPresent(),
                    host);
        } catch (RuntimeException | InterruptedException | Error failed) {
            lab.close();
            delete(folder);
            throw failed;
        }
    }

    Lab lab() {
        return lab;
    }

    LabRoom room() {
        return room;
    }

    /// Starts a guest, who is somebody who has been here before.
    ///
    /// @param onStats gets what its engine says
    Musician invite(Consumer<EngineStats> onStats) throws IOException {
        return start(GUEST, "bob", List.of("join", Files.readString(invite).strip()), onStats);
    }

    private Musician start(int home, String name, List<String> role, Consumer<EngineStats> onStats) {
        List<String> words = new ArrayList<>(role);
        words.addAll(List.of("--name", name, "--headless", "--until-eof", "--stats", "" + STATS_SECONDS));
        words.addAll(List.of("--driver", "virtual", "--in", "demo:" + name));
        words.addAll(List.of("--config", folder.resolve("config-" + name).toString()));
        return Musician.start(name, lab.inHome(home, command.with(words)), command.environment(), onStats, () -> {});
    }

    /// Waits until something is so.
    ///
    /// @throws tutti.engine.ensemble.EnsembleException if the musician's program fails meanwhile
    /// @throws IllegalStateException if it is not after a minute
    void await(String what, BooleanSupplier condition, Musician musician) throws InterruptedException {
        long endNs = clockNs.getAsLong() + PATIENCE_NS;
        while (!condition.getAsBoolean()) {
            musician.failure().ifPresent(failure -> {
                throw failure;
            });
            if (clockNs.getAsLong() > endNs) {
                throw new IllegalStateException("Waited a minute in vain for " + what + ".");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
    }

    double nowSeconds() {
        return clockNs.getAsLong() / 1e9;
    }

    @Override
    public void close() {
        host.close();
        lab.close();
        delete(folder);
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException alreadyGone) {
            // Then there is nothing to tidy up.
        }
    }
}
