package tutti.console.control;

/// Where on a meter a level stands: the scale of IEC 60268-18, from -70 dBFS at the bottom to +6 at the top. Percents
/// of
/// deflection, with 100 at 0 dBFS: 0, 2.5, 7.5, 15, 30, 50, 75, 100, 115 at -70, -60, -50, -40, -30, -20, -10, 0, +6.
///
/// Thread: any.
public final class MeterScale {
    /// Where a level begins to be a good one.
    public static final double NORMAL_DB = -18;

    /// Where headroom begins to be short.
    public static final double HIGH_DB = -6;

    /// Full scale.
    public static final double FULL_DB = 0;

    private static final double[] LEVELS_DB = {-70, -60, -50, -40, -30, -20, -10, 0, 6};
    private static final double[] PERCENTS = {0, 2.5, 7.5, 15, 30, 50, 75, 100, 115};
    private static final int LAST = LEVELS_DB.length - 1;

    private MeterScale() {}

    /// The deflection, 0 at the bottom to 1 at the top.
    public static double deflection(double levelDb) {
        if (!(levelDb > LEVELS_DB[0])) {
            return 0;
        }
        if (levelDb >= LEVELS_DB[LAST]) {
            return 1;
        }
        int upper = 1;
        while (levelDb > LEVELS_DB[upper]) {
            upper++;
        }
        double share = (levelDb - LEVELS_DB[upper - 1]) / (LEVELS_DB[upper] - LEVELS_DB[upper - 1]);
        return (PERCENTS[upper - 1] + share * (PERCENTS[upper] - PERCENTS[upper - 1])) / PERCENTS[LAST];
    }
}
