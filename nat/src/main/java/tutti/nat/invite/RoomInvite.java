package tutti.nat.invite;

import java.util.regex.Pattern;
import tutti.nat.identity.Fingerprint;

/// To a room on a room server, `tutti://HOST:PORT/ROOM#SECRET.FINGERPRINT` (`nat/docs/protocol.md`, section 1.4). The
/// fingerprint is left out where the server has a certificate that the computer trusts anyway. When the host has banned
/// somebody, the secret is another one, and its number is behind the room: `ROOM/1`.
///
/// Thread: any (immutable).
///
/// @param server where the room is kept
/// @param roomId 16 letters and digits, from which follows who hosts the room
/// @param epoch which secret this is, 0 for the first, at most [#MAX_EPOCH]
/// @param secret what only the invited know
public record RoomInvite(ServerUrl server, String roomId, int epoch, InviteSecret secret) implements Invite {
    /// Nobody bans so often.
    public static final int MAX_EPOCH = 999_999;

    private static final Pattern ROOM_ID = Pattern.compile("[a-z2-7]{16}");
    private static final Pattern EPOCH = Pattern.compile("[1-9][0-9]{0,5}");

    public RoomInvite {
        if (!isRoomId(roomId) || epoch < 0 || epoch > MAX_EPOCH) {
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

    /// Whether an invite's path leads to a room.
    static boolean isPath(String path) {
        int epochAt = path.indexOf('/');
        return epochAt < 0
                ? isRoomId(path)
                : isRoomId(path.substring(0, epochAt))
                        && EPOCH.matcher(path.substring(epochAt + 1)).matches();
    }

    static RoomInvite parse(HostPort place, String path, String fragment) {
        int epochAt = path.indexOf('/');
        String roomId = epochAt < 0 ? path : path.substring(0, epochAt);
        int epoch = epochAt < 0 ? 0 : Integer.parseInt(path.substring(epochAt + 1));
        int pinAt = fragment.indexOf('.');
        InviteSecret secret = InviteSecret.parse(pinAt < 0 ? fragment : fragment.substring(0, pinAt));
        Fingerprint pinned = pinAt < 0 ? null : ServerUrl.fingerprint(fragment.substring(pinAt + 1));
        return new RoomInvite(new ServerUrl(place.host(), place.port(), pinned), roomId, epoch, secret);
    }

    @Override
    public String url() {
        String pin = server.pinned() == null ? "" : "." + server.pinned().text();
        return place() + "#" + secret.reveal() + pin;
    }

    private String place() {
        return InviteText.SCHEME + server.hostPort().text() + "/" + roomId + (epoch == 0 ? "" : "/" + epoch);
    }

    @Override
    public String toString() {
        return place() + "#(secret)";
    }
}
