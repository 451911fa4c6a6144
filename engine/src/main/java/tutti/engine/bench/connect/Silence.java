package tutti.engine.bench.connect;

import java.util.List;
import java.util.Locale;
import tutti.engine.bench.Figure;

/// How long two who play did not hear each other.
///
/// @param interruption what happened to them
/// @param hostSeconds how long the host heard nothing, infinite if for good
/// @param guestSeconds how long the guest heard nothing
public record Silence(Pairing pairing, Interruption interruption, double hostSeconds, double guestSeconds) {
    /// The numbers, beside those that are asked for.
    public List<Figure> figures() {
        return List.of(figure("the host", hostSeconds), figure("the guest", guestSeconds));
    }

    private Figure figure(String who, double seconds) {
        String what = pairing.label() + ", " + interruption.words() + ": " + who + " hears nothing for";
        return Double.isNaN(interruption.wantedSeconds())
                ? Figure.told(what, String.format(Locale.ROOT, "%.2f s", seconds))
                : Figure.atMost(what, seconds, interruption.wantedSeconds(), "s");
    }
}
