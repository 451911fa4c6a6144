package tutti.engine.bench.transport;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import tutti.engine.bench.lab.LabStage;
import tutti.engine.demo.DemoVerdict;
import tutti.engine.demo.Take;
import tutti.engine.demo.TakeJudge;
import tutti.engine.demo.music.DemoPiece;
import tutti.engine.ensemble.EngineStats;
import tutti.engine.ensemble.Musician;

/// The host's music as the guest hears it, from the time on when packets take the way that is measured and the
/// guest's engine has found its delay: what glides has no latency that could be told, and no two windows alike.
///
/// @param verdict empty if nothing was heard
/// @param concealedPercent share of the sound that was made up
record TransportSound(Optional<DemoVerdict> verdict, double concealedPercent) {
    private static final int RATE_HZ = 48_000;
    private static final int LOOK_SECONDS = 2;
    private static final int MAX_LOOKS = 40;

    /// A delay is found when it changes by less between two looks; while it is sought it glides by 6 ms.
    private static final double STEADY_MS = 0.5;

    private static final double MAX_LATENCY_MS = 1_200;

    /// Plays.
    ///
    /// @param stage with nobody on it
    /// @param seconds of music judged
    static TransportSound play(LabStage stage, Way way, int seconds) throws IOException, InterruptedException {
        Path recording = stage.folder().resolve("heard-by-" + LabStage.GUEST_NAME + ".wav");
        AtomicReference<EngineStats> hosts = new AtomicReference<>(EngineStats.nothing());
        AtomicReference<EngineStats> guests = new AtomicReference<>(EngineStats.nothing());
        EngineStats from;
        EngineStats to;
        try (Musician _ = stage.host(List.of(), hosts::set);
                Musician guest = stage.guest(List.of("--out", recording.toString()), guests::set)) {
            stage.await(
                    "sound by " + way.label(),
                    () -> guests.get().heard().isPlaying()
                            && guests.get().path().equals(way.path()),
                    guest);
            from = steady(guests);
            TimeUnit.SECONDS.sleep(seconds);
            to = guests.get();
        }
        double framesPerNs = RATE_HZ / 1e9;
        TakeJudge judge = new TakeJudge(
                Take.of(recording),
                DemoPiece.play(DemoPiece.Part.ALICE, RATE_HZ),
                RATE_HZ,
                (to.frameZeroNs() - hosts.get().frameZeroNs()) * framesPerNs,
                MAX_LATENCY_MS);
        return new TransportSound(
                judge.judge(frame(from, framesPerNs), frame(to, framesPerNs)), concealedPercent(from, to));
    }

    /// Waits for a steady delay, or a minute and a half.
    private static EngineStats steady(AtomicReference<EngineStats> guests) throws InterruptedException {
        double beforeMs = Double.NaN;
        for (int look = 0; look < MAX_LOOKS; look++) {
            TimeUnit.SECONDS.sleep(LOOK_SECONDS);
            double nowMs = guests.get().heard().part("buffer").ms();
            if (Math.abs(nowMs - beforeMs) < STEADY_MS) {
                break;
            }
            beforeMs = nowMs;
        }
        return guests.get();
    }

    private static long frame(EngineStats at, double framesPerNs) {
        return (long) ((at.timeSeconds() * 1e9 - at.frameZeroNs()) * framesPerNs);
    }

    private static double concealedPercent(EngineStats from, EngineStats to) {
        long played = to.heard().playedFrames() - from.heard().playedFrames();
        long concealed = to.heard().concealedFrames() - from.heard().concealedFrames();
        return played <= 0 ? 100 : 100.0 * concealed / played;
    }
}
