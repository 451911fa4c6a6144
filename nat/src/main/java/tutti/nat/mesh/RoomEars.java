package tutti.nat.mesh;

import tutti.nat.room.Member;

/// Is told what is said in the room that is not for nat. Thread: the room's, one call at a time; none may wait.
public interface RoomEars {
    /// Words for everybody, the player's own included.
    default void onChat(Member from, String text) {}

    /// A parcel from a member's present run to this one: authentic, new and in order, but not looked at.
    ///
    /// @param run the speaker's, which is that of its [Member]
    default void onParcel(String memberId, long run, Parcel parcel) {}
}
