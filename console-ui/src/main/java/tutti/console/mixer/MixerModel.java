package tutti.console.mixer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import tutti.console.control.Hand;
import tutti.console.control.Travel;
import tutti.console.model.MoveHistory;
import tutti.console.model.RealParameter;
import tutti.console.model.ToggleParameter;
import tutti.console.model.TreeModel;
import tutti.engine.control.tree.Value;

/// The whole mixer: its players with their strips, its groups and its buses, and which strips are selected.
///
/// Thread: ui.
public final class MixerModel {
    private final TreeModel tree;
    private final MoveHistory history;
    private final DeskLayout layout;
    private final Map<ChannelId, ChannelModel> channels = new HashMap<>();
    private final Map<String, PlayerModel> players = new HashMap<>();
    private final ObservableList<PlayerModel> shownPlayers = FXCollections.observableArrayList();
    private final ObservableList<ChannelModel> outputs = FXCollections.observableArrayList();
    private final ObservableList<ChannelModel> hidden = FXCollections.observableArrayList();
    private final Selection selection = new Selection(this::inSight);
    private final ReadOnlyIntegerWrapper sendRows = new ReadOnlyIntegerWrapper();
    private final ToggleParameter soloed;
    private final ListChangeListener<String> changed = _ -> isStale = true;
    private boolean isStale = true;

    /// A mixer of what the tree has.
    ///
    /// @param layout is changed when hands reorder and hide
    public MixerModel(TreeModel tree, MoveHistory history, DeskLayout layout) {
        this.tree = tree;
        this.history = history;
        this.layout = layout;
        soloed = new ToggleParameter(tree.node("/desk/soloed"), history);
        Stream.of("/strip", "/own", "/vca", "/bus", "/click", "/playback")
                .forEach(branch -> tree.children(branch).addListener(changed));
        renew();
    }

    /// Moves everything that moves by itself to now, and shows what has come and gone.
    public void onPulse(long nowNs) {
        if (isStale) {
            renew();
        }
        shownPlayers.forEach(player -> player.observe(nowNs));
    }

    private void renew() {
        isStale = false;
        Map<String, List<ChannelModel>> shown = new LinkedHashMap<>();
        List<ChannelModel> shownOutputs = new ArrayList<>();
        List<ChannelModel> away = new ArrayList<>();
        for (ChannelId id : layout.arranged(present())) {
            ChannelModel channel = channels.computeIfAbsent(id, this::made);
            if (layout.isHidden(id)) {
                away.add(channel);
            } else if (id.kind().isOutput()) {
                shownOutputs.add(channel);
            } else {
                shown.computeIfAbsent(id.kind() + id.group(), _ -> new ArrayList<>())
                        .add(channel);
            }
        }
        List<PlayerModel> present = new ArrayList<>();
        shown.forEach((key, strips) -> {
            ChannelId first = strips.getFirst().id();
            PlayerModel player = players.computeIfAbsent(
                    key, _ -> new PlayerModel(tree, first.kind(), first.group(), players.size()));
            player.show(strips);
            present.add(player);
        });
        update(shownPlayers, present);
        update(outputs, shownOutputs);
        update(hidden, away);
        selection.keepOnly(inSight());
        showSendRows();
    }

    private ChannelModel made(ChannelId id) {
        ChannelModel channel = new ChannelModel(id, tree, history, this);
        channel.sends().addListener((ListChangeListener<SendModel>) _ -> showSendRows());
        return channel;
    }

    private void showSendRows() {
        sendRows.set(inSight().stream()
                .mapToInt(channel -> channel.sends().size())
                .max()
                .orElse(0));
    }

    /// How many sends the strip with the most of them has.
    ReadOnlyIntegerProperty sendRows() {
        return sendRows.getReadOnlyProperty();
    }

    private List<ChannelId> present() {
        List<ChannelId> present = new ArrayList<>();
        for (String player : tree.children("/strip")) {
            ObservableList<String> tracks = tree.children("/strip/" + player);
            tracks.removeListener(changed);
            tracks.addListener(changed);
            tracks.forEach(track -> present.add(ChannelId.remote(player, track)));
        }
        tree.children("/own").forEach(track -> present.add(ChannelId.own(track)));
        if (tree.node(ChannelId.click().at("gain")).isThere()) {
            present.add(ChannelId.click());
        }
        if (tree.node(ChannelId.playback().at("gain")).isThere()) {
            present.add(ChannelId.playback());
        }
        tree.children("/vca").forEach(name -> present.add(ChannelId.vca(name)));
        tree.children("/bus").forEach(name -> present.add(ChannelId.bus(name)));
        return present;
    }

    static <T> void update(ObservableList<T> list, List<T> now) {
        if (!list.equals(now)) {
            list.setAll(now);
        }
    }

    /// The players and their strips, from left to right.
    public ObservableList<PlayerModel> players() {
        return shownPlayers;
    }

    /// Groups and buses, from left to right.
    public ObservableList<ChannelModel> outputs() {
        return outputs;
    }

    /// Strips that are there but not shown.
    public ObservableList<ChannelModel> hidden() {
        return hidden;
    }

    /// The names of the groups, as in the tree.
    public ObservableList<String> vcas() {
        return tree.children("/vca");
    }

    /// All strips in sight, from left to right.
    public List<ChannelModel> inSight() {
        return Stream.concat(shownPlayers.stream().flatMap(player -> player.channels().stream()), outputs.stream())
                .toList();
    }

    /// Which strips move together.
    public Selection selection() {
        return selection;
    }

    /// The memory of moves.
    public MoveHistory history() {
        return history;
    }

    /// Whether any strip is soloed or listened to.
    public ReadOnlyBooleanProperty soloed() {
        return soloed.on();
    }

    /// Ends all solos.
    public void clearSolos() {
        tree.node("/desk/clear_solos").offer(Value.IMPULSE);
    }

    /// Takes a strip out of sight, or back.
    public void hide(ChannelModel channel, boolean isHidden) {
        layout.hide(channel.id(), isHidden);
        renew();
    }

    /// Moves a strip one place to the left or right among those of its player; beyond them, its player among players.
    ///
    /// @param places -1 or 1
    public void shift(ChannelModel channel, int places) {
        List<ChannelId> row = new ArrayList<>(inSight().stream()
                .map(ChannelModel::id)
                .filter(id -> id.kind() == channel.id().kind())
                .toList());
        int from = row.indexOf(channel.id());
        int to = from + places;
        if (from < 0 || to < 0 || to >= row.size()) {
            return;
        }
        ChannelId neighbour = row.get(to);
        if (neighbour.group().equals(channel.id().group())) {
            Collections.swap(row, from, to);
        } else {
            List<ChannelId> own = ofGroup(row, channel.id().group());
            row.removeAll(own);
            List<ChannelId> others = ofGroup(row, neighbour.group());
            int at = row.indexOf(others.getFirst());
            row.addAll(places < 0 ? at : at + others.size(), own);
        }
        layout.reorder(row);
        renew();
    }

    private static List<ChannelId> ofGroup(List<ChannelId> row, String group) {
        return row.stream().filter(id -> id.group().equals(group)).toList();
    }

    /// Whether a strip belongs to a group.
    public ToggleParameter membership(ChannelModel channel, String vca) {
        return new ToggleParameter(
                tree.node("/vca/" + vca + "/member" + channel.id().branch()), history);
    }

    /// A hand that moves all selected strips by the same difference.
    Hand gang(ChannelModel channel, Function<ChannelModel, RealParameter> which, Travel travel) {
        return new GangHand(history, () -> together(channel), channel, which, travel);
    }

    /// A hand that moves all selected strips to the same value.
    Hand unison(ChannelModel channel, Function<ChannelModel, RealParameter> which) {
        return new UnisonHand(history, () -> together(channel), which);
    }

    /// A hand that moves one number.
    Hand alone(ChannelModel channel, RealParameter parameter) {
        return new UnisonHand(history, () -> List.of(channel), _ -> parameter);
    }

    void flip(ChannelModel channel, Function<ChannelModel, ToggleParameter> which, boolean isOn) {
        history.begin();
        together(channel).stream()
                .map(which)
                .filter(toggle -> toggle.there().get())
                .forEach(toggle -> toggle.flip(isOn));
        history.end();
    }

    private List<ChannelModel> together(ChannelModel channel) {
        return channel.selected().get() ? selection.channels() : List.of(channel);
    }
}
