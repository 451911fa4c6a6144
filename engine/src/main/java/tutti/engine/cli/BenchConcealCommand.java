package tutti.engine.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tutti.engine.bench.conceal.ConcealBench;
import tutti.engine.bench.conceal.ConcealResult;
import tutti.engine.bench.conceal.ConcealTable;
import tutti.engine.bench.conceal.ConcealTimes;

/// What is heard of missing packets.
@Command(
        name = "conceal",
        mixinStandardHelpOptions = true,
        description = "How well missing packets are made up on ten recordings, and how long that takes.")
final class BenchConcealCommand implements Callable<Integer> {
    @Option(
            names = "--losses",
            paramLabel = "N",
            defaultValue = "60",
            description = "Gaps of each length in each recording (default: ${DEFAULT-VALUE}).")
    private int losses = 60;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Chooses the places of the gaps (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (losses < 1 || losses > 10_000) {
            throw new UsageException("--losses takes 1 to 10000, not " + losses + ".");
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        List<ConcealResult> results = new ConcealBench(losses, seed, err::println).run();
        ConcealTable table = new ConcealTable(results);
        table.print(out::println);
        err.println("How long fits and predictions take...");
        out.println(table.verdict().row());
        new ConcealTimes().run().forEach(figure -> out.println(figure.row()));
        return 0;
    }
}
