package tutti.nat.room;

import static java.util.stream.Collectors.joining;

import java.security.SecureRandom;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import tutti.nat.identity.Identity;
import tutti.nat.invite.InviteSecret;
import tutti.nat.invite.RoomInvite;
import tutti.nat.invite.ServerUrl;
import tutti.nat.room.wire.Bytes;
import tutti.nat.room.wire.WireLimits;

/// All that a host must keep to host the same room again, besides its identity. Whoever has it can read the room, so
/// [#text] is for a file that the user alone may read; [#toString] shows no secret.
///
/// Thread: any (immutable).
///
/// @param roomId follows from salt and the host's certificate
/// @param salt 16 bytes
/// @param secrets by epoch, the newest [#MAX_SECRETS]; not empty
public record HostedRoom(String roomId, Bytes salt, SortedMap<Integer, InviteSecret> secrets) {
    static final int MAX_SECRETS = 16;

    private static final String PREFIX = "tutti-room:";
    private static final int NUM_PARTS = 3;

    public HostedRoom {
        if (!RoomInvite.isRoomId(roomId) || salt.length() != WireLimits.SALT_BYTES || secrets.isEmpty()) {
            throw new IllegalArgumentException("A hosted room has an id, a salt and a secret.");
        }
        TreeMap<Integer, InviteSecret> newest = new TreeMap<>(secrets);
        if (newest.firstKey() < 0 || newest.lastKey() > RoomInvite.MAX_EPOCH) {
            throw new IllegalArgumentException("Epochs are from 0 to " + RoomInvite.MAX_EPOCH + ".");
        }
        while (newest.size() > MAX_SECRETS) {
            newest.pollFirstEntry();
        }
        secrets = Collections.unmodifiableSortedMap(newest);
    }

    /// A new room.
    public static HostedRoom create(Identity host, SecureRandom random) {
        byte[] salt = new byte[WireLimits.SALT_BYTES];
        random.nextBytes(salt);
        TreeMap<Integer, InviteSecret> secrets = new TreeMap<>();
        secrets.put(0, InviteSecret.random(random));
        return new HostedRoom(RoomId.of(salt, host.certificateDer()), Bytes.of(salt), secrets);
    }

    /// The newest epoch.
    public int epoch() {
        return secrets.lastKey();
    }

    /// With another secret: a newer one, or one that was not known.
    public HostedRoom with(int epoch, InviteSecret secret) {
        TreeMap<Integer, InviteSecret> more = new TreeMap<>(secrets);
        more.put(epoch, secret);
        return new HostedRoom(roomId, salt, more);
    }

    /// The present invite.
    public RoomInvite invite(ServerUrl server) {
        return new RoomInvite(server, roomId, epoch(), secrets.lastEntry().getValue());
    }

    /// Whether this identity is the host of this room.
    public boolean isHostedBy(Identity identity) {
        return RoomId.matches(roomId, salt.copy(), identity.certificateDer());
    }

    /// One line of text: `tutti-room:ROOMID:SALT:EPOCH=SECRET,...`.
    public String text() {
        return PREFIX + roomId + ":" + salt.base64Url() + ":"
                + secrets.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue().reveal())
                        .collect(joining(","));
    }

    /// Reads what [#text] wrote.
    ///
    /// @throws IllegalArgumentException with a sentence that quotes nothing, if it is something else
    public static HostedRoom parse(String text) {
        String line = text.strip();
        String[] parts =
                line.startsWith(PREFIX) ? line.substring(PREFIX.length()).split(":", -1) : new String[0];
        if (parts.length != NUM_PARTS) {
            throw broken();
        }
        TreeMap<Integer, InviteSecret> secrets = new TreeMap<>();
        try {
            for (String entry : parts[2].split(",", MAX_SECRETS + 1)) {
                int at = entry.indexOf('=');
                secrets.put(Integer.parseInt(entry.substring(0, at)), InviteSecret.parse(entry.substring(at + 1)));
            }
            return new HostedRoom(parts[0], Bytes.parse(parts[1]), secrets);
        } catch (IndexOutOfBoundsException | IllegalArgumentException notOne) {
            // Not passed on as a cause: its message may quote a secret.
            throw broken();
        }
    }

    private static IllegalArgumentException broken() {
        return new IllegalArgumentException("This is not what a host keeps of a room; remove it to open a new room.");
    }

    @Override
    public String toString() {
        return "room " + roomId + ", epoch " + epoch();
    }
}
