package tutti.engine.bench.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tutti.engine.bench.Figure;
import tutti.engine.judge.Hearing;
import tutti.engine.judge.Verdict;

/// How one scenario went.
///
/// @param scenario which
/// @param seconds of music judged
/// @param hearing what the judge says; empty if nothing was heard
/// @param late packets that came too late
/// @param lost packets that never came
/// @param repaired of these, packets that redundancy brought back, where the engine counts them
/// @param concealedPercent share of the sound that was made up
/// @param course what the listener's engine said, every half second
/// @param delays what the network did to the packets
/// @param speed seconds of music in a second of this computer's time, both engines together
public record NetworkResult(
        Scenario scenario,
        int seconds,
        Optional<Hearing> hearing,
        long late,
        long lost,
        OptionalLong repaired,
        double concealedPercent,
        List<TimePoint> course,
        Delays delays,
        double speed) {
    /// Frames in a millisecond, of every scenario.
    public static final double FRAMES_PER_MS = 48;

    public NetworkResult {
        course = List.copyOf(course);
    }

    /// What the judge says, in short.
    public Optional<Verdict> verdict() {
        return hearing.map(Hearing::verdict);
    }

    /// The measured numbers beside those that are asked for; none where nothing is.
    public List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        scenario.wanted().ifPresent(wanted -> {
            if (verdict().isEmpty()) {
                figures.add(new Figure(scenario.name() + ": latency", "nothing heard", "a sound", false));
            }
            verdict().ifPresent(verdict -> {
                figures.add(Figure.atMost(
                        scenario.name() + ": latency",
                        verdict.latencyFrames() / FRAMES_PER_MS,
                        wanted.latencyMs(),
                        "ms"));
                figures.add(Figure.atMost(
                        scenario.name() + ": damaged 10 ms blocks",
                        verdict.damagedPercent(),
                        wanted.damagedPercent(),
                        "%"));
            });
        });
        return figures;
    }
}
