package tutti.nat.room.server;

import tutti.nat.room.wire.RefusalCode;

/// What becomes of a wish to enter.
sealed interface Entry {
    /// The player is in.
    record Granted(Seat seat) implements Entry {}

    /// The player stays out.
    record Refused(RefusalCode code, String reason) implements Entry {}

    /// The room ended in this moment: to be tried again.
    record TooLate() implements Entry {}

    /// In the way of a room that does not exist.
    static Refused noRoom() {
        return new Refused(RefusalCode.NO_ROOM, "This server has no such room; its host has to open it first.");
    }

    /// In the way of too much to do.
    static Refused busy(String reason) {
        return new Refused(RefusalCode.BUSY, reason);
    }
}
