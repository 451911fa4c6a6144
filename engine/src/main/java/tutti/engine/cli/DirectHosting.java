package tutti.engine.cli;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import tutti.engine.EngineConfig;
import tutti.nat.direct.DirectHost;
import tutti.nat.invite.Invite;
import tutti.nat.invite.InviteSecret;
import tutti.nat.udp.UdpPort;

/// `tutti host --direct`: an engine whose UDP port is the meeting place.
///
/// @param file where the invite is written
record DirectHosting(EngineOptions options, CommandLine command, InviteFile file) {
    /// Plays until asked to end.
    ///
    /// @param listen `ADDR:PORT`
    /// @param advertise what the invite says, or null for where it listens
    int run(String listen, @Nullable String advertise) {
        double statsSeconds = options.statsSeconds();
        EngineConfig config = options.engineConfig();
        file.check();
        InviteSecret secret = file.secretFromBefore().orElseGet(() -> InviteSecret.random(new SecureRandom()));
        try (UdpPort port = UdpPort.open(EndpointText.parse(listen, "--listen"), System::nanoTime);
                Performance performance = new Performance(config, options, command)) {
            InetSocketAddress reachable = advertise == null
                    ? new InetSocketAddress(
                            OwnAddress.reachable(port.localAddress()),
                            port.localAddress().getPort())
                    : EndpointText.parse(advertise, "--advertise");
            Invite invite = Invite.direct(reachable.getAddress().getHostAddress(), reachable.getPort(), secret);
            performance.open(listener ->
                    new DirectHost(port, secret, config.identity(), listener, System::nanoTime, new SecureRandom()));
            performance.showDirect(invite.url());
            file.write(invite);
            performance.say("Listening on " + EndpointText.of(port.localAddress()) + "; the others join with:");
            performance.say(InviteWords.command(invite));
            return performance.run(statsSeconds);
        }
    }
}
