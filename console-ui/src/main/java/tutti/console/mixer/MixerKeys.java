package tutti.console.mixer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyEvent;
import tutti.console.model.ToggleParameter;

/// The mixer's keys.
///
/// Left and right go from strip to strip and keep to the same control; with Shift they move the strip itself. M, S, P
/// and
/// F flip mute, solo, PFL and solo-safe; X selects, Ctrl+A selects all, Escape none; C puts the clip lamp out, H hides;
/// Ctrl+Z takes back, Ctrl+Y or Ctrl+Shift+Z does again; a digit begins to type the level. What has the focus comes
/// first.
final class MixerKeys {
    private final MixerModel mixer;
    private final Supplier<List<StripView>> strips;

    MixerKeys(MixerModel mixer, Supplier<List<StripView>> strips) {
        this.mixer = mixer;
        this.strips = strips;
    }

    void press(KeyEvent event) {
        if (!(event.getTarget() instanceof Node target) || target instanceof TextInputControl || event.isAltDown()) {
            return;
        }
        boolean isDone = event.isShortcutDown()
                ? shortcut(event)
                : StripView.of(target).map(strip -> plain(event, strip, target)).orElse(false);
        if (isDone) {
            event.consume();
        }
    }

    private boolean shortcut(KeyEvent event) {
        switch (event.getCode()) {
            case Z -> step(event.isShiftDown());
            case Y -> mixer.history().redo();
            case A -> mixer.selection().all();
            default -> {
                return false;
            }
        }
        return true;
    }

    private void step(boolean isForwards) {
        if (isForwards) {
            mixer.history().redo();
        } else {
            mixer.history().undo();
        }
    }

    private boolean plain(KeyEvent event, StripView strip, Node target) {
        ChannelModel channel = strip.channel();
        switch (event.getCode()) {
            case LEFT -> go(strip, target, -1, event.isShiftDown());
            case RIGHT -> go(strip, target, 1, event.isShiftDown());
            case M -> flip(channel, ChannelModel::mute);
            case S -> flip(channel, ChannelModel::solo);
            case P -> flip(channel, ChannelModel::pfl);
            case F -> flip(channel, ChannelModel::soloSafe);
            case C -> channel.meter().ballistics().reset();
            case X -> mixer.selection().toggle(channel);
            case H -> mixer.hide(channel, true);
            case ESCAPE -> mixer.selection().clear();
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void flip(ChannelModel channel, Function<ChannelModel, ToggleParameter> which) {
        channel.flip(which, !which.apply(channel).on().get());
    }

    private void go(StripView strip, Node target, int places, boolean isCarried) {
        if (isCarried) {
            mixer.shift(strip.channel(), places);
            target.requestFocus();
            return;
        }
        List<StripView> row = strips.get();
        int to = row.indexOf(strip) + places;
        if (to >= 0 && to < row.size()) {
            Map.Entry<Part, Integer> place = Optional.ofNullable(
                            target.getProperties().get(Part.class))
                    .map(_ -> SendsView.place(target))
                    .orElse(Map.entry(Part.FADER, 0));
            row.get(to).control(place.getKey(), place.getValue()).requestFocus();
        }
    }

    void type(KeyEvent event) {
        if (event.getTarget() instanceof Node target
                && !(target instanceof TextInputControl)
                && !event.isShortcutDown()
                && !event.isAltDown()
                && event.getCharacter().matches("[-+0-9.,]")) {
            StripView.of(target).ifPresent(strip -> {
                strip.typeLevel(event.getCharacter());
                event.consume();
            });
        }
    }
}
