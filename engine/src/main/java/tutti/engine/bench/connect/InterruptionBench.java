package tutti.engine.bench.connect;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import tutti.engine.bench.lab.LabStage;
import tutti.engine.ensemble.Musician;
import tutti.engine.session.Notices;

/// How long two who play hear nothing of each other when something happens to the room or the network, to the
/// nearest twentieth of a second.
///
/// Thread: one.
public final class InterruptionBench {
    private static final int SETTLE_SECONDS = 3;
    private static final int AFTERWARDS_SECONDS = 10;

    private final Notices progress;
    private final LongSupplier clockNs;

    /// @param progress told what is going on
    /// @param clockNs `System::nanoTime`
    public InterruptionBench(Notices progress, LongSupplier clockNs) {
        this.progress = progress;
        this.clockNs = clockNs;
    }

    /// Measures one kind of interruption, at both ends.
    ///
    /// @throws tutti.engine.bench.lab.LabException if this computer permits no lab
    /// @throws InterruptedException if the thread is asked to stop
    public Silence run(Pairing pairing, Interruption interruption) throws IOException, InterruptedException {
        progress.say(pairing.label() + ": " + interruption.words() + "...");
        Diary hosts = new Diary();
        Diary guests = new Diary();
        try (LabStage stage = pairing.stage(clockNs);
                Musician _ = stage.host(List.of(), hosts);
                Musician guest = stage.guest(List.of(), guests)) {
            stage.await(
                    "both to hear each other, by " + pairing.path(),
                    () -> isSettled(hosts, pairing) && isSettled(guests, pairing),
                    guest);
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
            double beganSeconds = stage.nowSeconds();
            interruption.happen(stage);
            double fromSeconds = interruption == Interruption.OUTAGE ? stage.nowSeconds() : beganSeconds;
            TimeUnit.SECONDS.sleep(AFTERWARDS_SECONDS);
            return new Silence(
                    pairing,
                    interruption,
                    hosts.longestSilenceSeconds(fromSeconds),
                    guests.longestSilenceSeconds(fromSeconds));
        }
    }

    private static boolean isSettled(Diary diary, Pairing pairing) {
        return diary.first(0, stats -> Diary.sounds(stats) && stats.path().equals(pairing.path()))
                .isPresent();
    }
}
