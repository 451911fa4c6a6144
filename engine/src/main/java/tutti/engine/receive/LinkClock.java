package tutti.engine.receive;

/// How the clock of one peer relates to ours: round trip by RFC 3550 section 6.4.1 (LSR and DLSR), offset by taking
/// half of the least round trip of late as the way here.
///
/// The offset's error is at most half that round trip, and unknown in itself: the two ways need not be alike.
/// Written by the link thread, read by any.
public final class LinkClock {
    /// The answer while nothing has been measured.
    public static final long UNKNOWN = Long.MIN_VALUE;

    /// A smaller round trip found longer ago than this no longer counts.
    private static final long BEST_FOR_NS = 10_000_000_000L;

    private volatile long roundTripNs = UNKNOWN;
    private volatile long leastRoundTripNs = UNKNOWN;
    private volatile long offsetNs = UNKNOWN;
    private long bestNs = Long.MAX_VALUE;
    private long bestAtNs;

    /// A report came that answers one of ours.
    ///
    /// @param sentNs the peer's clock when it left
    /// @param measuredNs the round trip that ended with it; a negative one cannot be and is passed over
    /// @param arrivalNs our clock when it came
    public void onReport(long sentNs, long measuredNs, long arrivalNs) {
        if (measuredNs < 0) {
            return;
        }
        roundTripNs = measuredNs;
        if (measuredNs <= bestNs || arrivalNs - bestAtNs > BEST_FOR_NS) {
            bestNs = measuredNs;
            bestAtNs = arrivalNs;
            leastRoundTripNs = measuredNs;
            offsetNs = sentNs + measuredNs / 2 - arrivalNs;
        }
    }

    /// The latest round trip, or [#UNKNOWN].
    public long roundTripNs() {
        return roundTripNs;
    }

    /// The least round trip of late, or [#UNKNOWN].
    public long leastRoundTripNs() {
        return leastRoundTripNs;
    }

    /// The peer's clock less ours, or [#UNKNOWN].
    public long offsetNs() {
        return offsetNs;
    }
}
