package tutti.nat.mesh;

/// Lets so much through in a while, and no more.
///
/// Thread: the link thread.
final class Allowance {
    private final int most;
    private final long whileNs;
    private long beganNs;
    private int numTaken;

    /// @param most how often [#take] says yes
    /// @param whileNs in how long, from the first time on
    Allowance(int most, long whileNs) {
        this.most = most;
        this.whileNs = whileNs;
    }

    /// Whether another one may pass.
    boolean take(long nowNs) {
        if (numTaken > 0 && nowNs - beganNs >= whileNs) {
            numTaken = 0;
        }
        if (numTaken == 0) {
            beganNs = nowNs;
        }
        boolean may = numTaken < most;
        if (may) {
            numTaken++;
        }
        return may;
    }
}
