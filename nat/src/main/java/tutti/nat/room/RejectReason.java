package tutti.nat.room;

/// Why a message of the room did not count. Each is counted; nothing else happens, but for [#OUT_OF_ORDER].
public enum RejectReason {
    /// It is not a sealed body, or not JSON, or exceeds a limit.
    MALFORMED,
    /// It is a log message where a signal belongs, or the other way round.
    WRONG_KIND,
    /// It is sealed with the key of an epoch that is not known here.
    UNKNOWN_EPOCH,
    /// The key does not open it: it was made with another secret, for another room, or changed.
    NOT_AUTHENTIC,
    /// Somebody else sent it than says it.
    WRONG_SENDER,
    /// The count on the outside is not the one inside.
    WRONG_COUNTER,
    /// It is sealed with the key of another epoch than the present one.
    OTHER_EPOCH,
    /// It has come before.
    REPLAYED,
    /// Nobody in the room has its speaker's fingerprint.
    UNKNOWN_SPEAKER,
    /// The signature is not the speaker's.
    BAD_SIGNATURE,
    /// It is for another member.
    WRONG_RECIPIENT,
    /// It is for, or from, an engine that does not run any more.
    WRONG_RUN,
    /// The room's rules do not allow it.
    NOT_ALLOWED,
    /// Entries before it are missing.
    OUT_OF_ORDER
}
