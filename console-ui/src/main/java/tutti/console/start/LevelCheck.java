package tutti.console.start;

import java.util.ArrayList;
import java.util.List;
import tutti.console.link.Mirror;
import tutti.console.link.NodeName;

/// How loud what is played here is: the levels of one's own tracks before their faders. Knows no toolkit.
public final class LevelCheck {
    private static final double FLOOR_DB = -60;

    /// Quieter than any instrument that is played, louder than an open input.
    private static final double HEARD_DB = -45;

    private static final double LOUD_DB = -3;

    private final Mirror mirror;
    private boolean wasHeard;

    /// @param mirror of the engine that is tried
    public LevelCheck(Mirror mirror) {
        this.mirror = mirror;
    }

    /// How a level is.
    public enum Verdict {
        SILENT,
        GOOD,
        TOO_LOUD
    }

    /// One track.
    ///
    /// @param track its name
    /// @param peakDb its peak, dBFS
    /// @param share how far its bar goes, 0 to 1
    public record Level(String track, double peakDb, double share, Verdict verdict) {}

    /// All of one's tracks.
    public List<Level> levels() {
        List<Level> levels = new ArrayList<>();
        for (String track : mirror.names("/own")) {
            double peakDb = mirror.number("/own/" + track + "/meter/pre_peak").orElse(FLOOR_DB);
            Verdict verdict = peakDb >= LOUD_DB ? Verdict.TOO_LOUD : peakDb >= HEARD_DB ? Verdict.GOOD : Verdict.SILENT;
            wasHeard |= verdict != Verdict.SILENT;
            levels.add(new Level(
                    NodeName.words(track), peakDb, Math.clamp((peakDb - FLOOR_DB) / -FLOOR_DB, 0, 1), verdict));
        }
        return levels;
    }

    /// Whether anything has been heard since this check began.
    public boolean wasHeard() {
        return wasHeard;
    }

    /// Begins anew.
    public void restart() {
        wasHeard = false;
    }
}
