package tutti.engine.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tutti.engine.bench.transport.TransportBench;
import tutti.engine.bench.transport.TransportResult;
import tutti.engine.bench.transport.Way;
import tutti.nat.impair.Impairment;
import tutti.nat.impair.JitterLaw;

/// UDP, relay and TCP on one emulated link.
@Command(
        name = "transport",
        mixinStandardHelpOptions = true,
        description = {
            "Packets and music by UDP from home to home, by UDP through a relay, and by TCP through the room server, each over"
                    + " the same emulated uplinks, in a small internet of Linux network namespaces.",
            "Needs root, iproute2, nftables and coturn."
        })
final class BenchTransportCommand implements Callable<Integer> {
    private static final double NS_PER_MS = 1e6;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "20",
            description = "Seconds of packets, and of music, by each way (default: ${DEFAULT-VALUE}).")
    private int seconds = 20;

    @Option(
            names = "--delay",
            paramLabel = "MS",
            defaultValue = "5",
            description = "Delay of each uplink, each way (default: ${DEFAULT-VALUE}).")
    private double delayMs = 5;

    @Option(
            names = "--jitter",
            paramLabel = "MS",
            defaultValue = "0.5",
            description = "How far delays scatter, a normal distribution's deviation (default: ${DEFAULT-VALUE}).")
    private double jitterMs = 0.5;

    @Option(
            names = "--loss",
            paramLabel = "PERCENT",
            defaultValue = "0.5",
            description = "Packets lost on each uplink, each way (default: ${DEFAULT-VALUE}).")
    private double lossPercent = 0.5;

    @Option(
            names = "--rate",
            paramLabel = "KBPS",
            defaultValue = "20000",
            description = "What each uplink carries, each way (default: ${DEFAULT-VALUE}).")
    private long rateKbps = 20_000;

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
    public Integer call() throws IOException, InterruptedException {
        if (seconds < 2 || seconds > 600) {
            throw new UsageException("--seconds takes 2 to 600, not " + seconds + ".");
        }
        TransportBench bench =
                new TransportBench(uplink(), seconds, seed, spec.commandLine().getErr()::println, System::nanoTime);
        PrintWriter out = spec.commandLine().getOut();
        out.println(TransportResult.head());
        for (Way way : Way.values()) {
            out.println(bench.run(way).row());
            out.flush();
        }
        return 0;
    }

    private Impairment uplink() {
        try {
            return Impairment.NONE
                    .withDelayNs(Math.round(delayMs * NS_PER_MS))
                    .withJitter(JitterLaw.NORMAL, Math.round(jitterMs * NS_PER_MS))
                    .withLoss(lossPercent / 100, 1)
                    .withRateBps(1_000 * rateKbps);
        } catch (IllegalArgumentException outOfRange) {
            throw new UsageException(String.valueOf(outOfRange.getMessage()));
        }
    }
}
