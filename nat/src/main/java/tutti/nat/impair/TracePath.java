package tutti.nat.impair;

import java.util.List;

/// A path of several hops, each with an impairment of its own, and weather over all of them. Packets arrive in the
/// order in which they were sent, once each.
final class TracePath implements PacketPath {
    private final List<ImpairedPath> hops;
    private final List<Weather> weather;
    private boolean started;
    private boolean outage;
    private long startNs;
    private long deliveryNs;
    private long offered;
    private long lost;
    private long overflowed;

    TracePath(List<ImpairedPath> hops, List<Weather> weather) {
        this.hops = List.copyOf(hops);
        this.weather = List.copyOf(weather);
    }

    @Override
    public int offer(long nowNs, int numBytes) {
        if (!started) {
            started = true;
            startNs = nowNs;
            deliveryNs = nowNs;
        }
        offered++;
        long atNs = nowNs;
        boolean isLost = outage;
        for (ImpairedPath hop : hops) {
            if (!isLost) {
                isLost = hop.offer(atNs, numBytes) == 0;
                atNs = isLost ? atNs : hop.deliveryNs(0);
            }
        }
        // The weather goes on, whatever happened to this packet.
        for (Weather each : weather) {
            long holdNs = each.holdNs(Math.max(0, nowNs - startNs));
            isLost |= holdNs == Weather.LOST;
            atNs += Math.max(0, holdNs);
        }
        if (isLost) {
            lost++;
            return 0;
        }
        deliveryNs = Math.max(deliveryNs, atNs);
        return 1;
    }

    @Override
    public long deliveryNs(int copy) {
        return deliveryNs;
    }

    @Override
    public void outage(boolean on) {
        outage = on;
    }

    @Override
    public ImpairmentCounters counters() {
        return new ImpairmentCounters(offered, lost, overflowed, 0);
    }

    @Override
    public void countOverflow() {
        overflowed++;
    }
}
