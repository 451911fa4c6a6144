package tutti.engine.bench.network;

import java.util.List;
import java.util.Optional;
import tutti.nat.impair.NetworkTrace;

/// One row of the benchmark: a network, two clocks, and what is asked of Tutti there.
///
/// @param name as on the command line
/// @param words what it stands for
/// @param trace the network, each way by a seed of its own
/// @param periodFrames of both drivers, at 48 kHz
/// @param phaseFrames how much later in its period the listener's cycles begin than the player's: 0 on one sound card
/// @param playerPpm how much faster the player's clock runs than the listener's
/// @param wanted what is asked for, if anything
/// @param rivals what others reach
public record Scenario(
        String name,
        String words,
        NetworkTrace trace,
        int periodFrames,
        int phaseFrames,
        double playerPpm,
        Optional<Wanted> wanted,
        List<Rival> rivals) {
    private static final int SHORT = 64;
    private static final int LONG = 128;

    /// What is asked of Tutti.
    ///
    /// @param latencyMs the median must not be greater
    /// @param damagedPercent blocks of 10 ms with an error above -20 dB; the share must not be greater
    public record Wanted(double latencyMs, double damagedPercent) {}

    public Scenario {
        rivals = List.copyOf(rivals);
    }

    /// The rows whose numbers to beat were measured between real JACK servers on one clock.
    public static List<Scenario> measuredElsewhere() {
        return List.of(
                measured(
                        "clean",
                        "no network between",
                        NetworkTrace.CLEAN,
                        SHORT,
                        new Wanted(2.0, 0),
                        List.of(
                                new Rival("JackTrip 2.7.2, auto", 128 / 48.0, 0, "128 frames"),
                                new Rival("JackTrip 2.7.2, at its least", 64 / 48.0, 0, "64 frames"),
                                new Rival("Jamulus 3.9.1", 832 / 48.0, 0, "832 frames, through its server"))),
                measured(
                        "jitter",
                        "2 hops of 5 ms, normal jitter 0.5 ms",
                        NetworkTrace.NORMAL_HOPS,
                        SHORT,
                        new Wanted(12.5, 0.1),
                        List.of(new Rival("JackTrip 2.7.2", 13.3, 0.25, "13.3 ms, 0 to 0.5 % damaged"))),
                measured(
                        "loss",
                        "2 hops of 5 ms, Pareto jitter 0.5 ms, 0.5 % loss",
                        NetworkTrace.PARETO_HOPS,
                        SHORT,
                        new Wanted(15, 1),
                        List.of(
                                new Rival("JackTrip 2.7.2, auto", 26.5, 12.5, "24 to 29 ms, 7 to 18 % damaged"),
                                new Rival("JackTrip 2.7.2, -q 5", 16, 31, "16 ms, 31 % damaged"))),
                measured(
                        "bursts",
                        "128 frames, 2 hops of 8 ms, Pareto jitter 1 ms, 1.5 % loss in bursts of 3",
                        NetworkTrace.BURSTY_HOPS,
                        LONG,
                        new Wanted(27, 4),
                        List.of(new Rival("JackTrip 2.7.2", 33.5, 29, "32 to 35 ms, 20 to 38 % damaged"))));
    }

    /// Every row, in the order of the table.
    public static List<Scenario> all() {
        List<Scenario> measured = measuredElsewhere();
        return List.of(
                measured.getFirst(),
                living("lan", "a local network", NetworkTrace.LAN, 0),
                living("fibre", "fibre, 8 ms", NetworkTrace.FIBRE, 0),
                living("cable", "television cable in the evening, 15 ms", NetworkTrace.CABLE, 0),
                living("wifi", "a busy Wi-Fi, 5 ms", NetworkTrace.WIFI, 0),
                living("4g", "a phone on the move, 35 ms", NetworkTrace.MOBILE, 0),
                living("outage", "8 ms, away for a second now and then", NetworkTrace.OUTAGE, 0),
                living("drift-fast", "no network; the player's clock 200 ppm fast", NetworkTrace.CLEAN, 200),
                living("drift-slow", "no network; the player's clock 200 ppm slow", NetworkTrace.CLEAN, -200),
                measured.get(1),
                measured.get(2),
                measured.get(3));
    }

    private static Scenario measured(
            String name, String words, NetworkTrace trace, int periodFrames, Wanted wanted, List<Rival> rivals) {
        return new Scenario(name, words, trace, periodFrames, 0, 0, Optional.of(wanted), rivals);
    }

    /// Two sound cards begin their periods whenever they like: half a period apart on average.
    private static Scenario living(String name, String words, NetworkTrace trace, double playerPpm) {
        return new Scenario(name, words, trace, SHORT, SHORT / 2, playerPpm, Optional.empty(), List.of());
    }
}
