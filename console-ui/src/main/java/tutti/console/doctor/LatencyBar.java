package tutti.console.doctor;

import java.util.EnumMap;
import java.util.Map;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;

/// A stream's latency as one bar, stacked of its parts, on a scale that all bars share. Its parts carry the style
/// classes
/// `part-capture` to `part-playback`; its height is the stylesheet's.
final class LatencyBar extends Region {
    private final Map<LatencyPart, Region> parts = new EnumMap<>(LatencyPart.class);
    private final Map<LatencyPart, Double> shownMs = new EnumMap<>(LatencyPart.class);
    private double scaleMs = 1;

    LatencyBar() {
        getStyleClass().add("latency-bar");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        for (LatencyPart part : LatencyPart.values()) {
            Region region = new Region();
            region.getStyleClass().addAll("latency-part", "part-" + part.word());
            parts.put(part, region);
            getChildren().add(region);
        }
    }

    /// Shows these parts.
    ///
    /// @param topMs what the whole width stands for
    void show(Map<LatencyPart, Double> partsMs, double topMs) {
        if (shownMs.equals(partsMs) && scaleMs == topMs) {
            return;
        }
        shownMs.clear();
        shownMs.putAll(partsMs);
        scaleMs = Math.max(1, topMs);
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double left = snappedLeftInset();
        double width = getWidth() - left - snappedRightInset();
        double height = getHeight() - snappedTopInset() - snappedBottomInset();
        double atMs = 0;
        for (Map.Entry<LatencyPart, Region> each : parts.entrySet()) {
            double ms = shownMs.getOrDefault(each.getKey(), 0.0);
            double from = snapPositionX(left + Math.min(1, atMs / scaleMs) * width);
            double to = snapPositionX(left + Math.min(1, (atMs + ms) / scaleMs) * width);
            each.getValue().resizeRelocate(from, snappedTopInset(), to - from, height);
            each.getValue().setVisible(to > from);
            atMs += ms;
        }
    }
}
