package tutti.engine.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tutti.engine.bench.PathBench;

/// Measures, and prints the figures beside the numbers to beat.
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures this computer with the real engine.",
        subcommands = {
            BenchCommand.Path.class,
            BenchNetworkCommand.class,
            BenchJackCommand.class,
            BenchConcealCommand.class,
            BenchConnectCommand.class,
            BenchTransportCommand.class,
            BenchPacketsCommand.class,
            BenchRoomCommand.class,
            BenchMixCommand.class
        })
final class BenchCommand implements Runnable {
    @Override
    public void run() {
        throw new UsageException(
                "Say what to measure: tutti bench path, network, jack, conceal, connect, transport, room or mix.");
    }

    /// The audio path.
    @Command(
            name = "path",
            mixinStandardHelpOptions = true,
            description = "Callback, send thread, start, memory, and JACK to JACK where jackd is installed.")
    static final class Path implements Callable<Integer> {
        @Option(
                names = "--seconds",
                paramLabel = "N",
                defaultValue = "60",
                description = "Seconds of music from JACK to JACK (default: ${DEFAULT-VALUE}).")
        private int seconds = 60;

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli
        private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            if (seconds < 2 || seconds > 90) {
                throw new UsageException("--seconds takes 2 to 90, not " + seconds + ".");
            }
            PrintWriter out = spec.commandLine().getOut();
            PrintWriter err = spec.commandLine().getErr();
            new PathBench(seconds, err::println).run(figure -> out.println(figure.row()));
            return 0;
        }
    }
}
