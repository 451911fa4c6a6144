package tutti.engine.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tutti.engine.EngineConfig;
import tutti.nat.direct.DirectHost;
import tutti.nat.invite.Invite;
import tutti.nat.invite.InviteException;
import tutti.nat.invite.InviteSecret;
import tutti.nat.udp.UdpPort;

/// Opens a meeting place and plays in it.
@Command(
        name = "host",
        mixinStandardHelpOptions = true,
        description = "Opens a meeting place, prints an invite, and plays.")
final class HostCommand implements Callable<Integer> {
    @Mixin
    private final EngineOptions options = new EngineOptions();

    @Option(
            names = "--direct",
            description = "Listen on this computer, without a room (this version knows nothing else).")
    private boolean direct;

    @Option(
            names = "--listen",
            paramLabel = "ADDR:PORT",
            defaultValue = "0.0.0.0:4464",
            description = "Where to listen (default: ${DEFAULT-VALUE}).")
    private String listen = "0.0.0.0:4464";

    @Option(
            names = "--advertise",
            paramLabel = "ADDR:PORT",
            description = "What the invite says, if it is not where this computer listens (default: --listen).")
    private @Nullable String advertise;

    @Option(
            names = "--invite-file",
            paramLabel = "F",
            description = "Where the invite is written; if it holds one from before, its secret stays good.")
    private @Nullable Path inviteFile;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!direct) {
            throw new UsageException("Rooms are not in this version yet; add --direct to listen on this computer.");
        }
        double statsSeconds = options.statsSeconds();
        EngineConfig config = options.engineConfig();
        InviteSecret secret = secretFromBefore().orElseGet(() -> InviteSecret.random(new SecureRandom()));
        try (UdpPort port = UdpPort.open(EndpointText.parse(listen, "--listen"), System::nanoTime);
                Performance performance = new Performance(config, options, spec.commandLine())) {
            Invite invite = invite(port.localAddress(), secret);
            performance.open(listener ->
                    new DirectHost(port, secret, config.identity(), listener, System::nanoTime, new SecureRandom()));
            write(invite);
            performance.say("Listening on " + EndpointText.of(port.localAddress()) + "; the others join with:");
            performance.say("  tutti join '" + invite.url() + "' --name NAME");
            return performance.run(statsSeconds);
        }
    }

    /// The secret of the invite that the file holds from an earlier run, so that players come back by themselves.
    private Optional<InviteSecret> secretFromBefore() {
        if (inviteFile == null) {
            return Optional.empty();
        }
        Path parent = inviteFile.toAbsolutePath().getParent();
        if (parent == null || !Files.isWritable(parent)) {
            throw new UsageException("Nothing can be written to the folder of " + inviteFile
                    + "; make the folder or choose another --invite-file.");
        }
        if (Files.notExists(inviteFile)) {
            return Optional.empty();
        }
        try {
            String content = Files.readString(inviteFile);
            return content.isBlank()
                    ? Optional.empty()
                    : Optional.of(Invite.parse(content).secret());
        } catch (IOException | InviteException unusable) {
            // Somebody's file, perhaps mistyped: not to be overwritten.
            throw new UsageException(
                    inviteFile + " holds something else than an invite; remove it or choose another --invite-file.");
        }
    }

    private Invite invite(InetSocketAddress bound, InviteSecret secret) {
        InetSocketAddress reachable =
                advertise == null ? reachable(bound) : EndpointText.parse(advertise, "--advertise");
        return Invite.direct(reachable.getAddress().getHostAddress(), reachable.getPort(), secret);
    }

    /// A wildcard address is nowhere to join: the first address of a working interface stands in for it.
    private static InetSocketAddress reachable(InetSocketAddress bound) {
        if (!bound.getAddress().isAnyLocalAddress()) {
            return bound;
        }
        try {
            InetAddress best = Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLinkLocalAddress())
                    .min(Comparator.comparingInt(HostCommand::remoteness))
                    .orElse(InetAddress.getLoopbackAddress());
            return new InetSocketAddress(best, bound.getPort());
        } catch (SocketException noInterfaces) {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), bound.getPort());
        }
    }

    /// Orders addresses by how likely others reach them: IPv4, then IPv6, loopback last.
    private static int remoteness(InetAddress address) {
        return address.getAddress().length + (address.isLoopbackAddress() ? 100 : 0);
    }

    private void write(Invite invite) {
        if (inviteFile == null) {
            return;
        }
        try {
            PrivateFile.write(inviteFile, invite.url() + "\n");
        } catch (IOException unwritable) {
            throw new UsageException("The invite cannot be written to " + inviteFile + " (" + unwritable.getMessage()
                    + "); choose another --invite-file.");
        }
    }
}
