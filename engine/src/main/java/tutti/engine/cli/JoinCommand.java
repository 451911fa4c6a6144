package tutti.engine.cli;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tutti.engine.EngineConfig;
import tutti.nat.direct.DirectJoin;
import tutti.nat.direct.JoinState;
import tutti.nat.invite.DirectInvite;
import tutti.nat.udp.UdpPort;

/// Accepts an invite and plays.
@Command(name = "join", mixinStandardHelpOptions = true, description = "Joins with an invite, and plays.")
final class JoinCommand implements Callable<Integer> {
    @Mixin
    private final EngineOptions options = new EngineOptions();

    @Parameters(
            index = "0",
            paramLabel = "INVITE",
            description = "The invite, in quotes: tutti://HOST:PORT/direct#SECRET")
    private String invite = "";

    @Option(names = "--wait", description = "Go on trying when the host does not answer, instead of giving up.")
    private boolean patient;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        double statsSeconds = options.statsSeconds();
        DirectInvite parsed = DirectInvite.parse(invite);
        InetSocketAddress host = parsed.resolve();
        EngineConfig config = options.engineConfig();
        InetSocketAddress anywhere =
                new InetSocketAddress(host.getAddress() instanceof Inet6Address ? "::" : "0.0.0.0", 0);
        AtomicReference<DirectJoin> joining = new AtomicReference<>();
        try (UdpPort port = UdpPort.open(anywhere, System::nanoTime);
                Performance performance = new Performance(config, options, spec.commandLine())) {
            performance.open(listener -> {
                DirectJoin join = new DirectJoin(
                        port, host, parsed.secret(), config.identity(), listener, System::nanoTime, new SecureRandom());
                joining.set(join);
                return join;
            });
            awaitAnswer(joining.get(), host, performance);
            return performance.run(statsSeconds);
        }
    }

    private void awaitAnswer(DirectJoin join, InetSocketAddress host, Performance performance) {
        try {
            while (true) {
                switch (join.state()) {
                    case JoinState.Calling() -> TimeUnit.MILLISECONDS.sleep(10);
                    case JoinState.Joined joined -> {
                        return;
                    }
                    case JoinState.Unanswered(String advice) -> {
                        if (!patient) {
                            throw new UsageException("No answer from " + EndpointText.of(host)
                                    + "; check the address, the firewall and that the invite is current.");
                        }
                        performance.say(advice);
                        return;
                    }
                    case JoinState.Closed() -> throw new UsageException("The host has closed the session.");
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
