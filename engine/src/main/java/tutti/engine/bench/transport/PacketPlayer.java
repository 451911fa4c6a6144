package tutti.engine.bench.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import tutti.nat.identity.Identity;
import tutti.nat.invite.RoomInvite;
import tutti.nat.invite.ServerUrl;
import tutti.nat.mesh.IceHelpers;
import tutti.nat.mesh.RoomEndpoint;
import tutti.nat.room.HostedRoom;
import tutti.nat.room.Role;
import tutti.nat.room.client.RoomSettings;

/// Somebody in a room who sends packets instead of music, or counts them: a program for the lab's homes. It ends
/// when its input does.
///
/// Thread: one.
public final class PacketPlayer {
    /// What the host says when it has sent everything.
    static final String SENT = "sent";

    private static final IceHelpers NOBODY = new IceHelpers(List.of(), null);

    private final int musicSeconds;
    private final InputStream input;
    private final Consumer<String> output;
    private final LongSupplier clockNs;
    private final SecureRandom random = new SecureRandom();
    private final Identity identity = Identity.create(random, Instant.now());

    /// @param musicSeconds as for [PacketEnd]
    /// @param input whose end is waited for
    /// @param output gets lines of text
    /// @param clockNs `System::nanoTime`
    public PacketPlayer(int musicSeconds, InputStream input, Consumer<String> output, LongSupplier clockNs) {
        this.musicSeconds = musicSeconds;
        this.input = input;
        this.output = output;
        this.clockNs = clockNs;
    }

    /// Opens a room, and sends to whoever comes.
    ///
    /// @param inviteFile where the invite is written
    /// @param path the way that packets have to take before they are sent
    public void host(ServerUrl server, Path inviteFile, String path) throws IOException, InterruptedException {
        HostedRoom room = HostedRoom.create(identity, random);
        RoomSettings settings = RoomSettings.host(
                server, room, "", identity, "sender", Role.PERFORMER, random.nextLong(), clockNs, random);
        try (PacketEnd end = end(settings)) {
            Path unfinished = inviteFile.resolveSibling("unfinished");
            Files.writeString(unfinished, room.invite(server).url());
            Files.move(unfinished, inviteFile);
            end.send(path);
            output.accept(SENT);
            awaitEnd();
        }
    }

    /// Comes with an invite, and counts.
    public void guest(RoomInvite invite) throws IOException {
        RoomSettings settings =
                RoomSettings.guest(invite, identity, "counter", Role.PERFORMER, random.nextLong(), clockNs, random);
        try (PacketEnd end = end(settings)) {
            awaitEnd();
            end.report().forEach(output);
        }
    }

    private PacketEnd end(RoomSettings settings) {
        return new PacketEnd(
                listener -> new RoomEndpoint(settings, NOBODY, listener, sentence -> {}, hosted -> {}),
                musicSeconds,
                clockNs);
    }

    private void awaitEnd() throws IOException {
        input.transferTo(OutputStream.nullOutputStream());
    }
}
