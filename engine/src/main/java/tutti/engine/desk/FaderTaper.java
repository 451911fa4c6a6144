package tutti.engine.desk;

/// The travel of a fader: where on its way from 0 to 1 a level lies.
///
/// Piecewise linear through -90, -60, -30, -10 and +10 dB at 0, 1/16, 1/4, 1/2 and 1, as on the Behringer X32 (P.
/// Maillot, "Unofficial X32/M32 OSC remote protocol"): 0 dB is at 3/4, and the upper half covers 20 dB. The very
/// bottom is silence. For example -6 dB is at 0.6.
public final class FaderTaper {
    /// The level at the top.
    public static final double TOP_DB = 10;

    private static final double[] POSITIONS = {0, 1 / 16.0, 1 / 4.0, 1 / 2.0, 1};
    private static final double[] LEVELS_DB = {-90, -60, -30, -10, TOP_DB};

    private FaderTaper() {}

    /// The level at a position.
    ///
    /// @param position what lies outside 0 to 1 counts as the nearer end
    /// @return in dB, [Decibels#SILENCE] at the bottom
    public static double levelDb(double position) {
        if (!(position > 0)) {
            return Decibels.SILENCE;
        }
        return interpolate(POSITIONS, LEVELS_DB, Math.min(1, position));
    }

    /// The position of a level: 0 below -90 dB, 1 above +10 dB.
    public static double position(double levelDb) {
        if (!(levelDb > LEVELS_DB[0])) {
            return 0;
        }
        return interpolate(LEVELS_DB, POSITIONS, Math.min(TOP_DB, levelDb));
    }

    private static double interpolate(double[] from, double[] to, double value) {
        int upper = 1;
        while (value > from[upper]) {
            upper++;
        }
        double share = (value - from[upper - 1]) / (from[upper] - from[upper - 1]);
        return to[upper - 1] + share * (to[upper] - to[upper - 1]);
    }
}
