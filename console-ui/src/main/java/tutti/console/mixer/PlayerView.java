package tutti.console.mixer;

import java.util.Locale;
import java.util.function.Function;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A player: who it is and how the connection stands, over the strips.
final class PlayerView extends VBox {
    private final PlayerModel player;
    private final MixerLook look;
    private final Label name = label("name");
    private final Label latency = label("latency");
    private final Label health = label("health");
    private final Label repairs = label("repairs");
    private final Label path = label("path");

    PlayerView(PlayerModel player, MixerLook look, Tooltip hint, Function<ChannelModel, StripView> strips) {
        this.player = player;
        this.look = look;
        getStyleClass()
                .setAll("player", player.kind() == ChannelKind.REMOTE ? "colour-" + player.colour() : "colour-plain");
        HBox line = new HBox(health, latency);
        line.getStyleClass().setAll("line");
        VBox header = new VBox(name, line, repairs, path);
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
        player.name().addListener(_ -> header.setAccessibleText(show()));
        header.setAccessibleText(show());
    }

    private static Label label(String styleClass) {
        Label label = new Label();
        label.getStyleClass().setAll(styleClass);
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
        repairs.setVisible(isRemote);
        path.setVisible(isRemote);
        if (!isRemote) {
            return name.getText();
        }
        Connection now = player.connection().get();
        String word = look.texts().of("health." + styleClass(now.health()));
        health.getStyleClass().setAll("health", styleClass(now.health()));
        health.setText(look.texts().of("sign." + styleClass(now.health())));
        latency.setText(
                now.latencyMs().isPresent()
                        ? look.numbers().tenth(now.latencyMs().getAsDouble()) + " ms"
                        : look.texts().of("latency.unknown"));
        repairs.setText(
                now.gapsPerMinute() > 0
                        ? look.texts().of("repairs.gaps", now.repairsPerMinute(), now.gapsPerMinute())
                        : look.texts().of("repairs.only", now.repairsPerMinute()));
        String way = look.texts().of("path." + styleClass(now.path()));
        path.setText(now.path() == Connection.Path.NONE ? way : look.texts().of("path.encrypted", way));
        return look.texts().of("connection", word, latency.getText(), way, now.repairsPerMinute(), now.gapsPerMinute());
    }

    private static String styleClass(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
