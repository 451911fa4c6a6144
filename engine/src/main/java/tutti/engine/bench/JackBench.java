package tutti.engine.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tutti.engine.bench.music.Clip;
import tutti.engine.bench.network.Scenario;
import tutti.engine.driver.virtual.LoopSource;
import tutti.engine.driver.virtual.NoiseSource;
import tutti.engine.ensemble.EngineStats;
import tutti.engine.judge.Verdict;
import tutti.engine.session.Notices;

/// Music from a JACK port to a JACK port, over each path for which there are numbers to beat, in real time.
public final class JackBench {
    private static final String NO_JACK = "not measured: jackd is not installed";
    private static final double WANTED_START_SECONDS = 3;
    private static final int DRIFT_PERIOD_FRAMES = 256;

    /// With 256 frames 187 ppm faster than 48,000 Hz: the dummy driver counts whole microseconds.
    private static final int FAST_RATE_HZ = 48_010;

    private final int seconds;
    private final long seed;
    private final Notices progress;

    /// @param seconds of music judged in each row
    /// @param seed decides which packets are lost and how their delays scatter
    /// @param progress told what is going on
    public JackBench(int seconds, long seed, Notices progress) {
        this.seconds = seconds;
        this.seed = seed;
        this.progress = progress;
    }

    /// Measures every row.
    ///
    /// @param figures gets each figure as soon as it is known
    /// @throws InterruptedException if the thread is asked to stop
    public void run(Consumer<Figure> figures) throws InterruptedException {
        List<Scenario> scenarios = Scenario.measuredElsewhere();
        for (int row = 0; row < scenarios.size(); row++) {
            Scenario scenario = scenarios.get(row);
            progress.say(
                    100 * row / (scenarios.size() + 1) + " %: " + scenario.name() + ", " + scenario.words() + "...");
            oneWay(scenario).forEach(figures);
            scenario.rivals()
                    .forEach(rival -> figures.accept(
                            Figure.told("JACK to JACK, " + scenario.name() + ": " + rival.system(), rival.words())));
        }
        progress.say(100 * scenarios.size() / (scenarios.size() + 1) + " %: clocks that drift apart...");
        drift().forEach(figures);
    }

    /// The row without a network, exact to the bit.
    ///
    /// @throws InterruptedException if the thread is asked to stop
    List<Figure> clean() throws InterruptedException {
        return oneWay(Scenario.measuredElsewhere().getFirst());
    }

    private List<Figure> oneWay(Scenario scenario) throws InterruptedException {
        Optional<JackServer> started = JackServer.start("a", JackTake.RATE_HZ, scenario.periodFrames());
        if (started.isEmpty()) {
            return List.of(Figure.told("JACK to JACK, " + scenario.name(), NO_JACK));
        }
        boolean isClean = scenario.name().equals("clean");
        try (JackServer server = started.get()) {
            JackTake take = JackTake.oneWay(
                    server,
                    scenario,
                    // Noise at 24 bits: every sample tells whether it is the right one.
                    isClean ? new NoiseSource(1) : new LoopSource(Clip.GUITAR.read()),
                    seconds,
                    seed);
            List<Figure> figures = new ArrayList<>();
            String row = "JACK to JACK, " + scenario.name() + ": ";
            if (isClean) {
                figures.add(
                        Figure.atMost("an engine's start to sound", take.startSeconds(), WANTED_START_SECONDS, "s"));
            }
            Optional<Verdict> heard = take.verdict();
            if (heard.isEmpty()) {
                figures.add(new Figure(row + "latency", "nothing heard", "a sound", false));
                return figures;
            }
            Verdict verdict = heard.get();
            scenario.wanted().ifPresent(wanted -> {
                figures.add(Figure.atMost(row + "latency", ms(verdict.latencyFrames()), wanted.latencyMs(), "ms"));
                figures.add(Figure.atMost(
                        row + "damaged of " + verdict.blocks() + " blocks",
                        verdict.damagedPercent(),
                        wanted.damagedPercent(),
                        "%"));
            });
            if (isClean) {
                figures.add(Figure.atMost(row + "blocks not exact to the bit", verdict.inexact(), 0, ""));
            }
            figures.addAll(story(row, verdict, take));
            return figures;
        }
    }

    /// There and back through a graph whose clock is faster: what comes back has been through both corrections.
    private List<Figure> drift() throws InterruptedException {
        Optional<JackServer> here = JackServer.start("a", JackTake.RATE_HZ, DRIFT_PERIOD_FRAMES);
        Optional<JackServer> there = JackServer.start("b", FAST_RATE_HZ, DRIFT_PERIOD_FRAMES);
        if (here.isEmpty() || there.isEmpty()) {
            return List.of(Figure.told("JACK to JACK and back, 187 ppm apart", NO_JACK));
        }
        try (JackServer slow = here.get();
                JackServer fast = there.get()) {
            JackTake take = JackTake.thereAndBack(slow, fast, new LoopSource(Clip.GUITAR.read()), seconds);
            String row = "JACK to JACK and back, 187 ppm: ";
            Optional<Verdict> heard = take.verdict();
            if (heard.isEmpty()) {
                return List.of(new Figure(row + "latency", "nothing heard", "a sound", false));
            }
            Verdict verdict = heard.get();
            List<Figure> figures = new ArrayList<>();
            figures.add(Figure.told(row + "latency", frames(verdict.latencyFrames())));
            figures.add(Figure.atMost(
                    row + "damaged of " + verdict.blocks() + " blocks", verdict.damagedPercent(), 0, "%"));
            figures.addAll(story(row, verdict, take));
            return figures;
        }
    }

    private static List<Figure> story(String row, Verdict verdict, JackTake take) {
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.told(
                row + "latency in frames, moves",
                String.format(
                        Locale.ROOT,
                        "%.1f (%.1f to %.1f), %d",
                        verdict.latencyFrames(),
                        verdict.leastFrames(),
                        verdict.mostFrames(),
                        verdict.moves())));
        figures.add(Figure.told(
                row + "error (NMSE)", String.format(Locale.ROOT, "%.1f dB", Math.max(-200, verdict.errorDb()))));
        figures.add(Figure.told(row + "xruns, as the third client saw them", Long.toString(take.xruns())));
        take.listener()
                .ifPresent(stats -> figures.add(Figure.told(row + "the listener's own account", account(stats))));
        return figures;
    }

    private static String account(EngineStats stats) {
        return List.of(
                        String.format(
                                Locale.ROOT,
                                "%.1f frames",
                                stats.heard().portToPort().frames()),
                        stats.heard().late() + " late",
                        stats.heard().lost() + " lost",
                        String.format(
                                Locale.ROOT, "%.2f %% concealed", stats.heard().concealedPercent()),
                        String.format(
                                Locale.ROOT,
                                "callback %.0f and %.0f us (median, 99.9 %%)",
                                stats.callbackMedianUs(),
                                stats.callbackP999Us()))
                .stream()
                .collect(Collectors.joining(", "));
    }

    private static double ms(double frames) {
        return frames * 1e3 / JackTake.RATE_HZ;
    }

    private static String frames(double frames) {
        return String.format(Locale.ROOT, "%.1f frames", frames);
    }
}
