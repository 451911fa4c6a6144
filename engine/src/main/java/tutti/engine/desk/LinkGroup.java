package tutti.engine.desk;

import java.util.LinkedHashMap;
import java.util.Map;

/// Faders that move together and keep their distances in dB. Distances outlive the ends of the travel: faders that
/// have been pulled down together come up again as they were.
///
/// @param offsetsDb each member's distance to the others, on a scale of the group's own
public record LinkGroup(Map<StripId, Double> offsetsDb) {
    /// Without members.
    public static final LinkGroup EMPTY = new LinkGroup(Map.of());

    public LinkGroup {
        offsetsDb = Map.copyOf(offsetsDb);
        for (double offsetDb : offsetsDb.values()) {
            if (!Double.isFinite(offsetDb)) {
                throw new IllegalArgumentException("A linked fader's distance is a number of dB.");
            }
        }
    }

    /// With a strip whose fader stands at `faderDb`, beside one that stands at `besideDb` and is a member; for the
    /// first member, both are its own.
    LinkGroup with(StripId strip, double faderDb, double besideOffsetDb, double besideDb) {
        Map<StripId, Double> changed = new LinkedHashMap<>(offsetsDb);
        changed.put(strip, besideOffsetDb + faderDb - besideDb);
        return new LinkGroup(changed);
    }

    LinkGroup without(StripId strip) {
        Map<StripId, Double> changed = new LinkedHashMap<>(offsetsDb);
        changed.remove(strip);
        return new LinkGroup(changed);
    }

    /// Where a member stands when another one is moved.
    ///
    /// @param moved the member that is moved
    /// @param toDb where it is moved to
    double faderDb(StripId member, StripId moved, double toDb) {
        double wantedDb = toDb + offsetsDb.getOrDefault(member, 0.0) - offsetsDb.getOrDefault(moved, 0.0);
        return Math.clamp(wantedDb, Decibels.SILENCE, FaderTaper.TOP_DB);
    }
}
