package tutti.console.panel;

import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;

/// A share of something that must not be used up: a track and what of it is full. From 70 % on it is `high`, from 100 %
/// on it is `over`.
public final class ShareBar extends Region {
    private static final double HIGH = 0.7;
    private static final PseudoClass IS_HIGH = PseudoClass.getPseudoClass("high");
    private static final PseudoClass IS_OVER = PseudoClass.getPseudoClass("over");

    private final Region full = new Region();
    private double share;

    /// Nothing is full.
    public ShareBar() {
        getStyleClass().add("share-bar");
        setAccessibleRole(AccessibleRole.PROGRESS_INDICATOR);
        full.getStyleClass().add("share-bar-full");
        getChildren().add(full);
    }

    /// Shows a share.
    ///
    /// @param now 0 for nothing, 1 for all; more is drawn as all
    public void show(double now) {
        if (now != share) {
            share = now;
            pseudoClassStateChanged(IS_HIGH, now >= HIGH && now < 1);
            pseudoClassStateChanged(IS_OVER, now >= 1);
            requestLayout();
        }
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth() - snappedLeftInset() - snappedRightInset();
        full.resizeRelocate(
                snappedLeftInset(),
                snappedTopInset(),
                snapSizeX(width * Math.clamp(share, 0, 1)),
                getHeight() - snappedTopInset() - snappedBottomInset());
    }
}
