package tutti.engine.adapt;

import tutti.engine.wire.StreamHealth;

/// Decides how many copies of earlier packets a track's packets carry, and how far back they lie.
///
/// *On* at once, when 1 % was lost in the last 2 s (a musician hears that) or 0.3 % in the last 20 s (two packets a
/// second at 64 frames). *Off*, when under 0.1 % was lost for 30 s: between the two thresholds nothing changes, so
/// that losses near one of them do not switch it to and fro; and 30 s, since losses come in spells.
///
/// *Distance*: the least that repairs 90 % of the losses, but no more than the receiver's allowance covers, because a
/// copy that comes after its sound was due is worth nothing, and waiting for it is latency that everybody pays all
/// the time. One further, if that repairs a third of the losses more: then one packet of latency is well spent.
/// Nothing, if not even a fifth would be repaired: an outage of a second is no matter of copies.
///
/// *Two copies* when 3 % are lost, in bursts: then the packet with the copy is often lost as well. The nearer one
/// lies half as far back, outside of most bursts that hit the further one.
///
/// A changed wish must last: 2 s to reach further, since it costs latency at the other end, 30 s to reach less far.
///
/// Thread: one.
final class RedundancyControl {
    static final double FAST_ON = 0.01;
    static final double SLOW_ON = 0.003;
    static final double OFF = 0.001;
    static final double TWO_COPIES = 0.03;
    static final long QUIET_NS = 30_000_000_000L;
    static final long FURTHER_NS = 2_000_000_000;
    static final long NEARER_NS = 30_000_000_000L;
    static final double ENOUGH = 0.9;

    /// A third, less what rounding to 1/255 takes.
    static final double WORTH_DELAY = 0.33;

    static final double WORTH_BITS = 0.2;

    private int nearCopy;
    private int farCopy;
    private long troubleNs;
    private long notMoreNs;
    private long notLessNs;

    /// Decides anew.
    ///
    /// @param maxCopies what the bandwidth allows, 0 to 2; kept to at once
    /// @param mayRaise whether more bits may be tried
    /// @return whether anything is different now
    boolean onReport(StreamHealth health, long nowNs, int maxCopies, boolean mayRaise) {
        int nearBefore = nearCopy;
        int farBefore = farCopy;
        limit(maxCopies);
        int distance = distance(health);
        boolean two = maxCopies > 1 && distance > 1 && Math.max(health.fastLoss(), health.slowLoss()) >= TWO_COPIES;
        int near = maxCopies == 0 ? 0 : two ? (distance + 1) / 2 : distance;
        int far = two ? distance : 0;
        if (nearCopy == 0) {
            if (mayRaise && (health.fastLoss() >= FAST_ON || health.slowLoss() >= SLOW_ON)) {
                set(near, far, nowNs);
                troubleNs = nowNs;
            }
        } else {
            follow(health, near, far, nowNs, mayRaise);
        }
        return nearCopy != nearBefore || farCopy != farBefore;
    }

    private void follow(StreamHealth health, int near, int far, long nowNs, boolean mayRaise) {
        if (health.fastLoss() >= OFF) {
            troubleNs = nowNs;
        } else if (nowNs - troubleNs >= QUIET_NS) {
            off();
            return;
        }
        boolean isMore = Math.max(near, far) > reach() || (far > 0 && farCopy == 0);
        boolean isLess = !isMore && (near != nearCopy || far != farCopy);
        if (!isMore || !mayRaise) {
            notMoreNs = nowNs;
        }
        if (!isLess) {
            notLessNs = nowNs;
        }
        if (nowNs - notMoreNs >= FURTHER_NS || nowNs - notLessNs >= NEARER_NS) {
            set(near, far, nowNs);
        }
    }

    private void set(int near, int far, long nowNs) {
        nearCopy = near;
        farCopy = far;
        notMoreNs = nowNs;
        notLessNs = nowNs;
    }

    private void limit(int maxCopies) {
        if (maxCopies == 0) {
            off();
        } else if (maxCopies == 1 && farCopy > 0) {
            nearCopy = farCopy;
            farCopy = 0;
        }
    }

    /// The distance that fits these losses, 0 for no copy.
    static int distance(StreamHealth health) {
        int reach = Math.min(StreamHealth.MAX_DISTANCE, (int) health.allowancePackets());
        int distance = 0;
        while (distance < reach && health.repairedShare(distance) < ENOUGH) {
            distance++;
        }
        if (distance == reach
                && reach < StreamHealth.MAX_DISTANCE
                && health.repairedShare(reach + 1) - health.repairedShare(reach) >= WORTH_DELAY) {
            distance++;
        }
        return health.repairedShare(distance) < WORTH_BITS ? 0 : distance;
    }

    /// Sends no copies from now on.
    void off() {
        nearCopy = 0;
        farCopy = 0;
    }

    /// Keeps the distance in time when the packets become longer or shorter.
    ///
    /// @param factor packets per second now, by those before
    void rescale(double factor) {
        boolean two = farCopy > 0;
        int distance = Math.clamp(Math.round(reach() * factor), 1, StreamHealth.MAX_DISTANCE);
        if (nearCopy > 0) {
            nearCopy = two && distance > 1 ? (distance + 1) / 2 : distance;
            farCopy = two && distance > 1 ? distance : 0;
        }
    }

    private int reach() {
        return Math.max(nearCopy, farCopy);
    }

    int nearCopy() {
        return nearCopy;
    }

    int farCopy() {
        return farCopy;
    }

    int copies() {
        return (nearCopy > 0 ? 1 : 0) + (farCopy > 0 ? 1 : 0);
    }
}
