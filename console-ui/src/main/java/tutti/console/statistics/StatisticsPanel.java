package tutti.console.statistics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import tutti.console.panel.Page;
import tutti.console.panel.Panel;
import tutti.console.panel.ShareBar;
import tutti.console.panel.Timed;
import tutti.console.panel.Workplace;
import tutti.console.text.Texts;

/// The engine's figures on the screen.
public final class StatisticsPanel implements Panel {
    private static final long READ_NS = 250_000_000;

    private final Texts texts;
    private final StatisticsModel model;
    private final Page page;
    private final Label format = new Label();
    private final Map<String, ShareBar> bars = new LinkedHashMap<>();
    private final Map<String, Label> times = new LinkedHashMap<>();
    private final Map<String, Label> counters = new LinkedHashMap<>();
    private final GridPane links = new GridPane();
    private final List<List<Label>> cells = new ArrayList<>();
    private final Timed reading = new Timed(READ_NS);
    private List<String> shownPeers = List.of();

    public StatisticsPanel(Workplace place) {
        this.texts = place.texts();
        this.model = new StatisticsModel(place.mirror());
        page = new Page(texts, name(), callback(), counts(), linkTable());
    }

    private VBox callback() {
        GridPane rows = new GridPane();
        rows.getStyleClass().add("load-rows");
        for (String what : List.of("median", "p999", "max")) {
            ShareBar bar = new ShareBar();
            GridPane.setHgrow(bar, Priority.ALWAYS);
            Label time = new Label();
            time.getStyleClass().add("figure");
            bars.put(what, bar);
            times.put(what, time);
            rows.addRow(bars.size() - 1, new Label(texts.of("statistics.callback." + what)), bar, time);
        }
        format.getStyleClass().add("muted");
        return card("statistics.callback", format, rows);
    }

    private VBox counts() {
        FlowPane tiles = new FlowPane();
        tiles.getStyleClass().add("tiles");
        for (String name : StatisticsModel.COUNTERS) {
            Label value = new Label();
            value.getStyleClass().add("tile-figure");
            Label words = new Label(texts.of("statistics.counter." + name));
            words.getStyleClass().add("muted");
            VBox tile = new VBox(value, words);
            tile.getStyleClass().add("tile");
            counters.put(name, value);
            tiles.getChildren().add(tile);
        }
        return card("statistics.counters", tiles);
    }

    private VBox linkTable() {
        links.getStyleClass().add("figures-table");
        Label explanation = new Label(texts.of("statistics.links.explanation"));
        explanation.getStyleClass().add("muted");
        explanation.setWrapText(true);
        return card("statistics.links", explanation, links);
    }

    private VBox card(String key, Node... content) {
        Label title = new Label(texts.of(key));
        title.getStyleClass().add("card-title");
        VBox card = new VBox(title);
        card.getChildren().addAll(content);
        card.getStyleClass().add("card");
        return card;
    }

    @Override
    public String name() {
        return "statistics";
    }

    @Override
    public boolean isPresent() {
        return model.isPresent();
    }

    @Override
    public Node node() {
        return page;
    }

    @Override
    public void onPulse(long nowNs) {
        if (!reading.isDue(nowNs)) {
            return;
        }
        StatisticsModel.Callback callback = model.callback();
        format.setText(texts.of(
                "statistics.callback.format",
                model.driver(),
                model.rateHz(),
                model.periodFrames(),
                callback.periodUs() / 1e3));
        show("median", callback, callback.medianUs());
        show("p999", callback, callback.p999Us());
        show("max", callback, callback.maxUs());
        counters.forEach((name, label) -> label.setText(texts.of("figure.whole", model.counter(name))));
        showLinks(model.links());
    }

    private void show(String what, StatisticsModel.Callback callback, double us) {
        ShareBar bar = bars.get(what);
        Label time = times.get(what);
        if (bar != null && time != null) {
            bar.show(callback.share(us));
            time.setText(texts.of("statistics.callback.time", us, callback.share(us)));
            bar.setAccessibleText(texts.of("statistics.callback." + what) + ", " + time.getText());
        }
    }

    private void showLinks(List<StatisticsModel.Link> all) {
        List<String> peers = all.stream().map(StatisticsModel.Link::peer).toList();
        if (!peers.equals(shownPeers)) {
            shownPeers = peers;
            layOut(all);
        }
        for (int column = 0; column < all.size(); column++) {
            for (int row = 0; row < StatisticsModel.LINK_FIGURES.size(); row++) {
                long count = all.get(column).counts().get(row);
                cells.get(column).get(row).setText(count < 0 ? "" : texts.of("figure.whole", count));
            }
        }
    }

    /// A player a column, a figure a row: there are more figures than players to be read across.
    private void layOut(List<StatisticsModel.Link> all) {
        links.getChildren().clear();
        cells.clear();
        for (int row = 0; row < StatisticsModel.LINK_FIGURES.size(); row++) {
            links.add(new Label(texts.of("statistics.link." + StatisticsModel.LINK_FIGURES.get(row))), 0, row + 1);
        }
        for (int column = 0; column < all.size(); column++) {
            String peer = all.get(column).peer();
            Label head = new Label(peer.isEmpty() ? texts.of("statistics.link.nobody") : peer);
            head.getStyleClass().add("table-head");
            links.add(head, column + 1, 0);
            List<Label> labels = new ArrayList<>();
            for (int row = 0; row < StatisticsModel.LINK_FIGURES.size(); row++) {
                Label cell = new Label();
                cell.getStyleClass().addAll("figure", "table-figure");
                labels.add(cell);
                links.add(cell, column + 1, row + 1);
            }
            cells.add(labels);
        }
    }
}
