package tutti.console.model;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The screen's one beat, to which everything that moves by itself listens. Whoever owns the window beats it from its
/// animation timer, first what applies news to the models, and not while the window is hidden.
///
/// Thread: ui.
public final class Pulses {
    /// Is told of a pulse.
    @FunctionalInterface
    public interface Listener {
        /// A picture is about to be drawn.
        ///
        /// @param nowNs a clock of any origin that does not go backwards
        void onPulse(long nowNs);
    }

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /// From now on it is told, after those that came before it. Adding one twice is adding it once.
    public void add(Listener listener) {
        if (!listeners.contains(listener)) {
            listeners.add(listener);
        }
    }

    /// From now on it is not told any more.
    public void remove(Listener listener) {
        listeners.remove(listener);
    }

    /// Tells all.
    public void beat(long nowNs) {
        listeners.forEach(listener -> listener.onPulse(nowNs));
    }
}
