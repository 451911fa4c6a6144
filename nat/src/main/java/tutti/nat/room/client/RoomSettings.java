package tutti.nat.room.client;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.LongSupplier;
import tutti.nat.identity.Identity;
import tutti.nat.invite.RoomInvite;
import tutti.nat.invite.ServerUrl;
import tutti.nat.link.PeerIdentity;
import tutti.nat.room.HostedRoom;
import tutti.nat.room.Role;

/// Who wants to be in which room, and as what.
///
/// @param invite where the room is, and with which secret; the present one, if this is the host
/// @param hosted what the host keeps of the room; empty for everybody else
/// @param title of the room, if this is the host and opens it; else without effect
/// @param identity who the player is
/// @param name the wished one
/// @param wish performer or listener
/// @param run 64 random bits made when the engine started
/// @param clockNs the monotonic clock, `System::nanoTime` outside tests
/// @param random for what must never repeat, and for pauses
public record RoomSettings(
        RoomInvite invite,
        Optional<HostedRoom> hosted,
        String title,
        Identity identity,
        String name,
        Role wish,
        long run,
        LongSupplier clockNs,
        SecureRandom random) {
    public RoomSettings {
        if (!PeerIdentity.isName(name) || wish == Role.ENGINEER) {
            throw new IllegalArgumentException(
                    "A player joins as performer or listener, with a name of 1 to 32 letters, digits, '-', '_' or '.'.");
        }
        if (hosted.isPresent() && !hosted.get().isHostedBy(identity)) {
            throw new IllegalArgumentException("This room was opened with another identity, and only that can host it; "
                    + "bring the identity back or open a new room.");
        }
    }

    /// Somebody who was invited.
    public static RoomSettings guest(
            RoomInvite invite,
            Identity identity,
            String name,
            Role wish,
            long run,
            LongSupplier clockNs,
            SecureRandom random) {
        return new RoomSettings(invite, Optional.empty(), "", identity, name, wish, run, clockNs, random);
    }

    /// Who opens the room, or comes back to it.
    public static RoomSettings host(
            ServerUrl server,
            HostedRoom hosted,
            String title,
            Identity identity,
            String name,
            Role wish,
            long run,
            LongSupplier clockNs,
            SecureRandom random) {
        return new RoomSettings(
                hosted.invite(server), Optional.of(hosted), title, identity, name, wish, run, clockNs, random);
    }

    /// 16 letters and digits.
    public String roomId() {
        return invite.roomId();
    }
}
