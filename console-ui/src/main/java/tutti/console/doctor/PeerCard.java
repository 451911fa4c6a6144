package tutti.console.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import tutti.console.text.Texts;

/// One player's connection: the way it takes, its streams, and what to do.
final class PeerCard extends VBox {
    /// Those that there are words for; a newer engine may know more.
    private static final Set<String> WAYS = Set.of("direct", "relay", "tcp", "none");

    private final Texts texts;
    private final Label name = new Label();
    private final Label path = new Label();
    private final Label roundTrip = new Label();
    private final VBox advice = new VBox();
    private final VBox streams = new VBox();
    private final VBox sending = new VBox();
    private final Map<String, StreamRow> rows = new LinkedHashMap<>();
    private List<Advice> shownAdvice = List.of();
    private List<String> shownSending = List.of();

    PeerCard(Texts texts) {
        this.texts = texts;
        getStyleClass().addAll("card", "peer-card");
        name.getStyleClass().add("card-title");
        path.getStyleClass().add("pill");
        roundTrip.getStyleClass().addAll("figure", "muted");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox head = new HBox(name, path, gap, roundTrip);
        head.getStyleClass().add("card-head");
        advice.getStyleClass().add("advice");
        streams.getStyleClass().add("streams");
        sending.getStyleClass().add("sending");
        getChildren().addAll(head, advice, streams, sending);
    }

    /// Shows how it stands.
    ///
    /// @param scaleMs what the whole width of a latency bar stands for
    void show(PeerReading peer, double scaleMs) {
        name.setText(peer.name());
        String way = peer.isConnected() ? peer.path() : "none";
        path.setText(WAYS.contains(way) ? texts.of("doctor.path." + way) : way);
        path.getStyleClass().removeIf(each -> each.startsWith("path-"));
        path.getStyleClass().add("path-" + way);
        roundTrip.setText(
                peer.roundTripMs() < 0
                        ? ""
                        : texts.of("doctor.round_trip", peer.roundTripMs(), Math.max(0, peer.silentMs())));
        showAdvice(Advice.on(peer));
        showStreams(peer, scaleMs);
        showSending(peer.sending());
    }

    private void showAdvice(List<Advice> given) {
        if (given.equals(shownAdvice)) {
            return;
        }
        shownAdvice = given;
        advice.getChildren().clear();
        for (Advice each : given) {
            String gravity = each.gravity().name().toLowerCase(Locale.ROOT);
            Label sign = new Label(texts.of("doctor.sign." + gravity));
            sign.getStyleClass().addAll("advice-sign", "sign-" + gravity);
            Label sentence = new Label(texts.of("doctor.advice." + each.key()));
            sentence.setWrapText(true);
            sentence.getStyleClass().add("advice-sentence");
            HBox.setHgrow(sentence, Priority.ALWAYS);
            HBox line = new HBox(sign, sentence);
            line.getStyleClass().add("advice-line");
            advice.getChildren().add(line);
        }
    }

    private void showStreams(PeerReading peer, double scaleMs) {
        List<String> tracks =
                peer.streams().stream().map(stream -> stream.reading().track()).toList();
        if (!List.copyOf(rows.keySet()).equals(tracks)) {
            rows.clear();
            peer.streams().forEach(stream -> rows.put(stream.reading().track(), new StreamRow(texts, stream.diary())));
            streams.getChildren().setAll(rows.values());
        }
        for (PeerReading.Stream stream : peer.streams()) {
            StreamRow row = rows.get(stream.reading().track());
            if (row != null) {
                row.show(stream.reading(), scaleMs);
            }
        }
    }

    private void showSending(List<PeerReading.Sending> tracks) {
        List<String> words = new ArrayList<>();
        for (PeerReading.Sending track : tracks) {
            words.add(texts.of("doctor.sending", track.track(), track.codec(), track.kbps(), track.reason()));
        }
        if (words.equals(shownSending)) {
            return;
        }
        shownSending = words;
        sending.getChildren().clear();
        for (String line : words) {
            Label label = new Label(line);
            label.setWrapText(true);
            label.getStyleClass().add("muted");
            sending.getChildren().add(label);
        }
    }

    /// A second has passed.
    void renewTimelines() {
        rows.values().forEach(StreamRow::renewTimeline);
    }
}
