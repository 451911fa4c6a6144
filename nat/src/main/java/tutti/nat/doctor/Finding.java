package tutti.nat.doctor;

/// One thing that was looked at.
///
/// @param id what was looked at, one word for programs: `udp`, `nat`, ...
/// @param status how it is
/// @param what one sentence for people
/// @param advice one sentence that says what to do, empty if there is nothing to do
public record Finding(String id, Status status, String what, String advice) {
    /// How something is.
    public enum Status {
        /// As it should be.
        GOOD,
        /// Music plays, but less well, or not with everybody.
        WARN,
        /// Music does not play.
        BAD,
        /// Could not be found out.
        UNKNOWN
    }

    /// Nothing to do.
    public static Finding good(String id, String what) {
        return new Finding(id, Status.GOOD, what, "");
    }

    /// Music plays, but less well, or not with everybody.
    public static Finding warn(String id, String what, String advice) {
        return new Finding(id, Status.WARN, what, advice);
    }

    /// Music does not play.
    public static Finding bad(String id, String what, String advice) {
        return new Finding(id, Status.BAD, what, advice);
    }

    /// Could not be found out.
    public static Finding unknown(String id, String what, String advice) {
        return new Finding(id, Status.UNKNOWN, what, advice);
    }
}
