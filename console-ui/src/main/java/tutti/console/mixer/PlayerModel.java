package tutti.console.mixer;

import java.util.List;
import java.util.OptionalDouble;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import tutti.console.model.NodeModel;
import tutti.console.model.TreeModel;

/// A player's strips, and how the connection to it stands.
///
/// Thread: ui.
public final class PlayerModel {
    /// So many colours are told apart.
    public static final int COLOURS = 8;

    private static final long UPDATE_NS = 500_000_000;
    private static final double SILENT_MS = 1_000;

    private final TreeModel tree;
    private final ChannelKind kind;
    private final int colour;
    private final String peer;
    private final ObservableList<ChannelModel> channels = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Connection> connection = new ReadOnlyObjectWrapper<>(Connection.NONE);
    private final ReadOnlyStringWrapper name = new ReadOnlyStringWrapper("");
    private final EventRate repairs = new EventRate();
    private final EventRate gaps = new EventRate();
    private long observedNs = Long.MIN_VALUE;

    PlayerModel(TreeModel tree, ChannelKind kind, String group, int place) {
        this.tree = tree;
        this.kind = kind;
        this.colour = place % COLOURS;
        this.peer = "/peer/" + group;
        if (kind == ChannelKind.OWN) {
            NodeModel own = tree.node("/engine/name");
            own.value().addListener(_ -> name.set(own.text()));
            name.set(own.text());
        } else {
            name.set(NodeNames.shown(group));
        }
    }

    void show(List<ChannelModel> strips) {
        MixerModel.update(channels, strips);
    }

    /// What its strips carry.
    public ChannelKind kind() {
        return kind;
    }

    /// What people call the player; empty for what is nobody's.
    public ReadOnlyStringProperty name() {
        return name.getReadOnlyProperty();
    }

    /// Its colour, 0 to [#COLOURS] - 1.
    public int colour() {
        return colour;
    }

    /// Its strips, from left to right.
    public ObservableList<ChannelModel> channels() {
        return channels;
    }

    /// How the connection stands; [Connection#NONE] where there is none to speak of.
    public ReadOnlyObjectProperty<Connection> connection() {
        return connection.getReadOnlyProperty();
    }

    /// Looks at the connection, twice a second at most.
    void observe(long nowNs) {
        if (kind != ChannelKind.REMOTE || (observedNs != Long.MIN_VALUE && nowNs - observedNs < UPDATE_NS)) {
            return;
        }
        observedNs = nowNs;
        repairs.note(sum("repaired"), nowNs);
        gaps.note(sum("gaps"), nowNs);
        connection.set(new Connection(health(), path(), latencyMs(), repairs.perMinute(), gaps.perMinute()));
    }

    private Connection.Health health() {
        if (!peer("connected").isOn()) {
            return Connection.Health.AWAY;
        }
        return peer("silent").number(0) > SILENT_MS
                ? Connection.Health.BAD
                : Connection.Health.of(repairs.perMinute(), gaps.perMinute());
    }

    private Connection.Path path() {
        return switch (peer("path").text()) {
            case "direct" -> Connection.Path.DIRECT;
            case "relay" -> Connection.Path.RELAY;
            case "tcp" -> Connection.Path.TCP;
            default -> Connection.Path.NONE;
        };
    }

    private OptionalDouble latencyMs() {
        return tracks().stream()
                .mapToDouble(track ->
                        peer("track/" + track + "/latency/port_to_port").number(-1))
                .filter(ms -> ms >= 0)
                .max();
    }

    private long sum(String counter) {
        return tracks().stream()
                .mapToLong(
                        track -> (long) peer("track/" + track + "/" + counter).number(0))
                .sum();
    }

    private ObservableList<String> tracks() {
        return tree.children(peer + "/track");
    }

    private NodeModel peer(String node) {
        return tree.node(peer + "/" + node);
    }
}
