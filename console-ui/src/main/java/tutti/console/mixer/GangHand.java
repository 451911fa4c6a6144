package tutti.console.mixer;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tutti.console.control.FaderTravel;
import tutti.console.control.Hand;
import tutti.console.control.Travel;
import tutti.console.model.MoveHistory;
import tutti.console.model.RealParameter;

/// A hand on one fader that moves several by the same difference. Their distances are those at the beginning of a drag,
/// so that one which has met the end of its way comes back with the others.
final class GangHand implements Hand {
    /// Below this a fader stands at its bottom.
    private static final double BOTTOM_DB = -90;

    private final MoveHistory history;
    private final Supplier<List<ChannelModel>> together;
    private final ChannelModel led;
    private final Function<ChannelModel, RealParameter> which;
    private final Travel travel;
    private Map<ChannelModel, Double> begun = Map.of();
    private boolean isHeld;

    GangHand(
            MoveHistory history,
            Supplier<List<ChannelModel>> together,
            ChannelModel led,
            Function<ChannelModel, RealParameter> which,
            Travel travel) {
        this.history = history;
        this.together = together;
        this.led = led;
        this.which = which;
        this.travel = travel;
    }

    @Override
    public void take() {
        isHeld = true;
        history.begin();
        begun = values();
    }

    private Map<ChannelModel, Double> values() {
        return together.get().stream()
                .filter(channel -> which.apply(channel).there().get())
                .collect(Collectors.toMap(channel -> channel, channel -> bounded(which.apply(channel))));
    }

    private static double bounded(RealParameter parameter) {
        return Math.max(BOTTOM_DB, parameter.value().get());
    }

    @Override
    public void move(double value) {
        Map<ChannelModel, Double> from = isHeld ? begun : values();
        if (from.size() <= 1) {
            which.apply(led).move(value);
            return;
        }
        double difference = Math.max(BOTTOM_DB, value) - from.getOrDefault(led, bounded(which.apply(led)));
        history.begin();
        from.forEach((channel, start) -> which.apply(channel).move(placed(start + difference)));
        history.end();
    }

    private double placed(double value) {
        return value <= BOTTOM_DB ? FaderTravel.SILENCE_DB : Math.min(travel.max(), value);
    }

    @Override
    public void release() {
        isHeld = false;
        history.end();
    }
}
