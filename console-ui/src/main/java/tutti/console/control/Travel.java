package tutti.console.control;

/// How the way of a control, 0 to 1, becomes a value, and by how much a key moves it.
///
/// Thread: any.
public interface Travel {
    /// The least value, at 0.
    double min();

    /// The greatest value, at 1.
    double max();

    /// Where it stands when nobody has moved it.
    double neutral();

    /// The value at a position; what lies outside 0 to 1 counts as the nearer end.
    double value(double position);

    /// The position of a value, 0 to 1.
    double position(double value);

    /// The value so many steps of an arrow key away, within the range.
    ///
    /// @param steps negative for downwards; fractions for a fine move
    double stepped(double value, double steps);
}
