package tutti.engine.control.remote;

/// Carries parcels to another member's engine, sealed and signed, and best effort. Thread: any; nothing waits.
@FunctionalInterface
public interface Post {
    /// The longest parcel.
    int MAX_BYTES = 11_000;

    /// Sends one.
    ///
    /// @param memberId for whom
    /// @param run for which run of its engine
    void send(String memberId, long run, byte[] parcel);
}
