package tutti.engine.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tutti.engine.bench.MixBench;

/// The mixer alone.
@Command(
        name = "mix",
        mixinStandardHelpOptions = true,
        description =
                "How long the mix of 32 stereo strips with 4 sends each takes, as a share of 64 frames at 48 kHz.")
final class BenchMixCommand implements Callable<Integer> {
    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "30",
            description = "Seconds of music in each of two parts (default: ${DEFAULT-VALUE}).")
    private int seconds = 30;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (seconds < 1 || seconds > 600) {
            throw new UsageException("--seconds takes 1 to 600, not " + seconds + ".");
        }
        PrintWriter out = spec.commandLine().getOut();
        new MixBench(seconds).run().forEach(figure -> out.println(figure.row()));
        return 0;
    }
}
