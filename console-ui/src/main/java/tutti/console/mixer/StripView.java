package tutti.console.mixer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import tutti.console.control.Fader;
import tutti.console.control.LevelField;
import tutti.console.control.LevelMeter;
import tutti.console.control.MovableControl;
import tutti.console.control.SwitchButton;

/// One strip: from the top input, sends, pan, switches, the level in numbers, fader and meter, and who it is. Sections
/// stand at the same height in all strips, whatever a strip has of them.
final class StripView extends VBox {
    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
    private static final PseudoClass SILENT = PseudoClass.getPseudoClass("silent");

    private final ChannelModel channel;
    private final MixerModel mixer;
    private final MixerLook look;
    private final StripParts parts;
    private final LevelMeter meter;
    private final LevelField level;
    private final Fader fader;
    private final LoudnessView loudness;

    StripView(ChannelModel channel, MixerModel mixer, MixerLook look, Tooltip hint, int colour) {
        this.channel = channel;
        this.mixer = mixer;
        this.look = look;
        this.parts = new StripParts(channel, look, hint);
        getStyleClass().setAll("strip", colour < 0 ? "colour-plain" : "colour-" + colour);
        if (channel.id().kind().isOutput()) {
            getStyleClass().add("output");
        }
        fader = part(parts.fader(), Part.FADER);
        level = parts.field(fader);
        meter = new LevelMeter(look.numbers());
        parts.name(meter, look.texts().of("strip.meter", channel.fullName()));
        meter.setOnReset(channel.meter().ballistics()::reset);
        loudness = new LoudnessView(channel, look.numbers(), look.texts().of("strip.loudness", channel.fullName()));
        meter.scaledProperty().bind(look.widthProperty().isEqualTo(MixerLook.Width.WIDE));
        fader.bareProperty().bind(look.widthProperty().isEqualTo(MixerLook.Width.NARROW));
        getChildren().addAll(input(), sends(), pan(), switches(), level, throwAndMeter(), plate());
        channel.selected().addListener((_, _, isSelected) -> pseudoClassStateChanged(SELECTED, isSelected));
        channel.mute().on().addListener(_ -> showSilence());
        channel.silence().addListener(_ -> showSilence());
        showSilence();
    }

    private void showSilence() {
        meter.pseudoClassStateChanged(
                SILENT, channel.mute().on().get() || channel.silence().get() != ChannelModel.Silence.NONE);
    }

    static <T extends Node> T part(T control, Part part) {
        control.getProperties().put(Part.class, part);
        return control;
    }

    private Node input() {
        MovableControl trim = part(parts.trim(), Part.TRIM);
        MovableControl delay = part(parts.delay(), Part.DELAY);
        SwitchButton polarity = part(
                parts.button(look.texts().of("letter.polarity"), "polarity", ChannelModel::polarity), Part.POLARITY);
        HBox knobs = new HBox(knob(trim, "caption.trim"), knob(delay, "caption.delay"));
        knobs.getStyleClass().setAll("knobs");
        VBox input = new VBox(knobs, polarity);
        polarity.setMaxWidth(Double.MAX_VALUE);
        return section(input, "input", channel.trimDb().there().get(), look.inputShownProperty());
    }

    private Node knob(MovableControl control, String caption) {
        VBox knob = knob(control);
        Label words = new Label(look.texts().of(caption));
        words.getStyleClass().setAll("caption");
        knob.getChildren().addFirst(words);
        return knob;
    }

    private VBox knob(MovableControl control) {
        LevelField words = parts.field(control);
        words.getStyleClass().add("plain");
        VBox knob = new VBox(control, words);
        knob.getStyleClass().setAll("knob");
        HBox.setHgrow(knob, Priority.ALWAYS);
        return knob;
    }

    private Node sends() {
        return section(new SendsView(channel, mixer, look, parts), "sends", true, look.sendsShownProperty());
    }

    private static Node section(Region section, String styleClass, boolean isFilled, ObservableBooleanValue shown) {
        section.getStyleClass().setAll("section", styleClass);
        section.getChildrenUnmodifiable().forEach(child -> child.setVisible(isFilled));
        section.visibleProperty().bind(shown);
        section.managedProperty().bind(shown);
        return section;
    }

    private Node pan() {
        Node filling = channel.id().kind() == ChannelKind.BUS ? loudness : knob(part(parts.pan(), Part.PAN));
        HBox pan = new HBox(filling);
        pan.getStyleClass().setAll("section", "pan");
        if (filling != loudness) {
            filling.visibleProperty().bind(channel.pan().there());
        }
        return pan;
    }

    private Node switches() {
        GridPane grid = new GridPane();
        grid.getStyleClass().setAll("section", "switches");
        List<SwitchButton> buttons = new ArrayList<>();
        buttons.add(part(parts.mute(), Part.MUTE));
        if (channel.id().kind() == ChannelKind.BUS) {
            buttons.add(part(
                    parts.button(look.texts().of("letter.limiter"), "limit", ChannelModel::limiter), Part.LIMITER));
        } else if (channel.id().kind() != ChannelKind.VCA) {
            buttons.add(part(parts.button(look.texts().of("letter.solo"), "solo", ChannelModel::solo), Part.SOLO));
            buttons.add(part(parts.button(look.texts().of("letter.pfl"), "pfl", ChannelModel::pfl), Part.PFL));
            buttons.add(part(parts.button(look.texts().of("letter.safe"), "safe", ChannelModel::soloSafe), Part.SAFE));
        }
        for (int at = 0; at < buttons.size(); at++) {
            SwitchButton button = buttons.get(at);
            button.setMaxWidth(Double.MAX_VALUE);
            GridPane.setHgrow(button, Priority.ALWAYS);
            GridPane.setFillWidth(button, true);
            // A bus has two switches, which stand one above the other where a strip has two rows.
            boolean isStacked = buttons.size() <= 2;
            grid.add(button, isStacked ? 0 : at % 2, isStacked ? at : at / 2);
        }
        return grid;
    }

    private Node throwAndMeter() {
        HBox row = new HBox(fader);
        row.getStyleClass().setAll("throw");
        HBox.setHgrow(fader, Priority.ALWAYS);
        if (channel.id().kind() != ChannelKind.VCA) {
            row.getChildren().add(meter);
        }
        VBox.setVgrow(row, Priority.ALWAYS);
        fader.setMaxHeight(Double.MAX_VALUE);
        return row;
    }

    private Node plate() {
        Label plate = new Label(channel.name());
        plate.getStyleClass().setAll("plate");
        plate.setMaxWidth(Double.MAX_VALUE);
        parts.name(plate, channel.fullName());
        plate.textProperty()
                .bind(Bindings.when(channel.selected())
                        .then("\u2713 " + channel.name())
                        .otherwise(channel.name()));
        plate.addEventHandler(MouseEvent.MOUSE_PRESSED, this::pick);
        return plate;
    }

    private void pick(MouseEvent event) {
        if (event.getButton() != MouseButton.PRIMARY) {
            return;
        }
        Selection selection = mixer.selection();
        if (event.isShiftDown()) {
            selection.extend(channel);
        } else if (event.isShortcutDown()) {
            selection.toggle(channel);
        } else {
            selection.pick(channel);
        }
        fader.requestFocus();
        event.consume();
    }

    ChannelModel channel() {
        return channel;
    }

    /// Lets the level be typed.
    void typeLevel(String begun) {
        level.edit(begun);
    }

    /// Shows the meter as it stands.
    void showMeter() {
        meter.show(channel.meter().ballistics());
        if (channel.id().kind() == ChannelKind.BUS) {
            loudness.show();
        }
    }

    /// The control of a part, the one in the same row of sends, else the fader, which every strip has.
    Node control(Part part, int row) {
        List<Node> found = new ArrayList<>();
        collect(this, part, found);
        return found.isEmpty() ? fader : found.get(Math.min(row, found.size() - 1));
    }

    private static void collect(Node node, Part part, List<Node> found) {
        if (node.getProperties().get(Part.class) == part && !node.isDisabled() && isShown(node)) {
            found.add(node);
        } else if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, part, found));
        }
    }

    private static boolean isShown(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }

    /// The strip in which a node stands.
    static Optional<StripView> of(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at instanceof StripView strip) {
                return Optional.of(strip);
            }
        }
        return Optional.empty();
    }
}
