package tutti.engine.bench.connect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import tutti.engine.bench.lab.Lab;
import tutti.engine.bench.lab.LabRoom;
import tutti.engine.ensemble.EngineCommand;
import tutti.engine.ensemble.EngineStats;
import tutti.engine.ensemble.Musician;
import tutti.engine.session.Notices;

/// Brings the two homes of a pairing together, again and again: a host stays in its room, a guest comes with the
/// invite, hears, and leaves. Each guest is a program of its own, started anew.
///
/// Thread: one.
public final class ConnectBench {
    private static final String HOST = "alice";
    private static final String GUEST = "bob";
    private static final double STATS_SECONDS = 0.05;
    private static final long PATIENCE_NS = 60_000_000_000L;
    private static final long LOOK_MS = 5;

    private final int runs;
    private final double lossPercent;
    private final Notices progress;
    private final LongSupplier clockNs;
    private final EngineCommand command = EngineCommand.of(System.getProperties());

    /// @param runs guests, one after the other
    /// @param lossPercent of the packets on every uplink, each way
    /// @param progress told how far it is
    /// @param clockNs `System::nanoTime`
    public ConnectBench(int runs, double lossPercent, Notices progress, LongSupplier clockNs) {
        this.runs = runs;
        this.lossPercent = lossPercent;
        this.progress = progress;
        this.clockNs = clockNs;
    }

    /// Measures one pairing.
    ///
    /// @throws tutti.engine.bench.lab.LabException if this computer permits no lab
    /// @throws IllegalStateException if a guest hears nothing within a minute
    /// @throws InterruptedException if the thread is asked to stop
    public ConnectResult run(Pairing pairing) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("tutti-connect");
        try (Lab lab = Lab.open(pairing.host(), pairing.guest());
                LabRoom room = LabRoom.open(lab, command, folder, pairing.byIpv6(), clockNs)) {
            lab.lose(lossPercent);
            Path invite = folder.resolve("invite");
            List<String> open = List.of("host", "--room", room.url(), "--invite-file", invite.toString());
            try (Musician host = start(lab, 1, HOST, open, folder)) {
                await(
                        "the host's invite",
                        () -> Files.exists(invite) && host.stats().isPresent(),
                        host);
                List<Connection> connections = new ArrayList<>();
                while (connections.size() < runs) {
                    progress.say(pairing.label() + ": guest " + (connections.size() + 1) + " of " + runs + "...");
                    connections.add(
                            invite(lab, List.of("join", Files.readString(invite).strip()), folder));
                }
                return new ConnectResult(pairing, connections);
            }
        } finally {
            delete(folder);
        }
    }

    private Connection invite(Lab lab, List<String> join, Path folder) throws InterruptedException {
        double startedSeconds = clockNs.getAsLong() / 1e9;
        try (Musician guest = start(lab, 2, GUEST, join, folder)) {
            await("the guest's first sound", () -> guest.firstStatsWithSound().isPresent(), guest);
            EngineStats first = guest.firstStats().orElseThrow();
            EngineStats sound = guest.firstStatsWithSound().orElseThrow();
            return new Connection(
                    first.timeSeconds() - startedSeconds, sound.timeSeconds() - startedSeconds, sound.path());
        }
    }

    private Musician start(Lab lab, int home, String name, List<String> role, Path folder) {
        List<String> words = new ArrayList<>(role);
        words.addAll(List.of("--name", name, "--headless", "--until-eof", "--stats", "" + STATS_SECONDS));
        words.addAll(List.of("--driver", "virtual", "--in", "demo:" + name));
        words.addAll(List.of("--config", folder.resolve("config-" + name).toString()));
        return Musician.start(name, lab.inHome(home, command.with(words)), command.environment(), () -> {});
    }

    private void await(String what, BooleanSupplier condition, Musician musician) throws InterruptedException {
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

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
