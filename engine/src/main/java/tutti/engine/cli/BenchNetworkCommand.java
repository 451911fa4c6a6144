package tutti.engine.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tutti.engine.bench.music.Clip;
import tutti.engine.bench.network.NetworkBench;
import tutti.engine.bench.network.NetworkResult;
import tutti.engine.bench.network.NetworkTable;
import tutti.engine.bench.network.Scenario;
import tutti.engine.bench.report.NetworkReport;

/// Music over bad networks, faster than real time.
@Command(
        name = "network",
        mixinStandardHelpOptions = true,
        description = "Music over good and bad networks, faster than real time, judged by what comes out.")
final class BenchNetworkCommand implements Callable<Integer> {
    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "Seconds of music in each trace (default: ${DEFAULT-VALUE}).")
    private int seconds = 60;

    @Option(
            names = "--trace",
            paramLabel = "NAME",
            description = "Only this one; repeatable. One of ${COMPLETION-CANDIDATES}.",
            completionCandidates = TraceNames.class)
    private List<String> traces = new ArrayList<>();

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Decides all chances (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--clip",
            paramLabel = "NAME",
            defaultValue = "guitar",
            description = "What is played: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
            completionCandidates = ClipNames.class)
    private String clip = "guitar";

    @Option(
            names = "--report",
            paramLabel = "FOLDER",
            description = "Writes network.html there, a page with plots that needs nothing else.")
    private @Nullable String report;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (seconds < 2 || seconds > 1_800) {
            throw new UsageException("--seconds takes 2 to 1800, not " + seconds + ".");
        }
        List<Scenario> scenarios = scenarios();
        Clip chosen = clip();
        Path folder = folder();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        NetworkBench bench = new NetworkBench(seconds, chosen, seed, err::println, System::nanoTime);
        List<NetworkResult> results = new ArrayList<>();
        out.println(NetworkTable.head());
        for (Scenario scenario : scenarios) {
            double share = 1.0 / scenarios.size();
            NetworkResult result = bench.run(scenario, results.size() * share, share);
            results.add(result);
            out.println(NetworkTable.row(result));
            out.flush();
        }
        out.println();
        results.forEach(result -> result.figures().forEach(figure -> out.println(figure.row())));
        if (folder != null) {
            out.println("The report is in " + write(folder, results, chosen) + ".");
        }
        return 0;
    }

    private List<Scenario> scenarios() {
        if (traces.isEmpty()) {
            return Scenario.all();
        }
        return traces.stream()
                .map(name -> Scenario.all().stream()
                        .filter(scenario -> scenario.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new UsageException("There is no trace called \"" + name
                                + "\"; choose one of " + list(new TraceNames()) + ".")))
                .toList();
    }

    private Clip clip() {
        return Arrays.stream(Clip.values())
                .filter(each -> each.label().equals(clip))
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        "There is no clip called \"" + clip + "\"; choose one of " + list(new ClipNames()) + "."));
    }

    private @Nullable Path folder() {
        try {
            return report == null ? null : Path.of(report);
        } catch (InvalidPathException unusable) {
            throw new UsageException("--report takes a folder, and \"" + report + "\" cannot be the name of one.");
        }
    }

    private Path write(Path folder, List<NetworkResult> results, Clip chosen) {
        try {
            return NetworkReport.write(folder, results, chosen, seed);
        } catch (IOException unwritable) {
            throw new UsageException("The report cannot be written to " + folder + "; choose another --report folder.");
        }
    }

    private static String list(List<String> names) {
        return names.stream().collect(Collectors.joining(", "));
    }

    /// For the help.
    private static final class TraceNames extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        TraceNames() {
            super(Scenario.all().stream().map(Scenario::name).toList());
        }
    }

    /// For the help.
    private static final class ClipNames extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        ClipNames() {
            super(Arrays.stream(Clip.values()).map(Clip::label).toList());
        }
    }
}
