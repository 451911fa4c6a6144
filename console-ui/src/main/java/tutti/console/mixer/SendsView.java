package tutti.console.mixer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A strip's sends, a row each: whether, how much, and from where.
final class SendsView extends VBox {
    private final ChannelModel channel;
    private final MixerModel mixer;
    private final MixerLook look;
    private final StripParts parts;

    SendsView(ChannelModel channel, MixerModel mixer, MixerLook look, StripParts parts) {
        this.channel = channel;
        this.mixer = mixer;
        this.look = look;
        this.parts = parts;
        getStyleClass().setAll("sends");
        channel.sends().addListener((ListChangeListener<SendModel>) _ -> renew());
        mixer.sendRows().addListener(_ -> renew());
        renew();
    }

    private void renew() {
        List<Node> rows = new ArrayList<>();
        for (SendModel send : channel.sends()) {
            Node on = part(parts.sendOn(send), Part.SEND_ON);
            Node level = part(parts.sendLevel(send), Part.SEND_LEVEL);
            Node pre = part(parts.sendPre(send), Part.SEND_PRE);
            pre.visibleProperty().bind(look.widthProperty().isNotEqualTo(MixerLook.Width.NARROW));
            pre.managedProperty().bind(pre.visibleProperty());
            pre.getStyleClass().add("pre");
            HBox row = new HBox(on, level, pre);
            HBox.setHgrow(on, Priority.ALWAYS);
            row.getStyleClass().setAll("send-row");
            rows.add(row);
        }
        while (rows.size() < mixer.sendRows().get()) {
            Region blank = new Region();
            blank.getStyleClass().setAll("send-row");
            rows.add(blank);
        }
        getChildren().setAll(rows);
    }

    private static Node part(Region control, Part part) {
        control.getProperties().put(Part.class, part);
        return control;
    }

    /// A row of sends is found again in the next strip by its place.
    static Map.Entry<Part, Integer> place(Node control) {
        Node row = control.getParent();
        int at =
                row.getParent() instanceof SendsView sends ? sends.getChildren().indexOf(row) : 0;
        return Map.entry((Part) control.getProperties().get(Part.class), at);
    }
}
