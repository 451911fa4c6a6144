package tutti.nat.impair;

import java.util.random.RandomGenerator;

/// One impairment: the same seed and the same offers give the same fates.
///
/// Thread: one at a time.
public final class ImpairedPath implements PacketPath {
    /// A rate limit's queue holds this much time before it drops: a generous home router.
    static final long MAX_QUEUE_NS = 200_000_000;

    private static final int HEADER_BYTES = 28;

    private final RandomGenerator random;
    private final long[] deliveriesNs = new long[MAX_COPIES];
    private Impairment impairment;
    private boolean outage;
    private boolean inBurst;
    private boolean started;
    private long lastDeliveryNs;
    private long rateFreeNs;
    private long offered;
    private long lost;
    private long overflowed;
    private long duplicated;

    public ImpairedPath(Impairment impairment, RandomGenerator random) {
        this.impairment = impairment;
        this.random = random;
    }

    /// Changes what happens to packets from now on; those under way are not touched.
    public void impair(Impairment newImpairment) {
        impairment = newImpairment;
    }

    @Override
    public void outage(boolean on) {
        outage = on;
    }

    @Override
    public int offer(long nowNs, int numBytes) {
        offered++;
        if (!started) {
            started = true;
            lastDeliveryNs = nowNs;
            rateFreeNs = nowNs;
        }
        if (isLost()) {
            lost++;
            return 0;
        }
        long sentNs = passRateLimit(nowNs, numBytes);
        if (sentNs - nowNs > MAX_QUEUE_NS) {
            overflowed++;
            return 0;
        }
        deliveriesNs[0] = delivery(sentNs);
        if (impairment.duplicateProbability() == 0 || random.nextDouble() >= impairment.duplicateProbability()) {
            return 1;
        }
        duplicated++;
        deliveriesNs[1] = delivery(sentNs);
        return 2;
    }

    @Override
    public long deliveryNs(int copy) {
        return deliveriesNs[copy];
    }

    @Override
    public ImpairmentCounters counters() {
        return new ImpairmentCounters(offered, lost, overflowed, duplicated);
    }

    @Override
    public void countOverflow() {
        overflowed++;
    }

    private boolean isLost() {
        if (outage) {
            return true;
        }
        double loss = impairment.lossProbability();
        double burst = impairment.meanBurstPackets();
        if (loss == 0 || loss == 1) {
            inBurst = false;
            return loss == 1;
        }
        if (burst == 1) {
            inBurst = false;
            return random.nextDouble() < loss;
        }
        // Gilbert (1960): the bad state lasts 1 / leave packets, and enter / (enter + leave) of all packets see it.
        double leave = 1 / burst;
        double enter = loss * leave / (1 - loss);
        inBurst = inBurst ? random.nextDouble() >= leave : random.nextDouble() < enter;
        return inBurst;
    }

    /// When the packet has left the bottleneck, or when it would have: a packet that is dropped takes no room in it.
    private long passRateLimit(long nowNs, int numBytes) {
        if (impairment.rateBps() == 0) {
            return nowNs;
        }
        long startNs = Math.max(nowNs, rateFreeNs);
        long endNs = startNs + Math.round((numBytes + HEADER_BYTES) * 8e9 / impairment.rateBps());
        if (endNs - nowNs <= MAX_QUEUE_NS) {
            rateFreeNs = endNs;
        }
        return endNs;
    }

    private long delivery(long sentNs) {
        double scatterNs = impairment.jitterNs() == 0
                ? 0
                : impairment.jitterNs() * impairment.jitterLaw().draw(random);
        // A Pareto draw has no upper end; ten seconds late is lost to any listener, and keeps the sum in range.
        long delayNs = Math.max(0, impairment.delayNs() + Math.round(Math.min(scatterNs, 10e9)));
        long deliveryNs = sentNs + delayNs;
        if (impairment.keepsOrder()) {
            deliveryNs = Math.max(deliveryNs, lastDeliveryNs);
        }
        lastDeliveryNs = Math.max(deliveryNs, lastDeliveryNs);
        return deliveryNs;
    }
}
