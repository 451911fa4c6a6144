package tutti.console.mixer;

import java.util.Locale;
import java.util.function.Function;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// A player: who it is and how the connection stands, over the strips.
final class PlayerView extends VBox {
    private final PlayerModel player;
    private final MixerLook look;
    private final Label name = label("name");
    private final Label latency = label("latency");
    private final Label health = label("health");
    private final Label repairs = label("repairs", "repair-icon");
    private final Label gaps = label("gaps", "gap-icon");
    private final Label path = label("path", "lock-icon");

    PlayerView(PlayerModel player, MixerLook look, Tooltip hint, Function<ChannelModel, StripView> strips) {
        this.player = player;
        this.look = look;
        getStyleClass()
                .setAll("player", player.kind() == ChannelKind.REMOTE ? "colour-" + player.colour() : "colour-plain");
        HBox line = new HBox(health, latency);
        line.getStyleClass().setAll("line");
        HBox counts = new HBox(repairs, gaps);
        counts.getStyleClass().setAll("counts");
        VBox header = new VBox(name, line, counts, path);
        header.getStyleClass().setAll("header");
        Tooltip.install(header, hint);
        header.setOnMouseEntered(_ -> hint.setText(name.getText() + "\n" + header.getAccessibleText()));
        HBox row = new HBox();
        row.getStyleClass().setAll("strips");
        VBox.setVgrow(row, Priority.ALWAYS);
        getChildren().addAll(header, row);
        Runnable arrange = () -> row.getChildren()
                .setAll(player.channels().stream().<Node>map(strips).toList());
        player.channels().addListener((ListChangeListener<ChannelModel>) _ -> arrange.run());
        arrange.run();
        player.connection().addListener(_ -> header.setAccessibleText(show()));
        look.widthProperty().addListener(_ -> header.setAccessibleText(show()));
        player.name().addListener(_ -> header.setAccessibleText(show()));
        header.setAccessibleText(show());
    }

    private static Label label(String styleClass) {
        Label label = new Label();
        label.getStyleClass().setAll(styleClass);
        return label;
    }

    private static Label label(String styleClass, String iconClass) {
        Label label = label(styleClass);
        FontIcon icon = new FontIcon();
        icon.getStyleClass().add(iconClass);
        label.setGraphic(icon);
        return label;
    }

    /// @return the same in one sentence
    private String show() {
        name.setText(
                switch (player.kind()) {
                    case REMOTE -> player.name().get();
                    case OWN -> look.texts().of("player.own", player.name().get());
                    case CLICK -> look.texts().of("player.click");
                    case PLAYBACK -> look.texts().of("player.playback");
                    case VCA -> look.texts().of("player.groups");
                    case BUS -> look.texts().of("player.buses");
                });
        boolean isRemote = player.kind() == ChannelKind.REMOTE;
        health.getParent().setVisible(isRemote);
        repairs.getParent().setVisible(isRemote);
        path.setVisible(isRemote);
        if (!isRemote) {
            return name.getText();
        }
        Connection now = player.connection().get();
        String word = look.texts().of("health." + styleClass(now.health()));
        health.getStyleClass().setAll("health", styleClass(now.health()));
        health.setText(look.texts().of("sign." + styleClass(now.health())));
        String ms = now.latencyMs().isPresent()
                ? look.numbers().tenth(now.latencyMs().getAsDouble())
                : "\u2013";
        latency.setText(look.widthProperty().get() == MixerLook.Width.NARROW ? ms : ms + " ms");
        boolean hasGaps = now.gapsPerMinute() > 0;
        gaps.setVisible(hasGaps);
        gaps.setManaged(hasGaps);
        gaps.setText(Long.toString(now.gapsPerMinute()));
        repairs.setText(
                hasGaps
                        ? Long.toString(now.repairsPerMinute())
                        : look.texts().of("repairs.per_minute", now.repairsPerMinute()));
        path.setText(look.texts().of("path." + styleClass(now.path())));
        path.setContentDisplay(now.path() == Connection.Path.NONE ? ContentDisplay.TEXT_ONLY : ContentDisplay.LEFT);
        return look.texts()
                .of("connection", word, ms + " ms", path.getText(), now.repairsPerMinute(), now.gapsPerMinute());
    }

    private static String styleClass(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
