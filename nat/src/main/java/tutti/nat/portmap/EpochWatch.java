package tutti.nat.portmap;

import java.util.function.LongSupplier;

/// Finds out from a router's clock whether it has started anew and forgotten its mappings (RFC 6887, section 8.5):
/// its clock must not go back, and must go about as quickly as ours. One thread.
final class EpochWatch {
    private static final long NS_PER_S = 1_000_000_000L;

    private final LongSupplier clockNs;
    private boolean isFirst = true;
    private long lastEpochS;
    private long lastNs;
    private boolean hasForgotten;

    EpochWatch(LongSupplier clockNs) {
        this.clockNs = clockNs;
    }

    /// The router says that its clock shows this.
    void heard(long epochS) {
        long nowNs = clockNs.getAsLong();
        if (!isFirst && !isConsistent(epochS - lastEpochS, (nowNs - lastNs) / NS_PER_S)) {
            hasForgotten = true;
        }
        isFirst = false;
        lastEpochS = epochS;
        lastNs = nowNs;
    }

    private static boolean isConsistent(long serverS, long clientS) {
        return serverS >= -1 && clientS + 2 >= serverS - serverS / 16 && serverS + 2 >= clientS - clientS / 16;
    }

    /// Whether it has, since this was asked last.
    boolean hasForgotten() {
        boolean has = hasForgotten;
        hasForgotten = false;
        return has;
    }
}
