package tutti.engine.control;

import tutti.nat.room.DeskGrant;
import tutti.nat.room.Role;

/// A player's place in a room, as the tree shows it and gives orders from it. Thread: any; nothing waits.
public interface RoomPlace {
    /// How everything stands.
    RoomView view();

    /// How the way to a member stands, why, and what can be done: sentences for people, one a line; empty if there is
    /// nothing to say.
    String why(String memberId);

    /// Says words to everybody.
    ///
    /// @throws IllegalArgumentException if they are none, or too long
    void say(String text);

    /// Gives a member a role. This and what follows is for the host alone, and shows in [#view] when the room's log has
    /// it.
    ///
    /// @throws IllegalArgumentException with a sentence if it cannot be
    void role(String memberId, Role role);

    /// Has everybody not play what a member sends, or play it again. Throws as [#role] does.
    void mute(String memberId, boolean muted);

    /// Tells whose desks a member may steer, as an engineer. Throws as [#role] does.
    void entrust(String memberId, DeskGrant desks);

    /// Sends a member away, who may come back. Throws as [#role] does.
    void remove(String memberId);

    /// Sends a member away for good; the invite is another one from then on. Throws as [#role] does.
    void ban(String memberId);
}
