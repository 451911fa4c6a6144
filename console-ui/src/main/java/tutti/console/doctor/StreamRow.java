package tutti.console.doctor;

import java.util.EnumMap;
import java.util.Map;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import tutti.console.text.Texts;

/// One stream: its latency by part, with a legend in words and numbers, and two minutes of what was lost.
final class StreamRow extends VBox {
    private final Texts texts;
    private final Label track = new Label();
    private final Label total = new Label();
    private final LatencyBar bar = new LatencyBar();
    private final Map<LatencyPart, Label> legend = new EnumMap<>(LatencyPart.class);
    private final RepairTimeline timeline;
    private final StreamDiary diary;
    private final Label figures = new Label();

    StreamRow(Texts texts, StreamDiary diary) {
        this.texts = texts;
        this.diary = diary;
        getStyleClass().add("stream-row");
        track.getStyleClass().add("stream-name");
        total.getStyleClass().addAll("figure", "stream-total");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox head = new HBox(track, gap, total);
        head.getStyleClass().add("card-head");
        FlowPane parts = new FlowPane();
        parts.getStyleClass().add("latency-legend");
        for (LatencyPart part : LatencyPart.values()) {
            Region swatch = new Region();
            swatch.getStyleClass().addAll("swatch", "part-" + part.word());
            Label label = new Label();
            label.getStyleClass().add("figure");
            label.setGraphic(swatch);
            legend.put(part, label);
            parts.getChildren().add(label);
        }
        timeline = new RepairTimeline(diary);
        figures.getStyleClass().addAll("figure", "muted");
        figures.setWrapText(true);
        Label span = new Label(texts.of("doctor.timeline.span"));
        span.getStyleClass().add("muted");
        HBox key = new HBox(span, timelineKey("repaired"), timelineKey("lost"), timelineKey("concealed"));
        key.getStyleClass().add("timeline-legend");
        getChildren().addAll(head, bar, parts, timeline, key, figures);
    }

    private Label timelineKey(String series) {
        Region swatch = new Region();
        swatch.getStyleClass().addAll("swatch", "swatch-" + series);
        Label label = new Label(texts.of("doctor.timeline." + series));
        label.setGraphic(swatch);
        return label;
    }

    void show(StreamReading reading, double scaleMs) {
        track.setText(texts.of("doctor.stream", reading.track(), reading.codec()));
        total.setText(
                reading.portToPortMs().isPresent()
                        ? texts.of("doctor.port_to_port", reading.portToPortMs().getAsDouble())
                        : texts.of("doctor.port_to_port.unknown"));
        bar.show(reading.partsMs(), scaleMs);
        bar.setAccessibleText(texts.of("doctor.bar.spoken", reading.track(), total.getText()));
        legend.forEach((part, label) -> {
            Double ms = reading.partsMs().get(part);
            label.setText(texts.of(
                    "doctor.part",
                    texts.of("doctor.part." + part.word()),
                    ms == null ? texts.of("figure.unknown") : texts.of("figure.ms", ms)));
        });
        StreamReading.Totals minute = diary.lastMinute();
        figures.setText(texts.of(
                "doctor.figures",
                reading.jitterMs(),
                reading.bufferMs(),
                reading.driftPpm(),
                minute.lost(),
                minute.repaired(),
                minute.late(),
                minute.concealedShare() * 100));
        timeline.setAccessibleText(
                texts.of("doctor.timeline.spoken", minute.lost(), minute.repaired(), minute.concealedShare() * 100));
    }

    void renewTimeline() {
        timeline.renew();
    }
}
