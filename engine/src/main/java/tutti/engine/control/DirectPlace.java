package tutti.engine.control;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import tutti.engine.telemetry.EngineSnapshot;
import tutti.nat.room.DeskGrant;
import tutti.nat.room.Role;

/// Where players are linked without a room: there is nobody to give orders and no log to keep them. Thread: any.
///
/// @param snapshots takes one
/// @param isHost whether the others join at this player's
/// @param inviteWords what they join with; empty if this is not the host
public record DirectPlace(Supplier<EngineSnapshot> snapshots, boolean isHost, String inviteWords) implements RoomPlace {
    private static final String REASON = "The players reach each other without a room.";
    private static final String NO_ROOM = "There is no room here; host without --direct to have one.";

    @Override
    public RoomView view() {
        EngineSnapshot snapshot = snapshots.get();
        List<RoomView.Person> members = new ArrayList<>();
        members.add(person(snapshot.name(), true));
        snapshot.peers().stream()
                .filter(peer -> !peer.name().equals(snapshot.name()))
                .forEach(peer -> members.add(person(peer.name(), peer.connected())));
        return new RoomView(RoomView.Connection.DIRECT, REASON, "", snapshot.name(), isHost, inviteWords, members, "");
    }

    private static RoomView.Person person(String name, boolean isHere) {
        return new RoomView.Person(name, name, 0, isHere, false, Role.PERFORMER, false, DeskGrant.NONE);
    }

    @Override
    public void say(String text) {
        throw refusal();
    }

    @Override
    public void role(String memberId, Role role) {
        throw refusal();
    }

    @Override
    public void mute(String memberId, boolean muted) {
        throw refusal();
    }

    @Override
    public void entrust(String memberId, DeskGrant desks) {
        throw refusal();
    }

    @Override
    public void remove(String memberId) {
        throw refusal();
    }

    @Override
    public String why(String memberId) {
        return "";
    }

    @Override
    public void ban(String memberId) {
        throw refusal();
    }

    private static IllegalArgumentException refusal() {
        return new IllegalArgumentException(NO_ROOM);
    }

    @Override
    public String toString() {
        return "direct";
    }
}
