package tutti.console.mixer;

import tutti.console.control.MeterBallistics;
import tutti.console.model.NodeModel;
import tutti.console.model.TreeModel;

/// A channel's level as its meter shows it: the engine's maxima and powers with the console's ballistics. A strip shows
/// what comes before its fader, so that a muted one still tells who plays; a bus what leaves it.
///
/// Thread: ui.
public final class MeterModel {
    /// What a meter says when there is nothing.
    static final double NOTHING_DB = MeterBallistics.BOTTOM_DB;

    private final NodeModel peak;
    private final NodeModel rms;
    private final MeterBallistics ballistics = new MeterBallistics();

    MeterModel(TreeModel tree, ChannelId channel, boolean isBeforeFader) {
        peak = tree.node(channel.at(isBeforeFader ? "meter/pre_peak" : "meter/peak"));
        rms = tree.node(channel.at(isBeforeFader ? "meter/pre_rms" : "meter/rms"));
    }

    /// Moves it to now.
    public void advance(long nowNs) {
        ballistics.advance(peak.number(NOTHING_DB), rms.number(NOTHING_DB), nowNs);
    }

    /// How it stands.
    public MeterBallistics ballistics() {
        return ballistics;
    }
}
