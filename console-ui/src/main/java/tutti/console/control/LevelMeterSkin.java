package tutti.console.control;

import javafx.scene.control.Label;
import javafx.scene.control.SkinBase;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;

/// Draws a [LevelMeter] with plain rectangles on whole pixels: for each zone of the scale one for the peak and over it
/// one for the power. A zone that is full or empty does not change, so little is painted anew.
final class LevelMeterSkin extends SkinBase<LevelMeter> {
    private static final double[] ZONE_TOPS_DB = {
        MeterScale.NORMAL_DB, MeterScale.HIGH_DB, MeterScale.FULL_DB, Double.POSITIVE_INFINITY
    };
    private static final String[] ZONES = {"low", "normal", "high", "over"};
    private static final int[] MARKS_DB = {0, -6, -18, -30, -40, -50};
    private static final int HOLD_PIXELS = 2;

    private final Label max = new Label();
    private final Region well = new Region();
    private final Rectangle[] peaks = new Rectangle[ZONES.length];
    private final Rectangle[] powers = new Rectangle[ZONES.length];
    private final Rectangle hold = rectangle("hold");
    private final Region[] marks = new Region[MARKS_DB.length];
    private final Label[] numbers = new Label[MARKS_DB.length];
    private final int[] zoneTops = new int[ZONES.length];
    private int bottom;
    private int height;
    private int shownPeak = -1;
    private int shownPower = -1;
    private int shownHold = -1;

    LevelMeterSkin(LevelMeter meter) {
        super(meter);
        max.getStyleClass().setAll("max");
        well.getStyleClass().setAll("well");
        well.setManaged(false);
        getChildren().addAll(max, well);
        for (int zone = 0; zone < ZONES.length; zone++) {
            peaks[zone] = rectangle("peak", ZONES[zone]);
            powers[zone] = rectangle("power", ZONES[zone]);
            getChildren().addAll(peaks[zone], powers[zone]);
        }
        getChildren().add(hold);
        for (int mark = 0; mark < marks.length; mark++) {
            marks[mark] = new Region();
            marks[mark].getStyleClass().setAll("mark");
            marks[mark].setManaged(false);
            numbers[mark] = new Label(Integer.toString(Math.abs(MARKS_DB[mark])));
            numbers[mark].getStyleClass().setAll("number");
            numbers[mark].setManaged(false);
            numbers[mark].visibleProperty().bind(meter.scaledProperty());
            getChildren().addAll(marks[mark], numbers[mark]);
        }
        max.addEventHandler(MouseEvent.MOUSE_PRESSED, event -> {
            meter.reset();
            event.consume();
        });
        registerChangeListener(meter.scaledProperty(), _ -> showMax());
        showMax();
    }

    private static Rectangle rectangle(String... styleClasses) {
        Rectangle rectangle = new Rectangle();
        rectangle.getStyleClass().setAll(styleClasses);
        rectangle.setManaged(false);
        rectangle.setMouseTransparent(true);
        rectangle.setSmooth(false);
        return rectangle;
    }

    @Override
    protected void layoutChildren(double x, double y, double width, double height) {
        double headHeight = snapSizeY(max.prefHeight(-1));
        // A narrow meter is narrower than its number, of which no digit may be missing.
        double headWidth = Math.max(width, snapSizeX(max.prefWidth(-1)));
        max.resizeRelocate(Math.rint(x + (width - headWidth) / 2), y, headWidth, headHeight);
        double top = y + headHeight + well.snappedTopInset();
        this.height = (int) Math.max(0, Math.floor(y + height - top - well.snappedBottomInset()));
        bottom = (int) Math.floor(top) + this.height;
        double scaleWidth = getSkinnable().scaledProperty().get() ? scaleWidth() : 0;
        well.resizeRelocate(x + scaleWidth, y + headHeight, width - scaleWidth, height - headHeight);
        double left = Math.rint(x + scaleWidth + well.snappedLeftInset());
        double barWidth =
                Math.max(0, Math.rint(width - scaleWidth - well.snappedLeftInset() - well.snappedRightInset()));
        for (int zone = 0; zone < ZONES.length; zone++) {
            zoneTops[zone] = pixels(ZONE_TOPS_DB[zone]);
            place(peaks[zone], left, barWidth);
            place(powers[zone], left, barWidth);
        }
        place(hold, left, barWidth);
        hold.setHeight(HOLD_PIXELS);
        for (int mark = 0; mark < marks.length; mark++) {
            double markHeight = marks[mark].prefHeight(-1);
            int markY = bottom - pixels(MARKS_DB[mark]);
            marks[mark].resizeRelocate(left, markY, barWidth, markHeight);
            double numberHeight = snapSizeY(numbers[mark].prefHeight(-1));
            numbers[mark].resizeRelocate(x, markY - Math.rint(numberHeight / 2), scaleWidth, numberHeight);
        }
        shownPeak = -1;
        shownPower = -1;
        shownHold = -1;
        showLevels();
    }

    private double scaleWidth() {
        double widest = 0;
        for (Label number : numbers) {
            widest = Math.max(widest, number.prefWidth(-1));
        }
        return Math.ceil(widest);
    }

    private static void place(Rectangle rectangle, double left, double width) {
        rectangle.setX(left);
        rectangle.setWidth(width);
    }

    private int pixels(double levelDb) {
        return (int) Math.rint(MeterScale.deflection(levelDb) * height);
    }

    void showLevels() {
        LevelMeter meter = getSkinnable();
        int peak = pixels(meter.peakDb());
        int power = Math.min(peak, pixels(meter.rmsDb()));
        int held = pixels(meter.holdDb());
        if (peak != shownPeak) {
            fill(peaks, peak);
            shownPeak = peak;
        }
        if (power != shownPower) {
            fill(powers, power);
            shownPower = power;
        }
        if (held != shownHold) {
            hold.setVisible(held > 0);
            hold.setY(bottom - held);
            shownHold = held;
        }
    }

    private void fill(Rectangle[] bar, int level) {
        int zoneBottom = 0;
        for (int zone = 0; zone < bar.length; zone++) {
            int filled = Math.max(0, Math.min(level, zoneTops[zone]) - zoneBottom);
            bar[zone].setVisible(filled > 0);
            bar[zone].setY(bottom - zoneBottom - filled);
            bar[zone].setHeight(filled);
            zoneBottom = zoneTops[zone];
        }
    }

    void showMax() {
        max.setText(getSkinnable().maxWords());
        getSkinnable().requestLayout();
    }

    @Override
    protected double computePrefHeight(double width, double top, double right, double bottom, double left) {
        return top + 12 * max.prefHeight(-1) + bottom;
    }

    @Override
    protected double computeMinHeight(double width, double top, double right, double bottom, double left) {
        return top + 3 * max.prefHeight(-1) + bottom;
    }
}
