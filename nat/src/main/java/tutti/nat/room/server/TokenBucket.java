package tutti.nat.room.server;

/// Lets something happen at a rate in the long run, and at once up to a burst after a pause. Starts full.
///
/// Thread: one at a time.
final class TokenBucket {
    private final RoomServerLimits.Rate rate;
    private double tokens;
    private long filledNs;

    TokenBucket(RoomServerLimits.Rate rate, long nowNs) {
        this.rate = rate;
        this.tokens = rate.burst();
        this.filledNs = nowNs;
    }

    /// Takes so many tokens, or none if there are fewer.
    boolean tryTake(double number, long nowNs) {
        tokens = Math.min(rate.burst(), tokens + (nowNs - filledNs) * 1e-9 * rate.perSecond());
        filledNs = nowNs;
        if (tokens < number) {
            return false;
        }
        tokens -= number;
        return true;
    }
}
