package tutti.engine.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Playback ports that are no longer wanted and wait until no callback can use them any more, see
/// [AudioDriver#cycles]. Thread: one at a time.
public final class RetiredPorts {
    /// One cycle may have begun with the former plan, and ended after the count was read.
    private static final int CYCLES = 2;

    /// Ports that the next plan will no longer name, and those that the present one does not name.
    private final List<PlaybackPort> unplanned = new ArrayList<>();

    private final List<Waiting> waiting = new ArrayList<>();

    private record Waiting(PlaybackPort port, long sinceCycle) {}

    /// Takes ports that the next plan will not name.
    public void retire(List<PlaybackPort> ports) {
        unplanned.addAll(ports);
    }

    /// A plan without them is in place. Counted from here, not from when it was decided: callbacks that began in
    /// between had the former plan.
    ///
    /// @param cycles the driver's count
    public void onPlan(long cycles) {
        unplanned.forEach(port -> waiting.add(new Waiting(port, cycles)));
        unplanned.clear();
    }

    /// Gives a waiting port back: its name is free again only when it is closed.
    public Optional<PlaybackPort> takeBack(String name) {
        for (Waiting old : waiting) {
            if (old.port.name().equals(name)) {
                waiting.remove(old);
                return Optional.of(old.port);
            }
        }
        return Optional.empty();
    }

    /// Closes those whose time has come.
    ///
    /// @param cycles the driver's count
    /// @return how many
    public int closeDue(long cycles) {
        int done = 0;
        for (Waiting old : List.copyOf(waiting)) {
            if (cycles - old.sinceCycle >= CYCLES) {
                old.port.close();
                waiting.remove(old);
                done++;
            }
        }
        return done;
    }
}
