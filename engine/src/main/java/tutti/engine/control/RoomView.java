package tutti.engine.control;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tutti.nat.room.DeskGrant;
import tutti.nat.room.Role;

/// A room as one player sees it at one moment. [#toString] does not show the invite.
///
/// @param connection how the player is in it
/// @param reason what is to be said of that, a sentence; empty if nothing
/// @param title of the room, may be empty
/// @param selfId the player's own member id
/// @param isHost whether the player gives orders here
/// @param invite how others come in, a secret; empty if the player does not give it out
/// @param members who belongs here now, the player included, in the order of their coming
/// @param chat what was said of late, one `name: words` a line
public record RoomView(
        Connection connection,
        String reason,
        String title,
        String selfId,
        boolean isHost,
        String invite,
        List<Person> members,
        String chat) {
    public RoomView {
        members = List.copyOf(members);
    }

    /// How the player is in the room.
    public enum Connection {
        /// On the way in.
        ENTERING,
        /// In.
        HERE,
        /// In, but the room's server cannot be reached; the music goes on.
        AWAY,
        /// Not let in, or not any more.
        REFUSED,
        /// There is no room: the players reach each other without.
        DIRECT;

        /// As it stands in the tree.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Somebody in the room.
    ///
    /// @param id see [tutti.nat.room.Member#id]; without a room, the name
    /// @param name unique in the room
    /// @param run of its engine
    /// @param isHere whether its engine is there: connected to the room's server, or without a room to this one
    /// @param isHost whether it hosts the room
    /// @param role what it may do
    /// @param isMuted whether nobody plays what it sends
    /// @param desks whose desks it may steer
    public record Person(
            String id,
            String name,
            long run,
            boolean isHere,
            boolean isHost,
            Role role,
            boolean isMuted,
            DeskGrant desks) {}

    /// Who has an id.
    public Optional<Person> person(String id) {
        return members.stream().filter(person -> person.id().equals(id)).findFirst();
    }

    /// Who has a name.
    public Optional<Person> named(String name) {
        return members.stream().filter(person -> person.name().equals(name)).findFirst();
    }

    /// Whether a member may steer another one's desk. See [tutti.nat.room.RoomState#maySteer].
    public boolean maySteer(String memberId, String deskOf) {
        return !memberId.equals(deskOf)
                && person(deskOf).isPresent()
                && person(memberId)
                        .filter(person ->
                                person.role() == Role.ENGINEER && person.desks().covers(deskOf))
                        .isPresent();
    }

    @Override
    public String toString() {
        return connection.word() + " in \"" + title + "\" with " + members;
    }
}
