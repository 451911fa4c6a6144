package tutti.console.shell;

import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import tutti.console.link.Mirror;
import tutti.console.link.Mirror.Presence;
import tutti.console.panel.Icon;
import tutti.console.text.Texts;

/// The line on top: which engine, how it is, how late it is, and how the console looks.
final class Header extends HBox {
    private static final int MINUTE_S = 60;

    private final Texts texts;
    private final Mirror mirror;
    private final Label engine = new Label();
    private final Label state = new Label();
    private final Label load = new Label();
    private final Label clock = new Label();
    private final Label scale = new Label();
    private final ToggleButton speaks = new ToggleButton();
    private final Button leave = new Button();

    /// What the header's buttons do.
    interface Hands {
        void toggleTheme();

        void scaleBy(int percent);

        void speakFocus(boolean speaks);

        void showShortcuts();

        void leave();
    }

    /// @param canSpeak whether there is anything here that speaks
    Header(Texts texts, Mirror mirror, Hands hands, boolean canSpeak) {
        this.texts = texts;
        this.mirror = mirror;
        getStyleClass().add("shell-header");
        Label brand = new Label(texts.of("brand"));
        brand.getStyleClass().add("brand");
        engine.getStyleClass().add("engine-name");
        state.getStyleClass().addAll("pill", "state");
        load.getStyleClass().addAll("figure", "muted", "load");
        clock.getStyleClass().addAll("figure", "clock");
        scale.getStyleClass().addAll("figure", "muted");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        leave.setText(texts.of("header.leave"));
        leave.setAccessibleText(texts.of("header.leave"));
        leave.setOnAction(_ -> hands.leave());
        speaks.setOnAction(_ -> hands.speakFocus(speaks.isSelected()));
        named(speaks, "speak");
        getChildren()
                .addAll(
                        brand,
                        engine,
                        state,
                        gap,
                        load,
                        clock,
                        button("smaller", () -> hands.scaleBy(-25)),
                        scale,
                        button("larger", () -> hands.scaleBy(25)),
                        button("theme", hands::toggleTheme));
        if (canSpeak) {
            getChildren().add(speaks);
        }
        getChildren().addAll(button("shortcuts", hands::showShortcuts), leave);
    }

    private Button button(String what, Runnable action) {
        Button button = new Button();
        button.setOnAction(_ -> action.run());
        named(button, what);
        return button;
    }

    private void named(ButtonBase button, String what) {
        button.setGraphic(new Icon(what));
        button.getStyleClass().addAll("header-button", "flat");
        button.setAccessibleText(texts.of("header." + what));
        button.setTooltip(new Tooltip(texts.of("header." + what)));
    }

    /// Shows these wishes.
    void show(int scalePercent, boolean speaksFocus) {
        scale.setText(texts.of("header.scale", scalePercent));
        speaks.setSelected(speaksFocus);
    }

    /// Brings everything in line with what the mirror holds.
    void renew() {
        Presence presence = mirror.presence();
        boolean isHere = presence instanceof Presence.Here;
        switch (presence) {
            case Presence.Nowhere() -> show("", "nowhere");
            case Presence.Calling() -> show("", "calling");
            case Presence.Here(String name) -> show(name, "here");
            case Presence.Away(String _) -> show(engine.getText(), "away");
        }
        leave.setVisible(!(presence instanceof Presence.Nowhere));
        leave.setManaged(leave.isVisible());
        load.setVisible(isHere);
        clock.setVisible(isHere);
        if (isHere) {
            load.setText(texts.of(
                    "header.load",
                    mirror.number("/engine/cpu").orElse(0) / 100,
                    mirror.number("/engine/xruns").orElse(0)));
            clock.setText(clock(playedSeconds()));
        }
    }

    /// How long the engine has played; its own clock counts from when the computer was started.
    private long playedSeconds() {
        double rateHz = mirror.number("/engine/rate").orElse(0);
        double frames = mirror.number("/engine/cycles").orElse(0)
                * mirror.number("/engine/period").orElse(0);
        return rateHz > 0 ? (long) (frames / rateHz) : 0;
    }

    private void show(String name, String how) {
        engine.setText(name);
        state.setText(texts.of("state." + how));
        state.getStyleClass().removeIf(each -> each.startsWith("state-"));
        state.getStyleClass().add("state-" + how);
        state.setVisible(!how.equals("nowhere"));
    }

    private static String clock(long seconds) {
        return String.format(
                Locale.ROOT,
                "%d:%02d:%02d",
                seconds / MINUTE_S / MINUTE_S,
                seconds / MINUTE_S % MINUTE_S,
                seconds % MINUTE_S);
    }
}
