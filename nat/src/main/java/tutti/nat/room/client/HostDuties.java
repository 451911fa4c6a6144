package tutti.nat.room.client;

import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import tutti.nat.identity.Identity;
import tutti.nat.invite.InviteSecret;
import tutti.nat.room.HostedRoom;
import tutti.nat.room.Keyring;
import tutti.nat.room.Member;
import tutti.nat.room.RoomAnchor;
import tutti.nat.room.RoomEvent;
import tutti.nat.room.RoomKeys;
import tutti.nat.room.RoomState;
import tutti.nat.room.Standing;
import tutti.nat.room.wire.Bytes;
import tutti.nat.room.wire.ToServer;

/// What only the host does: it opens the room, makes snapshots, brings new secrets, restores what the server has lost,
/// and reminds the server of whom it has banned (`nat/docs/protocol.md`, sections 5.5 and 5.6).
///
/// Thread: the room's.
final class HostDuties {
    static final int SNAPSHOT_EVERY = 500;

    private final Identity identity;
    private final String title;
    private final Keyring keyring;
    private final RoomObserver observer;
    private HostedRoom room;

    /// What is to be restored by the next snapshot, and with it whoever has come since.
    private @Nullable RoomState toRestore;

    HostDuties(Identity identity, String title, HostedRoom room, Keyring keyring, RoomObserver observer) {
        this.identity = identity;
        this.title = title;
        this.room = room;
        this.keyring = keyring;
        this.observer = observer;
        add(room.secrets());
    }

    private void add(SortedMap<Integer, InviteSecret> secrets) {
        secrets.forEach((epoch, secret) -> keyring.add(RoomKeys.of(room.roomId(), epoch, secret)));
    }

    /// There is a new secret.
    void renewed(HostedRoom renewed) {
        room = renewed;
        add(renewed.secrets());
        observer.onHosted(renewed);
    }

    /// The log may have brought a secret that was made by this host on another computer.
    void adoptNewest() {
        RoomKeys newest = keyring.newest();
        if (newest.epoch() > room.epoch()) {
            renewed(room.with(newest.epoch(), newest.secret()));
        }
    }

    /// The server has lost entries: this was the state before.
    void lost(RoomState before) {
        toRestore = before;
    }

    /// A snapshot of the host's has replaced a state. Who joined in the moment when it was made has been left out, and
    /// may
    /// lack the new key; so another one brings them in.
    void replaced(RoomState before, RoomState after) {
        RoomState complete = after.withMissing(before);
        toRestore = complete.equals(after) ? null : complete;
    }

    /// What the host has to say in this state; empty if it is nothing.
    ///
    /// @param numSince entries since the last snapshot
    Optional<RoomEvent> due(RoomState state, long numSince) {
        if (toRestore != null) {
            return Optional.of(toRestore.withMissing(state).snapshot());
        }
        if (!state.isOpen()) {
            RoomAnchor anchor = new RoomAnchor(room.salt(), Bytes.of(identity.certificateDer()));
            return Optional.of(new RoomEvent.Opened(anchor, title));
        }
        boolean isMember = state.member(identity.memberId()).isPresent();
        return isMember && (room.epoch() > state.epoch() || numSince >= SNAPSHOT_EVERY)
                ? Optional.of(state.snapshot())
                : Optional.empty();
    }

    /// What the host has decided and the server enforces, in case it has not heard or has lost it.
    void remind(RoomLine line, RoomState state) {
        sendEpoch(line);
        state.members().stream()
                .filter(member -> member.standing() == Standing.BANNED)
                .map(Member::id)
                .forEach(memberId -> line.send(new ToServer.Ban(memberId)));
    }

    /// Tells the server what newcomers have to show, unless that is what it was opened with.
    void sendEpoch(RoomLine line) {
        RoomKeys newest = keyring.newest();
        if (newest.epoch() > 0) {
            line.send(new ToServer.Epoch(newest.epoch(), newest.admissionHash()));
        }
    }
}
