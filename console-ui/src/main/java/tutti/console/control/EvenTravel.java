package tutti.console.control;

/// A travel on which equal ways are equal differences: pan, trim, delay.
///
/// @param step what an arrow key moves
public record EvenTravel(double min, double max, double neutral, double step) implements Travel {
    /// Checks the range.
    public EvenTravel {
        if (!(min < max && neutral >= min && neutral <= max && step > 0)) {
            throw new IllegalArgumentException("A travel goes up from its least value through its neutral one.");
        }
    }

    @Override
    public double value(double position) {
        return min + Math.clamp(position, 0, 1) * (max - min);
    }

    @Override
    public double position(double value) {
        return Math.clamp((value - min) / (max - min), 0, 1);
    }

    @Override
    public double stepped(double value, double steps) {
        return Math.clamp(value + steps * step, min, max);
    }
}
