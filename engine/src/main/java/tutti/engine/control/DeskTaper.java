package tutti.engine.control;

import tutti.engine.control.tree.Taper;
import tutti.engine.desk.FaderTaper;

/// The desk's taper, as the tree asks for it.
final class DeskTaper implements Taper {
    static final Taper OF_DESK = new DeskTaper();

    private DeskTaper() {}

    @Override
    public double positionToDb(double position) {
        return FaderTaper.levelDb(position);
    }

    @Override
    public double dbToPosition(double db) {
        return FaderTaper.position(db);
    }
}
