package tutti.nat.invite;

import java.util.regex.Pattern;

/// To a room on a room server, `tutti://HOST:PORT/ROOM#SECRET.FINGERPRINT` (`nat/docs/protocol.md`, section 1.4). The
/// fingerprint is left out where the server has a certificate that the computer trusts anyway.
///
/// Thread: any (immutable).
///
/// @param server where the room is kept
/// @param roomId 16 letters and digits, from which follows who hosts the room
/// @param secret what only the invited know
public record RoomInvite(ServerUrl server, String roomId, InviteSecret secret) implements Invite {
    private static final Pattern ROOM_ID = Pattern.compile("[a-z2-7]{16}");

    public RoomInvite {
        if (!isRoomId(roomId)) {
            throw new InviteException("A room's id is 16 lower-case letters and digits; copy the whole invite again.");
        }
    }

    /// Whether this can be a room's id: base32 (RFC 4648, section 6) of 10 bytes, in lower case.
    public static boolean isRoomId(String text) {
        return ROOM_ID.matcher(text).matches();
    }

    /// Reads an invite that must be of this kind.
    ///
    /// @throws InviteException as [Invite#parse] does, or if it leads elsewhere
    public static RoomInvite parse(String text) {
        if (Invite.parse(text) instanceof RoomInvite room) {
            return room;
        }
        throw new InviteException("This invite does not lead to a room, like " + InviteText.FORM + ".");
    }

    static RoomInvite parse(HostPort place, String roomId, String fragment) {
        int pinAt = fragment.indexOf('.');
        InviteSecret secret = InviteSecret.parse(pinAt < 0 ? fragment : fragment.substring(0, pinAt));
        ServerUrl server = pinAt < 0
                ? new ServerUrl(place.host(), place.port(), null)
                : new ServerUrl(place.host(), place.port(), ServerUrl.fingerprint(fragment.substring(pinAt + 1)));
        return new RoomInvite(server, roomId, secret);
    }

    /// The same room with another secret, after the host has banned somebody.
    public RoomInvite withSecret(InviteSecret renewed) {
        return new RoomInvite(server, roomId, renewed);
    }

    @Override
    public String url() {
        String pin = server.pinned() == null ? "" : "." + server.pinned().text();
        return place() + "#" + secret.reveal() + pin;
    }

    private String place() {
        return InviteText.SCHEME + server.hostPort().text() + "/" + roomId;
    }

    @Override
    public String toString() {
        return place() + "#(secret)";
    }
}
