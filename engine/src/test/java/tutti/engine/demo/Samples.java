package tutti.engine.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tutti.engine.demo.DemoResult.Direction;
import tutti.engine.ensemble.EngineStats;
import tutti.engine.ensemble.EngineStats.Heard;
import tutti.engine.ensemble.EngineStats.Part;
import tutti.nat.impair.Impairment;
import tutti.nat.impair.JitterLaw;

/// Made-up values for tests of how they are shown.
final class Samples {
    static final Impairment NETWORK = Impairment.NONE
            .withDelayNs(12_000_000)
            .withJitter(JitterLaw.NORMAL, 1_000_000)
            .withLoss(0.005, 1);

    private Samples() {}

    private static Part part(String name, double frames) {
        return new Part(name, frames / 48, frames);
    }

    static EngineStats engine(long factor, double peakDb) {
        Heard heard = new Heard(
                true,
                List.of(
                        part("capture", 0),
                        part("packet", 64),
                        part("network", 600),
                        part("buffer", 500.0 * factor),
                        part("resampler", 0),
                        part("playback", 64)),
                part("port_to_port", 664 + 500.0 * factor),
                1.04,
                22_500 * factor,
                3 * factor,
                110 * factor,
                1_440_000,
                9_600 * factor,
                factor,
                peakDb,
                peakDb - 9);
        return new EngineStats(
                31, 1e9, 48_000, 64, 2 * factor, 0, 40, 160, 0, List.of("bob"), List.of("bob"), 25, "direct", heard);
    }

    static DemoResult result(Optional<DemoVerdict> atAlice) {
        return new DemoResult(
                new DemoSettings(30, NETWORK, 7, "L24", "auto", Path.of("out")),
                30,
                List.of(
                        new Direction("alice", "bob", engine(1, -12), atAlice, Path.of("out", "tutti-demo-alice.wav")),
                        new Direction(
                                "bob",
                                "alice",
                                engine(2, -6),
                                Optional.of(new DemoVerdict(27.44, 26.1, 29, 28.5, 3, 3_000, 27, 20, -31.4)),
                                Path.of("out", "tutti-demo-bob.wav"))));
    }
}
