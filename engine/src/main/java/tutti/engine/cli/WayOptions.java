package tutti.engine.cli;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tutti.nat.mesh.IceHelpers;
import tutti.nat.portmap.GatewaySource;
import tutti.nat.portmap.MappingResult;
import tutti.nat.portmap.PortMapper;

/// Who helps to find a way to the others, besides the room's server.
final class WayOptions {
    @Option(
            names = "--stun",
            paramLabel = "HOST:PORT",
            description = "A further server that says from where this computer is seen; repeatable.")
    private List<String> stunServers = new ArrayList<>();

    @Option(names = "--no-port-mapping", description = "Do not ask the router to let the others in.")
    private boolean noMapping;

    /// Talks to the router; null if it shall be left alone. Whoever gets it closes it.
    @Nullable
    PortMapper mapper(Consumer<String> say) {
        return noMapping
                ? null
                : PortMapper.create(
                        System::nanoTime,
                        new SecureRandom(),
                        GatewaySource.system(),
                        (protocol, internalPort, result) -> say.accept(words(result)));
    }

    private static String words(MappingResult result) {
        return switch (result) {
            case MappingResult.Mapped(InetSocketAddress external, String _, Duration _) ->
                "Your router has another address now: " + EndpointText.of(external) + ".";
            case MappingResult.NotNeeded _ -> "This computer has a public address now.";
            case MappingResult.Refused(String reason) -> reason;
        };
    }

    IceHelpers helpers(@Nullable PortMapper mapper) {
        List<InetSocketAddress> servers = new ArrayList<>();
        for (String text : stunServers) {
            HostAndPort server = HostAndPort.parse(text, "--stun");
            servers.add(InetSocketAddress.createUnresolved(server.host(), server.port()));
        }
        return new IceHelpers(servers, mapper);
    }
}
