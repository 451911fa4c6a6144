package tutti.console.mixer;

import java.util.List;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import tutti.console.model.ToggleParameter;

/// What can be done with a strip beside moving its controls.
final class StripMenu {
    private StripMenu() {}

    static ContextMenu of(ChannelModel channel, MixerModel mixer, MixerLook look) {
        ContextMenu menu = new ContextMenu(
                item(look, "menu.left", () -> mixer.shift(channel, -1)),
                item(look, "menu.right", () -> mixer.shift(channel, 1)),
                item(look, "menu.hide", () -> mixer.hide(channel, true)),
                item(look, "menu.select", () -> mixer.selection().toggle(channel)));
        if (!channel.id().kind().isOutput() && !mixer.vcas().isEmpty()) {
            Menu groups = new Menu(look.texts().of("menu.groups"));
            List<String> vcas = List.copyOf(mixer.vcas());
            vcas.forEach(vca -> groups.getItems().add(group(channel, mixer, vca)));
            menu.getItems().add(groups);
        }
        return menu;
    }

    private static MenuItem item(MixerLook look, String key, Runnable action) {
        MenuItem item = new MenuItem(look.texts().of(key));
        item.setOnAction(_ -> action.run());
        return item;
    }

    private static MenuItem group(ChannelModel channel, MixerModel mixer, String vca) {
        ToggleParameter membership = mixer.membership(channel, vca);
        CheckMenuItem item = new CheckMenuItem(NodeNames.shown(vca));
        item.setSelected(membership.on().get());
        item.setDisable(!membership.there().get());
        item.setOnAction(_ -> membership.flip(item.isSelected()));
        return item;
    }
}
