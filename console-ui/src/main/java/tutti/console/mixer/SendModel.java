package tutti.console.mixer;

import tutti.console.control.FaderTravel;
import tutti.console.model.MoveHistory;
import tutti.console.model.RealParameter;
import tutti.console.model.ToggleParameter;
import tutti.console.model.TreeModel;

/// How much of a strip goes to a bus.
///
/// @param bus the bus's name
/// @param gainDb how much
/// @param on whether anything goes there
/// @param preFader whether it branches off before fader and mute
public record SendModel(String bus, RealParameter gainDb, ToggleParameter on, ToggleParameter preFader) {
    static SendModel of(TreeModel tree, MoveHistory history, ChannelId channel, String busName) {
        String at = channel.at("send/" + busName + "/");
        return new SendModel(
                NodeNames.shown(busName),
                new RealParameter(tree.node(at + "gain"), history, FaderTravel.SILENCE_DB),
                new ToggleParameter(tree.node(at + "on"), history),
                new ToggleParameter(tree.node(at + "pre_fader"), history));
    }
}
