package tutti.engine.desk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Lets everybody be heard equally late, so that a choir hears as one: each strip is mixed later by what it lacks of
/// a target.
///
/// A strip's latency is what its player's sound card adds before the port, and the way from that port to ours: what
/// our own card adds is the same for all and left out. With a target of 30 ms, a strip of 12 ms is padded by 18. Who
/// comes later than the target is not padded. A delay that is set on a strip comes on top.
///
/// A latency that wanders is followed when it is off by half a period, and at most twice a second, because each step
/// is a short crossfade ([tutti.engine.mix.DelayLine]). The strip's own ports and what is sent are not padded.
///
/// Thread: [#review] one at a time, everything else any but the callback.
public final class LatencyMatch {
    /// Between two looks at the latencies.
    public static final long REVIEW_NS = 250_000_000;

    private static final long SETTLE_NS = 500_000_000;

    /// The suggestion leaves room for a buffer that grows: this, or a tenth.
    private static final double MARGIN_MS = 2;

    private static final double MARGIN_SHARE = 0.1;

    private final Desk desk;
    private final Supplier<Map<StripId, Double>> latenciesMs;
    private final LongSupplier nanoClock;
    private final Map<StripId, Long> movedAtNs = new LinkedHashMap<>();
    private volatile LatencySettings settings = LatencySettings.OFF;
    private volatile Map<StripId, Double> knownMs = Map.of();
    private long reviewedNs;
    private boolean isDue = true;

    /// @param latenciesMs of the strips that sound and whose latency is known
    public LatencyMatch(Desk desk, Supplier<Map<StripId, Double>> latenciesMs, LongSupplier nanoClock) {
        this.desk = desk;
        this.latenciesMs = latenciesMs;
        this.nanoClock = nanoClock;
    }

    /// What is wanted.
    public LatencySettings settings() {
        return settings;
    }

    /// Wants something else; it takes effect with the next review.
    public synchronized void set(UnaryOperator<LatencySettings> change) {
        settings = change.apply(settings);
        isDue = true;
    }

    /// What everybody could be matched to: the greatest latency of another player and a margin, in whole milliseconds;
    /// 0 while none is known.
    public double suggestedMs() {
        double mostMs = knownMs.entrySet().stream()
                .filter(known -> known.getKey() instanceof StripId.Remote)
                .mapToDouble(Map.Entry::getValue)
                .max()
                .orElse(0);
        double marginMs = Math.max(MARGIN_MS, MARGIN_SHARE * mostMs);
        return mostMs == 0 ? 0 : Math.min(LatencySettings.MAX_TARGET_MS, Math.ceil(mostMs + marginMs));
    }

    /// How late a strip is heard, padding included; negative if it is not known.
    public double heardMs(StripId strip) {
        Double knownOfStripMs = knownMs.get(strip);
        return knownOfStripMs == null ? -1 : knownOfStripMs + desk.paddingMs(strip);
    }

    /// By how much a strip is padded.
    public double paddingMs(StripId strip) {
        return desk.paddingMs(strip);
    }

    /// The players' strips that come later than the target, in the order of their appearance; none while nothing is
    /// matched.
    public List<StripId> late() {
        LatencySettings wanted = settings;
        Map<StripId, Double> known = knownMs;
        return desk.view().present().stream()
                .filter(strip -> strip instanceof StripId.Remote
                        && wanted.isMatched()
                        && known.getOrDefault(strip, 0.0) > wanted.targetMs())
                .toList();
    }

    /// Looks at the latencies if it is time, and pads.
    ///
    /// @return how many strips were padded anew
    public synchronized int review() {
        long nowNs = nanoClock.getAsLong();
        if (!isDue && nowNs - reviewedNs < REVIEW_NS) {
            return 0;
        }
        isDue = false;
        reviewedNs = nowNs;
        knownMs = Map.copyOf(latenciesMs.get());
        if (settings.isMatched() && settings.targetMs() == 0) {
            settings = settings.withTargetMs(suggestedMs());
        }
        return pad(nowNs);
    }

    private int pad(long nowNs) {
        Map<StripId, Double> paddingMs = new LinkedHashMap<>();
        int moved = 0;
        for (StripId strip : desk.view().present()) {
            double presentMs = desk.paddingMs(strip);
            double wantedMs = wantedMs(strip, presentMs);
            boolean isMoved = isFar(wantedMs, presentMs) && isSettled(strip, wantedMs, nowNs);
            if (isMoved) {
                movedAtNs.put(strip, nowNs);
                moved++;
            }
            paddingMs.put(strip, isMoved ? wantedMs : presentMs);
        }
        movedAtNs.keySet().retainAll(paddingMs.keySet());
        paddingMs.values().removeIf(ms -> ms == 0);
        desk.pad(paddingMs);
        return moved;
    }

    private double wantedMs(StripId strip, double presentMs) {
        boolean isPadded = switch (strip) {
            case StripId.Remote _ -> settings.isMatched();
            case StripId.Local _ -> settings.isMatched() && settings.isOwnDelayed();
            case StripId.Click _, StripId.Playback _ -> false;
        };
        Double latencyMs = knownMs.get(strip);
        if (!isPadded) {
            return 0;
        }
        return latencyMs == null ? presentMs : Math.max(0, settings.targetMs() - latencyMs);
    }

    private boolean isFar(double wantedMs, double presentMs) {
        return wantedMs != presentMs
                && (wantedMs == 0
                        || Math.abs(wantedMs - presentMs) > desk.format().periodNs() / 2e6);
    }

    private boolean isSettled(StripId strip, double wantedMs, long nowNs) {
        Long before = movedAtNs.get(strip);
        return wantedMs == 0 || before == null || nowNs - before >= SETTLE_NS;
    }
}
