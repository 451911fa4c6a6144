package tutti.engine.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tutti.engine.bench.transport.PacketPlayer;
import tutti.nat.invite.Invite;
import tutti.nat.invite.RoomInvite;
import tutti.nat.invite.ServerUrl;

/// One end of the packets of [BenchTransportCommand].
@Command(name = "packets", hidden = true, description = "Sends or counts packets, for \"tutti bench transport\".")
final class BenchPacketsCommand implements Callable<Integer> {
    @Option(names = "--room", paramLabel = "URL", description = "Opens a room there, and sends.")
    private @Nullable String roomServer;

    @Option(names = "--invite-file", paramLabel = "F", description = "Where the invite is written.")
    private @Nullable Path inviteFile;

    @Option(names = "--path", paramLabel = "NAME", description = "Waits until packets take this way.")
    private String path = "direct";

    @Option(names = "--invite", paramLabel = "INVITE", description = "Comes with an invite, and counts.")
    private @Nullable String invite;

    @Option(names = "--seconds", required = true, paramLabel = "N", description = "How long packets go as music's do.")
    private int seconds;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PacketPlayer player = new PacketPlayer(seconds, System.in, out::println, System::nanoTime);
        if (roomServer != null && inviteFile != null) {
            player.host(ServerUrl.parse(roomServer), inviteFile, path);
        } else if (invite != null && Invite.parse(invite) instanceof RoomInvite room) {
            player.guest(room);
        } else {
            throw new UsageException("This is a part of tutti bench transport, which knows how to call it.");
        }
        return 0;
    }
}
