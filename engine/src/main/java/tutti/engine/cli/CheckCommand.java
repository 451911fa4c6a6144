package tutti.engine.cli;

import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tutti.engine.check.CheckReport;
import tutti.engine.check.SystemJudge;
import tutti.engine.check.SystemProbe;
import tutti.nat.doctor.CheckSettings;
import tutti.nat.doctor.Finding;
import tutti.nat.doctor.NetworkCheck;
import tutti.nat.invite.Invite;
import tutti.nat.invite.RoomInvite;
import tutti.nat.invite.ServerUrl;

/// Says what works on this computer and this network, and what to do about what does not.
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Says what works on this computer and its network, and what to do about what does not.")
final class CheckCommand implements Callable<Integer> {
    @Option(names = "--json", description = "One JSON object instead of sentences.")
    private boolean json;

    @Option(
            names = "--room",
            paramLabel = "URL",
            description = "Also tries the way to this room server, or to that of this invite.")
    private @Nullable String room;

    @Option(
            names = "--stun",
            paramLabel = "HOST:PORT",
            description = "Also asks this STUN server; repeatable. With two to ask, the kind of NAT can be told.")
    private List<String> stun = new ArrayList<>();

    @Mixin
    private TurnOptions turn = new TurnOptions();

    @Option(names = "--server", paramLabel = "NAME", description = "Name of the JACK server (default: JACK's own).")
    private @Nullable String jackServer;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        CheckSettings settings = new CheckSettings(
                server(),
                stunServers(),
                turn.relay(System.currentTimeMillis()).stream().toList());
        CompletableFuture<List<Finding>> network =
                CompletableFuture.supplyAsync(() -> NetworkCheck.run(settings, System::nanoTime, new SecureRandom()));
        List<Finding> computer = SystemJudge.findings(SystemProbe.ask(jackServer));
        CheckReport report = new CheckReport(computer, network.join());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(report.json());
        } else {
            report.print(out::println);
            if (room == null) {
                out.println("To try the way to a room as well: tutti check --room INVITE");
            }
        }
        return report.isReady() ? 0 : 1;
    }

    private Optional<ServerUrl> server() {
        if (room == null) {
            return Optional.empty();
        }
        if (room.strip().toLowerCase(Locale.ROOT).startsWith("https://")) {
            return Optional.of(ServerUrl.parse(room));
        }
        if (Invite.parse(room) instanceof RoomInvite invite) {
            return Optional.of(invite.server());
        }
        throw new UsageException(
                "This invite leads to a player and not to a room; --room takes the invite to a room, or"
                        + " a room server's URL.");
    }

    private List<InetSocketAddress> stunServers() {
        return stun.stream().map(each -> EndpointText.parse(each, "--stun")).toList();
    }
}
