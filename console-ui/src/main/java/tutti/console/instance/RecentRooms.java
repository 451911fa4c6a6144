package tutti.console.instance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tutti.nat.invite.DirectInvite;
import tutti.nat.invite.Invite;
import tutti.nat.invite.InviteException;
import tutti.nat.invite.PasteOffer;
import tutti.nat.invite.RoomInvite;

/// The rooms that were joined last, the latest first, at most twelve: their invites, in a file that the user alone can
/// read.
///
/// Thread: one at a time.
public final class RecentRooms {
    static final int MAX_ROOMS = 12;
    private static final long MAX_FILE_BYTES = 64_000;

    private final Path file;
    private final List<Invite> invites = new ArrayList<>();

    /// Reads the file if there is one; what is no invite is passed over.
    public RecentRooms(Path file) {
        this.file = file;
        try {
            if (Files.isRegularFile(file) && Files.size(file) <= MAX_FILE_BYTES) {
                Files.readString(file).lines().limit(MAX_ROOMS).forEach(this::take);
            }
        } catch (IOException unreadable) {
            invites.clear();
        }
    }

    private void take(String line) {
        try {
            invites.add(Invite.parse(line));
        } catch (InviteException garbled) {
            // The rest of the file may be good.
        }
    }

    /// What there is.
    public List<Invite> invites() {
        return List.copyOf(invites);
    }

    /// Puts a room in front.
    ///
    /// @throws IOException if that cannot be kept
    public void add(Invite invite) throws IOException {
        invites.removeIf(known -> placeOf(known).equals(placeOf(invite)));
        invites.addFirst(invite);
        while (invites.size() > MAX_ROOMS) {
            invites.removeLast();
        }
        write();
    }

    /// Forgets a room.
    ///
    /// @throws IOException if that cannot be kept
    public void remove(Invite invite) throws IOException {
        invites.remove(invite);
        write();
    }

    private void write() throws IOException {
        StringBuilder lines = new StringBuilder();
        invites.forEach(invite -> lines.append(invite.url()).append('\n'));
        OwnFile.write(file, lines.toString());
    }

    /// Where an invite leads, without its secret: what may be shown before somebody agrees to go there.
    public static String placeOf(Invite invite) {
        return switch (invite) {
            case RoomInvite room -> room.server().host() + ":" + room.server().port() + "/" + room.roomId();
            case DirectInvite direct -> direct.host() + ":" + direct.port();
            case PasteOffer offer -> offer.host().name();
        };
    }
}
