package tutti.console.mixer;

import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import tutti.console.control.SwitchButton;

/// What concerns all strips: how wide they are, what is unfolded, what is hidden, taking back, and ending all solos.
final class MixerBar extends HBox {
    private static final PseudoClass LIT = PseudoClass.getPseudoClass("lit");

    private final MixerModel mixer;
    private final MixerLook look;
    private final Tooltip hint;

    MixerBar(MixerModel mixer, MixerLook look, Tooltip hint) {
        this.mixer = mixer;
        this.look = look;
        this.hint = hint;
        getStyleClass().setAll("mixer-bar");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        getChildren()
                .addAll(
                        fold("bar.input", look.inputShownProperty()),
                        fold("bar.sends", look.sendsShownProperty()),
                        gap(),
                        width("bar.narrow", MixerLook.Width.NARROW),
                        width("bar.normal", MixerLook.Width.NORMAL),
                        width("bar.wide", MixerLook.Width.WIDE),
                        gap(),
                        hidden(),
                        gap,
                        clearSolos(),
                        gap(),
                        step("bar.undo", mixer.history()::undo, mixer.history().canUndo()),
                        step("bar.redo", mixer.history()::redo, mixer.history().canRedo()));
    }

    private static Node gap() {
        Region gap = new Region();
        gap.getStyleClass().setAll("gap");
        return gap;
    }

    private SwitchButton flipper(String key) {
        SwitchButton button = new SwitchButton(look.texts().of(key), "fold");
        name(button, key + ".hint");
        return button;
    }

    private Node fold(String key, BooleanProperty shown) {
        SwitchButton button = flipper(key);
        button.onProperty().bind(shown);
        button.flipProperty().set(shown::set);
        return button;
    }

    private Node width(String key, MixerLook.Width width) {
        SwitchButton button = flipper(key);
        button.onProperty().bind(look.widthProperty().isEqualTo(width));
        button.flipProperty().set(_ -> look.widthProperty().set(width));
        return button;
    }

    private Node step(String key, Runnable step, ObservableBooleanValue isPossible) {
        Button button = new Button(look.texts().of(key));
        button.setOnAction(_ -> step.run());
        button.disableProperty().bind(Bindings.not(isPossible));
        name(button, key + ".hint");
        return button;
    }

    private Node clearSolos() {
        Button button = new Button(look.texts().of("bar.clear_solos"));
        button.getStyleClass().add("clear-solos");
        button.setOnAction(_ -> mixer.clearSolos());
        button.disableProperty().bind(mixer.soloed().not());
        mixer.soloed().addListener((_, _, isSoloed) -> button.pseudoClassStateChanged(LIT, isSoloed));
        button.pseudoClassStateChanged(LIT, mixer.soloed().get());
        name(button, "bar.clear_solos.hint");
        return button;
    }

    private Node hidden() {
        MenuButton menu = new MenuButton();
        Runnable renew = () -> {
            menu.setText(look.texts().of("bar.hidden", mixer.hidden().size()));
            menu.getItems()
                    .setAll(mixer.hidden().stream()
                            .map(channel -> {
                                MenuItem item = new MenuItem(channel.fullName());
                                item.setOnAction(_ -> mixer.hide(channel, false));
                                return item;
                            })
                            .toList());
        };
        mixer.hidden().addListener((ListChangeListener<ChannelModel>) _ -> renew.run());
        renew.run();
        menu.visibleProperty().bind(Bindings.isNotEmpty(mixer.hidden()));
        name(menu, "bar.hidden.hint");
        return menu;
    }

    private void name(Node node, String key) {
        String words = look.texts().of(key);
        node.setAccessibleText(words);
        Tooltip.install(node, hint);
        node.setOnMouseEntered(_ -> hint.setText(words));
    }
}
