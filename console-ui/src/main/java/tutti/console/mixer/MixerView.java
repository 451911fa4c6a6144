package tutti.console.mixer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ChangeListener;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import tutti.console.model.Pulses;

/// The mixer: the players' strips in a row that scrolls, groups and buses at the right, where they stay in sight.
///
/// It moves with the screen's beat as long as it stands in a scene; meters 30 times a second, and only those in sight.
///
/// Thread: ui.
public final class MixerView extends BorderPane {
    private static final long METER_NS = 33_000_000;
    /// A picture that comes a little early still counts: two pictures of 16.7 ms are one step of a meter.
    private static final long METER_SLACK_NS = 4_000_000;

    private final MixerModel mixer;
    private final MixerLook look;
    private final Tooltip hint = new Tooltip();
    private final Map<PlayerModel, PlayerView> players = new HashMap<>();
    private final Map<ChannelModel, StripView> strips = new HashMap<>();
    private final HBox row = new HBox();
    private final ScrollPane scroller = new ScrollPane(row);
    private final HBox outputRow = new HBox();
    private final Pulses.Listener pulse = this::onPulse;
    private long meteredNs = Long.MIN_VALUE;

    /// The view of a mixer.
    public MixerView(MixerModel mixer, MixerLook look, Pulses pulses) {
        this.mixer = mixer;
        this.look = look;
        getStyleClass().setAll("mixer");
        getStylesheets()
                .add(Objects.requireNonNull(MixerView.class.getResource("mixer.css"))
                        .toExternalForm());
        row.getStyleClass().setAll("players");
        scroller.getStyleClass().add("scroller");
        scroller.setFitToHeight(true);
        scroller.setVbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroller.setFocusTraversable(false);
        // The stock skin keeps its content as one picture, which meters would make it paint anew from edge to edge.
        scroller.skinProperty().subscribe(() -> {
            Node viewport = scroller.lookup(".viewport");
            if (viewport != null) {
                viewport.setCache(false);
            }
        });
        Label title = new Label(look.texts().of("player.buses"));
        title.getStyleClass().setAll("name");
        VBox header = new VBox(title);
        header.getStyleClass().setAll("header");
        outputRow.getStyleClass().setAll("strips");
        Region underBar = new Region();
        // As high as the scroll bar beside it, so that all strips end at the same height.
        underBar.minHeightProperty()
                .bind(Bindings.createDoubleBinding(
                        () -> scroller.getHeight()
                                - scroller.getViewportBounds().getHeight(),
                        scroller.heightProperty(),
                        scroller.viewportBoundsProperty()));
        VBox outputs = new VBox(header, outputRow, underBar);
        VBox.setVgrow(outputRow, Priority.ALWAYS);
        outputs.getStyleClass().setAll("player", "outputs", "colour-plain");
        setTop(new MixerBar(mixer, look, hint));
        setCenter(scroller);
        setRight(outputs);
        mixer.players().addListener((ListChangeListener<PlayerModel>) _ -> arrangePlayers());
        mixer.outputs().addListener((ListChangeListener<ChannelModel>) _ -> arrangeOutputs());
        arrangePlayers();
        arrangeOutputs();
        look.widthProperty().addListener(_ -> showWidth());
        showWidth();
        MixerKeys keys = new MixerKeys(mixer, this::inSight);
        addEventHandler(KeyEvent.KEY_PRESSED, keys::press);
        addEventHandler(KeyEvent.KEY_TYPED, keys::type);
        addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, this::showMenu);
        ChangeListener<Node> follow = (_, _, focused) -> keepInSight(focused);
        sceneProperty().addListener((_, before, now) -> {
            if (before != null) {
                before.focusOwnerProperty().removeListener(follow);
                pulses.remove(pulse);
            }
            if (now != null) {
                now.focusOwnerProperty().addListener(follow);
                pulses.add(pulse);
            }
        });
    }

    private void showWidth() {
        for (MixerLook.Width width : MixerLook.Width.values()) {
            pseudoClassStateChanged(
                    PseudoClass.getPseudoClass(width.styleClass()),
                    width == look.widthProperty().get());
        }
    }

    private void arrangePlayers() {
        players.keySet().retainAll(mixer.players());
        row.getChildren()
                .setAll(mixer.players().stream()
                        .map(player -> players.computeIfAbsent(
                                player,
                                _ -> new PlayerView(player, look, hint, channel -> strip(channel, colour(player)))))
                        .toList());
    }

    private static int colour(PlayerModel player) {
        return player.kind() == ChannelKind.REMOTE ? player.colour() : -1;
    }

    private void arrangeOutputs() {
        outputRow
                .getChildren()
                .setAll(mixer.outputs().stream()
                        .map(channel -> strip(channel, -1))
                        .toList());
    }

    private StripView strip(ChannelModel channel, int colour) {
        return strips.computeIfAbsent(channel, _ -> new StripView(channel, mixer, look, hint, colour));
    }

    private List<StripView> inSight() {
        return mixer.inSight().stream()
                .map(strips::get)
                .filter(Objects::nonNull)
                .toList();
    }

    private void onPulse(long nowNs) {
        mixer.onPulse(nowNs);
        if (meteredNs == Long.MIN_VALUE || nowNs - meteredNs >= METER_NS - METER_SLACK_NS) {
            meteredNs = nowNs;
            Bounds window = scroller.localToScene(scroller.getLayoutBounds());
            for (ChannelModel channel : mixer.inSight()) {
                channel.meter().advance(nowNs);
                StripView strip = strips.get(channel);
                if (strip != null && (channel.id().kind().isOutput() || isInside(strip, window))) {
                    strip.showMeter();
                }
            }
        }
    }

    private static boolean isInside(StripView strip, Bounds window) {
        double left = strip.localToScene(0, 0).getX();
        return left + strip.getWidth() > window.getMinX() && left < window.getMaxX();
    }

    /// The strip that has the focus is never scrolled out of sight.
    private void keepInSight(@Nullable Node focused) {
        if (focused == null) {
            return;
        }
        StripView.of(focused).filter(strip -> isIn(strip, row)).ifPresent(strip -> {
            double room = row.getWidth() - scroller.getViewportBounds().getWidth();
            double left = row.sceneToLocal(strip.localToScene(0, 0)).getX();
            double shown = scroller.getHvalue() * Math.max(0, room);
            double last = left + strip.getWidth() - scroller.getViewportBounds().getWidth();
            if (room > 0 && (left < shown || last > shown)) {
                scroller.setHvalue(Math.clamp((left < shown ? left : last) / room, 0, 1));
            }
        });
    }

    private static boolean isIn(Node node, Node ancestor) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at.equals(ancestor)) {
                return true;
            }
        }
        return false;
    }

    private void showMenu(ContextMenuEvent event) {
        if (event.getTarget() instanceof Node target) {
            StripView.of(target).ifPresent(strip -> {
                StripMenu.of(strip.channel(), mixer, look).show(strip, event.getScreenX(), event.getScreenY());
                event.consume();
            });
        }
    }
}
