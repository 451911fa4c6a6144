package tutti.nat.room.client;

import tutti.nat.room.HostedRoom;
import tutti.nat.room.LogEntry;
import tutti.nat.room.RoomState;
import tutti.nat.room.wire.FromServer;

/// What a [RoomSession] tells. All methods run on the room's thread, one at a time, and must not wait.
public interface RoomObserver {
    /// The player is in, for the first time or again. The log and the members follow.
    default void onEntered(FromServer.Entered entered) {}

    /// The room is as follows; once after entering, when the log has been read, and then after every change.
    void onState(RoomState state);

    /// Somebody's engine, not the player's own, is connected to the room server; told after the state that knows it, as
    /// far as the log has told.
    void onPresent(String memberId);

    /// It is not any more. Its music may well go on.
    ///
    /// @param left whether it said goodbye
    void onAbsent(String memberId, boolean left);

    /// A member's present run says something to this run: authentic, new and in order, but not looked at.
    ///
    /// @param run the speaker's, which is that of its [tutti.nat.room.Member]
    void onSignal(String memberId, long run, String payloadJson);

    /// An entry of the log that had an effect, in the order of the log, each once: chat, for example. [#onState]
    /// follows
    /// if it changed the state.
    default void onEvent(LogEntry entry) {}

    /// The connection to the room server is lost or does not come about; it is tried again without end.
    ///
    /// @param reason one sentence for people
    void onServerLost(String reason);

    /// The player is not, or no longer, let in; the session has ended.
    ///
    /// @param reason one sentence for people
    void onRefused(String reason);

    /// The host's room has a new secret: to be stored before this returns, as it goes out behind it.
    default void onHosted(HostedRoom room) {}
}
