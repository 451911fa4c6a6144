package tutti.console.mixer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import tutti.console.control.FaderTravel;
import tutti.console.control.Hand;
import tutti.console.model.MoveHistory;
import tutti.console.model.NodeModel;
import tutti.console.model.RealParameter;
import tutti.console.model.ToggleParameter;
import tutti.console.model.TreeModel;

/// One strip of the mixer, whatever it carries. A part that its kind does not have is not [there][RealParameter#there].
///
/// Thread: ui.
public final class ChannelModel {
    /// Why a strip is silent although its own mute is off.
    public enum Silence {
        /// It is not.
        NONE,
        /// A group mutes it.
        GROUP,
        /// Others' solos keep it out of the monitor.
        SOLO
    }

    private final ChannelId id;
    private final MixerModel mixer;
    private final RealParameter gainDb;
    private final RealParameter pan;
    private final RealParameter trimDb;
    private final RealParameter delayMs;
    private final ToggleParameter polarity;
    private final ToggleParameter mute;
    private final ToggleParameter solo;
    private final ToggleParameter pfl;
    private final ToggleParameter soloSafe;
    private final ToggleParameter limiter;
    private final NodeModel mutedByGroup;
    private final NodeModel mutedBySolo;
    private final List<NodeModel> loudness;
    private final MeterModel meter;
    private final ObservableList<SendModel> sends = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Silence> silence = new ReadOnlyObjectWrapper<>(Silence.NONE);
    private final ReadOnlyBooleanWrapper selected = new ReadOnlyBooleanWrapper();

    ChannelModel(ChannelId id, TreeModel tree, MoveHistory history, MixerModel mixer) {
        this.id = id;
        this.mixer = mixer;
        gainDb = new RealParameter(tree.node(id.at("gain")), history, FaderTravel.SILENCE_DB);
        pan = new RealParameter(tree.node(id.at("pan")), history, 0);
        trimDb = new RealParameter(tree.node(id.at("trim")), history, 0);
        delayMs = new RealParameter(tree.node(id.at("delay")), history, 0);
        polarity = new ToggleParameter(tree.node(id.at("polarity")), history);
        mute = new ToggleParameter(tree.node(id.at("mute")), history);
        solo = new ToggleParameter(tree.node(id.at("solo")), history);
        pfl = new ToggleParameter(tree.node(id.at("pfl")), history);
        soloSafe = new ToggleParameter(tree.node(id.at("solo_safe")), history);
        limiter = new ToggleParameter(tree.node(id.at("limiter")), history);
        mutedByGroup = tree.node(id.at("muted_by_group"));
        mutedBySolo = tree.node(id.at("muted_by_solo"));
        mutedByGroup.value().addListener(_ -> showSilence());
        mutedBySolo.value().addListener(_ -> showSilence());
        showSilence();
        loudness = Stream.of("momentary", "short_term", "integrated")
                .map(span -> tree.node(id.at("meter/" + span)))
                .toList();
        meter = new MeterModel(tree, id, !id.kind().isOutput());
        ObservableList<String> buses = tree.children(id.at("send"));
        Map<String, SendModel> known = new HashMap<>();
        Runnable renew = () -> sends.setAll(buses.stream()
                .map(bus -> known.computeIfAbsent(bus, _ -> SendModel.of(tree, history, id, bus)))
                .toList());
        buses.addListener((ListChangeListener<String>) _ -> renew.run());
        renew.run();
    }

    private void showSilence() {
        silence.set(mutedByGroup.isOn() ? Silence.GROUP : mutedBySolo.isOn() ? Silence.SOLO : Silence.NONE);
    }

    /// Which one it is.
    public ChannelId id() {
        return id;
    }

    /// What people call it.
    public String name() {
        return NodeNames.shown(id.name());
    }

    /// What people call it where its player must be named too: `bob main`.
    public String fullName() {
        return id.group().isEmpty() ? name() : NodeNames.shown(id.group()) + " " + name();
    }

    /// Its fader, in dB.
    public RealParameter gainDb() {
        return gainDb;
    }

    /// Its place or balance, -1 left to 1 right.
    public RealParameter pan() {
        return pan;
    }

    /// The gain before everything else, in dB.
    public RealParameter trimDb() {
        return trimDb;
    }

    /// How much later it is mixed, in ms.
    public RealParameter delayMs() {
        return delayMs;
    }

    /// Whether its samples change their sign.
    public ToggleParameter polarity() {
        return polarity;
    }

    /// Its own mute.
    public ToggleParameter mute() {
        return mute;
    }

    /// Its solo.
    public ToggleParameter solo() {
        return solo;
    }

    /// Whether the monitor plays it before its fader.
    public ToggleParameter pfl() {
        return pfl;
    }

    /// Whether others' solos leave it alone.
    public ToggleParameter soloSafe() {
        return soloSafe;
    }

    /// A bus's limiter.
    public ToggleParameter limiter() {
        return limiter;
    }

    /// A bus's loudness in LUFS: momentary, short-term, integrated.
    List<NodeModel> loudness() {
        return loudness;
    }

    /// Its level.
    public MeterModel meter() {
        return meter;
    }

    /// How much of it goes to which bus, in the order of the buses.
    public ObservableList<SendModel> sends() {
        return sends;
    }

    /// Why it is silent although its own mute is off.
    public ReadOnlyObjectProperty<Silence> silence() {
        return silence.getReadOnlyProperty();
    }

    /// Whether it moves together with the other selected ones.
    public ReadOnlyBooleanProperty selected() {
        return selected.getReadOnlyProperty();
    }

    void select(boolean isSelected) {
        selected.set(isSelected);
    }

    /// What a hand on its fader does: the other selected strips move by as many dB.
    public Hand gainHand() {
        return mixer.gang(this, ChannelModel::gainDb, FaderTravel.DESK);
    }

    /// What a hand on its pan does: the other selected strips go to the same place.
    public Hand panHand() {
        return mixer.unison(this, ChannelModel::pan);
    }

    /// What a hand on its trim does.
    public Hand trimHand() {
        return mixer.unison(this, ChannelModel::trimDb);
    }

    /// What a hand on its delay does.
    public Hand delayHand() {
        return mixer.unison(this, ChannelModel::delayMs);
    }

    /// What a hand on one of its numbers does, and on no other strip's.
    public Hand hand(RealParameter parameter) {
        return mixer.alone(this, parameter);
    }

    /// Asks for one of its switches, and the selected strips' with it, to be on or off.
    public void flip(Function<ChannelModel, ToggleParameter> which, boolean isOn) {
        mixer.flip(this, which, isOn);
    }
}
