package tutti.console;

import java.util.List;
import java.util.function.LongSupplier;
import javafx.scene.Node;
import tutti.console.link.Mirror;
import tutti.console.mixer.DeskLayout;
import tutti.console.mixer.MixerLook;
import tutti.console.mixer.MixerModel;
import tutti.console.mixer.MixerView;
import tutti.console.model.MoveHistory;
import tutti.console.model.Pulses;
import tutti.console.model.TreeModel;
import tutti.console.panel.KeyChapter;
import tutti.console.panel.Panel;
import tutti.console.text.Texts;

/// The mixer as one of the panels.
final class MixerPanel implements Panel {
    private final Texts texts;
    private final Mirror mirror;
    private final Pulses pulses = new Pulses();
    private final MixerView view;

    MixerPanel(Texts texts, Mirror mirror, TreeModel tree, LongSupplier nanoClock) {
        this.texts = texts;
        this.mirror = mirror;
        MixerModel model = new MixerModel(tree, new MoveHistory(nanoClock), new DeskLayout());
        this.view = new MixerView(model, new MixerLook(texts.locale()), pulses);
    }

    @Override
    public String name() {
        return "mixer";
    }

    @Override
    public boolean isPresent() {
        return mirror.hasBranch("/bus");
    }

    @Override
    public Node node() {
        return view;
    }

    @Override
    public void onPulse(long nowNs) {
        pulses.beat(nowNs);
    }

    @Override
    public Node firstFocus() {
        Node fader = view.lookup(".fader");
        return fader == null ? view : fader;
    }

    @Override
    public List<KeyChapter> keys() {
        return List.of(
                KeyChapter.of(texts.of("shortcuts.mixer"), texts.of("shortcuts.mixer.keys")),
                KeyChapter.of(texts.of("shortcuts.levels"), texts.of("shortcuts.levels.keys")));
    }
}
