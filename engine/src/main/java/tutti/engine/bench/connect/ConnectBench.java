package tutti.engine.bench.connect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import tutti.engine.bench.lab.LabStage;
import tutti.engine.ensemble.EngineStats;
import tutti.engine.ensemble.Musician;
import tutti.engine.session.Notices;

/// Brings the two homes of a pairing together, again and again: a host stays in its room, a guest comes with the
/// invite, hears, and leaves.
///
/// Thread: one.
public final class ConnectBench {
    private final int runs;
    private final double lossPercent;
    private final Notices progress;
    private final LongSupplier clockNs;

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
    /// @throws IllegalStateException if a guest does not hear the host within a minute, by the way expected
    /// @throws InterruptedException if the thread is asked to stop
    public ConnectResult run(Pairing pairing) throws IOException, InterruptedException {
        try (LabStage stage = pairing.stage(clockNs);
                Musician _ = stage.host(List.of(), stats -> {})) {
            stage.lab().lose(lossPercent);
            List<Connection> connections = new ArrayList<>();
            while (connections.size() < runs) {
                progress.say(pairing.label() + ": guest " + (connections.size() + 1) + " of " + runs + "...");
                connections.add(invite(stage, pairing));
            }
            return new ConnectResult(pairing, lossPercent, connections);
        }
    }

    private static Connection invite(LabStage stage, Pairing pairing) throws IOException, InterruptedException {
        Diary diary = new Diary();
        double startedSeconds = stage.nowSeconds();
        Predicate<EngineStats> isSettled =
                stats -> Diary.sounds(stats) && stats.path().equals(pairing.path());
        try (Musician guest = stage.guest(List.of(), diary)) {
            stage.await(
                    pairing.label() + "'s guest to hear the host, by " + pairing.path(),
                    () -> diary.first(0, isSettled).isPresent(),
                    guest);
        }
        EngineStats sound = diary.first(0, Diary::sounds).orElseThrow();
        return new Connection(
                diary.first(0, stats -> true).orElseThrow().timeSeconds() - startedSeconds,
                sound.timeSeconds() - startedSeconds,
                sound.path(),
                diary.first(0, isSettled).orElseThrow().timeSeconds() - startedSeconds);
    }
}
