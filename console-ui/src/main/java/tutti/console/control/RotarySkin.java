package tutti.console.control;

import javafx.scene.control.SkinBase;
import javafx.scene.layout.Region;
import javafx.scene.shape.Arc;
import javafx.scene.shape.ArcType;
import javafx.scene.shape.Line;

/// Draws a [Rotary]: 270 degrees of track, over it the arc from the neutral value, and a pointer.
final class RotarySkin extends SkinBase<Rotary> {
    private static final double START_DEGREES = 225;
    private static final double SWEEP_DEGREES = -270;
    private static final double TRAVEL_PIXELS = 160;
    private static final double POINTER_FROM = 0.25;
    private static final double POINTER_TO = 0.8;

    private final Region body = new Region();
    private final Arc track = arc("track");
    private final Arc arc = arc("arc");
    private final Line pointer = new Line();

    RotarySkin(Rotary rotary) {
        super(rotary);
        body.getStyleClass().setAll("body");
        body.setManaged(false);
        pointer.getStyleClass().setAll("pointer");
        pointer.setManaged(false);
        rotary.setCache(true);
        getChildren().addAll(body, track, arc, pointer);
        getChildren().forEach(child -> child.setMouseTransparent(true));
        new MoveBehaviour(rotary, () -> TRAVEL_PIXELS);
        registerChangeListener(rotary.valueProperty(), _ -> point());
    }

    private static Arc arc(String styleClass) {
        Arc arc = new Arc();
        arc.setType(ArcType.OPEN);
        arc.getStyleClass().setAll(styleClass);
        arc.setManaged(false);
        return arc;
    }

    @Override
    protected void layoutChildren(double x, double y, double width, double height) {
        double radius = Math.min(width, height) / 2;
        double centreX = x + width / 2;
        double centreY = y + height / 2;
        double inner = radius - track.getStrokeWidth();
        body.resizeRelocate(centreX - inner, centreY - inner, 2 * inner, 2 * inner);
        for (Arc each : new Arc[] {track, arc}) {
            each.setCenterX(centreX);
            each.setCenterY(centreY);
            each.setRadiusX(radius - each.getStrokeWidth() / 2);
            each.setRadiusY(radius - each.getStrokeWidth() / 2);
        }
        track.setStartAngle(START_DEGREES);
        track.setLength(SWEEP_DEGREES);
        point();
    }

    private void point() {
        Travel travel = getSkinnable().travel();
        double position = travel.position(getSkinnable().getValue());
        double neutral = travel.position(travel.neutral());
        arc.setStartAngle(START_DEGREES + neutral * SWEEP_DEGREES);
        arc.setLength((position - neutral) * SWEEP_DEGREES);
        double angle = Math.toRadians(START_DEGREES + position * SWEEP_DEGREES);
        double radius = track.getRadiusX();
        pointer.setStartX(track.getCenterX() + POINTER_FROM * radius * Math.cos(angle));
        pointer.setStartY(track.getCenterY() - POINTER_FROM * radius * Math.sin(angle));
        pointer.setEndX(track.getCenterX() + POINTER_TO * radius * Math.cos(angle));
        pointer.setEndY(track.getCenterY() - POINTER_TO * radius * Math.sin(angle));
    }
}
