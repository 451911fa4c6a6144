package tutti.console.doctor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import tutti.console.panel.Page;
import tutti.console.panel.Panel;
import tutti.console.panel.Timed;
import tutti.console.panel.Workplace;

/// The connection doctor on the screen.
public final class DoctorPanel implements Panel {
    private static final long READ_NS = 250_000_000;
    private static final long SECOND_NS = 1_000_000_000;

    /// Bars are compared, so their common scale grows in steps and does not tremble.
    private static final double SCALE_STEP_MS = 20;

    private final Workplace place;
    private final DoctorModel model;
    private final VBox cards = new VBox();
    private final Page page;
    private final Map<String, PeerCard> byName = new LinkedHashMap<>();
    private final Timed reading = new Timed(READ_NS);
    private final Timed second = new Timed(SECOND_NS);

    /// @param model whose diaries somebody else keeps
    public DoctorPanel(Workplace place, DoctorModel model) {
        this.place = place;
        this.model = model;
        Label explanation = new Label(place.texts().of("doctor.explanation"));
        explanation.getStyleClass().add("muted");
        explanation.setWrapText(true);
        cards.getStyleClass().add("cards");
        page = new Page(place.texts(), name(), explanation, cards);
    }

    @Override
    public String name() {
        return "doctor";
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
        if (reading.isDue(nowNs)) {
            show(model.peers());
        }
        if (second.isDue(nowNs)) {
            byName.values().forEach(PeerCard::renewTimelines);
        }
    }

    private void show(List<PeerReading> peers) {
        List<String> names = peers.stream().map(PeerReading::name).toList();
        if (!List.copyOf(byName.keySet()).equals(names)) {
            Map<String, PeerCard> before = Map.copyOf(byName);
            byName.clear();
            names.forEach(name -> {
                PeerCard known = before.get(name);
                byName.put(name, known == null ? new PeerCard(place.texts()) : known);
            });
            cards.getChildren().setAll(byName.values());
        }
        double topMs = peers.stream()
                .flatMap(peer -> peer.streams().stream())
                .mapToDouble(stream -> stream.reading().partsMs().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum())
                .max()
                .orElse(0);
        double scaleMs = Math.max(SCALE_STEP_MS, Math.ceil(topMs / SCALE_STEP_MS) * SCALE_STEP_MS);
        for (PeerReading peer : peers) {
            PeerCard card = byName.get(peer.name());
            if (card != null) {
                card.show(peer, scaleMs);
            }
        }
    }
}
