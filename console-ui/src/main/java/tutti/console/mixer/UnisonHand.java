package tutti.console.mixer;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import tutti.console.control.Hand;
import tutti.console.model.MoveHistory;
import tutti.console.model.RealParameter;

/// A hand on one knob that moves several to the same value.
final class UnisonHand implements Hand {
    private final MoveHistory history;
    private final Supplier<List<ChannelModel>> together;
    private final Function<ChannelModel, RealParameter> which;

    UnisonHand(
            MoveHistory history, Supplier<List<ChannelModel>> together, Function<ChannelModel, RealParameter> which) {
        this.history = history;
        this.together = together;
        this.which = which;
    }

    @Override
    public void take() {
        history.begin();
    }

    @Override
    public void move(double value) {
        List<ChannelModel> channels = together.get();
        if (channels.size() == 1) {
            which.apply(channels.getFirst()).move(value);
            return;
        }
        history.begin();
        channels.stream()
                .map(which)
                .filter(parameter -> parameter.there().get())
                .forEach(parameter -> parameter.move(value));
        history.end();
    }

    @Override
    public void release() {
        history.end();
    }
}
