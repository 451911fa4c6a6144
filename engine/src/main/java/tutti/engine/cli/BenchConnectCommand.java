package tutti.engine.cli;

import java.io.IOException;
import java.io.PrintWriter;
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
import tutti.engine.bench.Figure;
import tutti.engine.bench.connect.ConnectBench;
import tutti.engine.bench.connect.Interruption;
import tutti.engine.bench.connect.InterruptionBench;
import tutti.engine.bench.connect.MeshBench;
import tutti.engine.bench.connect.Pairing;
import tutti.engine.session.Notices;

/// From invite to first sound, between homes behind all kinds of routers.
@Command(
        name = "connect",
        mixinStandardHelpOptions = true,
        description = {
            "How long it takes from the start of \"tutti join\" to the first sound, between two homes in a small internet"
                    + " of Linux network namespaces, behind each kind of NAT.",
            "Needs iproute2, nftables and coturn, and a kernel that permits namespaces."
        })
final class BenchConnectCommand implements Callable<Integer> {
    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "10",
            description = "Guests of each pairing (default: ${DEFAULT-VALUE}).")
    private int runs = 10;

    @Option(
            names = "--loss",
            paramLabel = "PERCENT",
            defaultValue = "0",
            description = "Packets lost on every uplink, each way (default: ${DEFAULT-VALUE}).")
    private double lossPercent;

    @Option(
            names = "--interrupt",
            description = "Instead, how long nothing is heard when server, uplink or address fail those who play.")
    private boolean interrupt;

    @Option(
            names = "--mesh",
            paramLabel = "N",
            description = "Instead, how long it takes until N players, 2 to 10, who come at once all hear each other.")
    private @Nullable Integer mesh;

    @Option(
            names = "--pairing",
            paramLabel = "NAME",
            description = "Only this one; repeatable. One of ${COMPLETION-CANDIDATES}.",
            completionCandidates = PairingNames.class)
    private List<String> pairings = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (runs < 1 || runs > 1_000) {
            throw new UsageException("--runs takes 1 to 1000, not " + runs + ".");
        }
        if (!(lossPercent >= 0 && lossPercent <= 50)) {
            throw new UsageException("--loss takes 0 to 50 percent, not " + lossPercent + ".");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (mesh != null) {
            if (mesh < 2 || mesh > 10) {
                throw new UsageException("--mesh takes 2 to 10 players, not " + mesh + ".");
            }
            new MeshBench(mesh, System::nanoTime).run().forEach(figure -> out.println(figure.row()));
            return 0;
        }
        List<Pairing> chosen = chosen();
        Notices progress = spec.commandLine().getErr()::println;
        for (Pairing pairing : chosen) {
            for (Figure figure : interrupt ? interrupted(pairing, progress) : connected(pairing, progress)) {
                out.println(figure.row());
            }
            out.flush();
        }
        return 0;
    }

    private List<Figure> connected(Pairing pairing, Notices progress) throws IOException, InterruptedException {
        return new ConnectBench(runs, lossPercent, progress, System::nanoTime)
                .run(pairing)
                .figures();
    }

    private static List<Figure> interrupted(Pairing pairing, Notices progress)
            throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        for (Interruption interruption : Interruption.values()) {
            figures.addAll(new InterruptionBench(progress, System::nanoTime)
                    .run(pairing, interruption)
                    .figures());
        }
        return figures;
    }

    private List<Pairing> chosen() {
        return pairings.isEmpty()
                ? List.of(Pairing.values())
                : pairings.stream().map(BenchConnectCommand::pairing).toList();
    }

    private static Pairing pairing(String name) {
        return Arrays.stream(Pairing.values())
                .filter(pairing -> pairing.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("There is no pairing called \"" + name + "\"; choose one of "
                        + new PairingNames().stream().collect(Collectors.joining(", ")) + "."));
    }

    /// For the help.
    private static final class PairingNames extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        PairingNames() {
            super(Arrays.stream(Pairing.values()).map(Pairing::label).toList());
        }
    }
}
