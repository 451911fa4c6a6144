package tutti.engine.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tutti.engine.bench.JackBench;

/// Music between real JACK ports.
@Command(
        name = "jack",
        mixinStandardHelpOptions = true,
        description = "Music from JACK port to JACK port over emulated networks, in real time, beside other systems.")
final class BenchJackCommand implements Callable<Integer> {
    private static final int MAX_SECONDS = 90;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "40",
            description = "Seconds of music in each row (default: ${DEFAULT-VALUE}).")
    private int seconds = 40;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Decides all chances (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (seconds < 2 || seconds > MAX_SECONDS) {
            throw new UsageException("--seconds takes 2 to " + MAX_SECONDS + ", not " + seconds + ".");
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        new JackBench(seconds, seed, err::println).run(figure -> {
            out.println(figure.row());
            out.flush();
        });
        return 0;
    }
}
