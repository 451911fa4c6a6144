package tutti.engine.bench.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tutti.engine.ensemble.EngineStats;

/// Everything that an engine has said of itself. Times are in seconds on the clock of `System.nanoTime()`, which all
/// programs of a computer share.
///
/// Thread: any.
final class Diary implements Consumer<EngineStats> {
    private static final double AUDIBLE_DB = -60;

    private final List<EngineStats> entries = new ArrayList<>();

    @Override
    public synchronized void accept(EngineStats stats) {
        entries.add(stats);
    }

    /// Whether the other was heard since the entry before.
    static boolean sounds(EngineStats stats) {
        return stats.heard().isPlaying() && stats.heard().peakDb() > AUDIBLE_DB;
    }

    /// The first entry after a moment that is as wanted.
    synchronized Optional<EngineStats> first(double afterSeconds, Predicate<EngineStats> isWanted) {
        return entries.stream()
                .filter(stats -> stats.timeSeconds() > afterSeconds)
                .filter(isWanted)
                .findFirst();
    }

    /// The longest time between two entries after a moment in which the other was heard, less the usual time between
    /// entries: how long nothing was heard. Infinite if it was not heard in the end.
    synchronized double longestSilenceSeconds(double afterSeconds) {
        double longest = 0;
        double lastSound = afterSeconds;
        double last = afterSeconds;
        for (EngineStats stats : entries) {
            if (stats.timeSeconds() > afterSeconds) {
                if (sounds(stats)) {
                    longest = Math.max(longest, last - lastSound);
                    lastSound = stats.timeSeconds();
                }
                last = stats.timeSeconds();
            }
        }
        return last > lastSound ? Double.POSITIVE_INFINITY : longest;
    }
}
