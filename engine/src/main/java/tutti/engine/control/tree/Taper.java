package tutti.engine.control.tree;

/// How a fader's way becomes dB and back: two functions that undo each other, both growing.
public interface Taper {
    /// The level for a way.
    ///
    /// @param position 0 (silence) to 1
    double positionToDb(double position);

    /// The way for a level.
    ///
    /// @return 0 to 1
    double dbToPosition(double db);
}
