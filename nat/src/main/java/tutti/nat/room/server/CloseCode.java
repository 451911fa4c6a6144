package tutti.nat.room.server;

/// Why the server ends a connection (`nat/docs/protocol.md`, section 3.2).
enum CloseCode {
    NORMAL(1000),
    GOING_AWAY(1001),
    MALFORMED(1008),
    TOO_LONG(1009),
    BUSY(1013),
    REFUSED(4000),
    REPLACED(4001),
    REMOVED(4002),
    BANNED(4003);

    private final int number;

    CloseCode(int number) {
        this.number = number;
    }

    /// As it stands on the wire.
    int number() {
        return number;
    }
}
