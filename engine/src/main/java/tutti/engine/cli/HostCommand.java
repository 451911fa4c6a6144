package tutti.engine.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tutti.nat.invite.ServerUrl;

/// Opens a meeting place and plays in it.
@Command(name = "host", mixinStandardHelpOptions = true, description = "Opens a room, prints an invite, and plays.")
final class HostCommand implements Callable<Integer> {
    @Mixin
    private final EngineOptions options = new EngineOptions();

    @Mixin
    private final WayOptions ways = new WayOptions();

    @Option(
            names = "--room",
            paramLabel = "URL",
            description = "Open the room on this room server, instead of serving it on this computer.")
    private @Nullable String roomServer;

    @Option(
            names = "--direct",
            description = "No room: whoever has the invite reaches this computer's UDP port (a cable, a VPN, a LAN).")
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
            description = "Where the invite is written; with --direct, if it holds one, its secret stays good.")
    private @Nullable Path inviteFile;

    @Option(names = "--title", paramLabel = "TEXT", defaultValue = "", description = "What a new room is called.")
    private String title = "";

    @Option(names = "--new-room", description = "Open a new room; otherwise your last one, whose invites stay good.")
    private boolean newRoom;

    @Option(names = "--qr", description = "Show the invite as a picture too, for a telephone's camera.")
    private boolean showPicture;

    @Option(
            names = "--turn",
            paramLabel = "turn:HOST:PORT",
            description = "Without --room: a relay (coturn with use-auth-secret) for those who find no other way.")
    private @Nullable String turn;

    @Option(names = "--turn-secret-file", paramLabel = "F", description = "A file with its static-auth-secret.")
    private @Nullable Path turnSecretFile;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (direct && roomServer != null) {
            throw new UsageException("--direct is without a room; leave out --room, or --direct.");
        }
        if ((turn == null) != (turnSecretFile == null)) {
            throw new UsageException("--turn and --turn-secret-file go together.");
        }
        InviteFile file = new InviteFile(inviteFile);
        if (direct) {
            return new DirectHosting(options, spec.commandLine(), file).run(listen, advertise);
        }
        RoomHosting hosting = new RoomHosting(options, ways, spec.commandLine(), file, title, newRoom, showPicture);
        return roomServer == null
                ? hosting.runWithOwnServer(listen, advertise, turnWords())
                : hosting.run(ServerUrl.parse(roomServer));
    }

    private List<String> turnWords() {
        return turn == null || turnSecretFile == null
                ? List.of()
                : List.of("--turn", turn, "--turn-secret-file", turnSecretFile.toString());
    }
}
