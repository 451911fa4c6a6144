package tutti.console.doctor;

import java.util.function.IntToDoubleFunction;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;

/// What was lost, repaired and made up in each of the last 120 s, the present at the right. The height of a column goes
/// with the square root of its share, full at 20 %: one packet in a thousand can be seen, and one in five does not
/// drown it.
final class RepairTimeline extends Region {
    private static final double FULL_SHARE = 0.2;

    private final Path lost = path("timeline-lost");
    private final Path repaired = path("timeline-repaired");
    private final Path concealed = path("timeline-concealed");
    private final StreamDiary diary;

    RepairTimeline(StreamDiary diary) {
        this.diary = diary;
        getStyleClass().add("repair-timeline");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        getChildren().addAll(repaired, lost, concealed);
    }

    private static Path path(String styleClass) {
        Path path = new Path();
        path.getStyleClass().addAll("timeline-column", styleClass);
        path.setManaged(false);
        return path;
    }

    /// A second has passed.
    void renew() {
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        draw(repaired, diary::repaired);
        draw(lost, diary::lost);
        draw(concealed, diary::concealed);
    }

    private void draw(Path path, IntToDoubleFunction share) {
        path.getElements().clear();
        double left = snappedLeftInset();
        double width = getWidth() - left - snappedRightInset();
        double bottom = getHeight() - snappedBottomInset();
        double height = bottom - snappedTopInset();
        for (int ago = 0; ago < StreamDiary.SECONDS; ago++) {
            double value = share.applyAsDouble(ago);
            if (value > 0) {
                double right = left + width * (StreamDiary.SECONDS - ago) / StreamDiary.SECONDS;
                double from = snapPositionX(right - width / StreamDiary.SECONDS);
                double to = Math.max(from + 1, snapPositionX(right));
                double top = snapPositionY(bottom - Math.max(1, height * Math.min(1, Math.sqrt(value / FULL_SHARE))));
                path.getElements()
                        .addAll(
                                new MoveTo(from, bottom),
                                new LineTo(from, top),
                                new LineTo(to, top),
                                new LineTo(to, bottom),
                                new ClosePath());
            }
        }
    }
}
