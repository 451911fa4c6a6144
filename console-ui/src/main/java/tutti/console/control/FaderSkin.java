package tutti.console.control;

import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.SkinBase;
import javafx.scene.layout.Region;

/// Draws a [Fader]: the scale's numbers, its lines, the groove, and the thumb over them.
final class FaderSkin extends SkinBase<Fader> {
    private static final int[] MARKS_DB = {10, 5, 0, -5, -10, -20, -30, -40, -50, -60};
    private static final PseudoClass UNITY = PseudoClass.getPseudoClass("unity");

    private final Region groove = region("groove");
    private final Region filled = region("filled");
    private final Region thumb = region("thumb");
    private final List<Mark> marks = new ArrayList<>();

    private record Mark(double position, Region line, Label number) {}

    FaderSkin(Fader fader) {
        super(fader);
        for (int db : MARKS_DB) {
            mark(fader.travel().position(db), db == 0, Integer.toString(Math.abs(db)));
        }
        mark(0, false, "\u221E");
        // A meter beside it is painted 30 times a second, and with it what lies between: as a picture, not as a shape.
        thumb.setCache(true);
        getChildren().addAll(groove, filled, thumb);
        new MoveBehaviour(fader, this::travelPixels);
        registerChangeListener(fader.valueProperty(), _ -> placeThumb());
    }

    private void mark(double position, boolean isUnity, String words) {
        Region line = region("mark");
        Label number = new Label(words);
        number.getStyleClass().setAll("number");
        line.pseudoClassStateChanged(UNITY, isUnity);
        number.pseudoClassStateChanged(UNITY, isUnity);
        number.setMouseTransparent(true);
        number.visibleProperty().bind(getSkinnable().bareProperty().not());
        number.setManaged(false);
        marks.add(new Mark(position, line, number));
        getChildren().addAll(line, number);
    }

    private static Region region(String styleClass) {
        Region region = new Region();
        region.getStyleClass().setAll(styleClass);
        region.setMouseTransparent(true);
        region.setManaged(false);
        return region;
    }

    private double travelPixels() {
        return getSkinnable().getHeight() - snappedTopInset() - snappedBottomInset() - thumb.prefHeight(-1);
    }

    private double axisX() {
        double thumbWidth = thumb.prefWidth(-1);
        double left = snappedLeftInset();
        double room = getSkinnable().getWidth() - left - snappedRightInset();
        return getSkinnable().bareProperty().get()
                ? left + Math.rint(room / 2)
                : left + Math.rint(room - thumbWidth / 2);
    }

    private double y(double position) {
        return snappedTopInset() + Math.rint(thumb.prefHeight(-1) / 2 + (1 - position) * travelPixels());
    }

    @Override
    protected void layoutChildren(double x, double y, double width, double height) {
        double axis = axisX();
        double grooveWidth = groove.prefWidth(-1);
        groove.resizeRelocate(axis - Math.rint(grooveWidth / 2), y(1), grooveWidth, y(0) - y(1));
        double thumbWidth = thumb.prefWidth(-1);
        double markLeft = axis - Math.rint(thumbWidth / 2);
        for (Mark mark : marks) {
            double lineHeight = mark.line().prefHeight(-1);
            mark.line()
                    .resizeRelocate(markLeft, y(mark.position()) - Math.floor(lineHeight / 2), thumbWidth, lineHeight);
            double numberWidth = snapSizeX(mark.number().prefWidth(-1));
            double numberHeight = snapSizeY(mark.number().prefHeight(-1));
            mark.number()
                    .resizeRelocate(
                            markLeft - numberWidth,
                            y(mark.position()) - Math.rint(numberHeight / 2),
                            numberWidth,
                            numberHeight);
        }
        placeThumb();
    }

    private void placeThumb() {
        Fader fader = getSkinnable();
        double width = thumb.prefWidth(-1);
        double height = thumb.prefHeight(-1);
        double centre = y(fader.travel().position(fader.getValue()));
        double axis = axisX();
        thumb.resizeRelocate(axis - Math.rint(width / 2), centre - Math.rint(height / 2), width, height);
        double filledWidth = filled.prefWidth(-1);
        filled.resizeRelocate(axis - Math.rint(filledWidth / 2), centre, filledWidth, Math.max(0, y(0) - centre));
    }

    @Override
    protected double computePrefWidth(double height, double top, double right, double bottom, double left) {
        double numbers = getSkinnable().bareProperty().get()
                ? 0
                : marks.stream()
                        .mapToDouble(mark -> mark.number().prefWidth(-1))
                        .max()
                        .orElse(0);
        return left + Math.ceil(numbers) + thumb.prefWidth(-1) + right;
    }

    @Override
    protected double computeMinWidth(double height, double top, double right, double bottom, double left) {
        return left + thumb.prefWidth(-1) + right;
    }

    @Override
    protected double computePrefHeight(double width, double top, double right, double bottom, double left) {
        return top + 6 * thumb.prefHeight(-1) + bottom;
    }

    @Override
    protected double computeMinHeight(double width, double top, double right, double bottom, double left) {
        return top + 3 * thumb.prefHeight(-1) + bottom;
    }
}
