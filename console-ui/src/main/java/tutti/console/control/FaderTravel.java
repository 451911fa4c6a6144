package tutti.console.control;

/// The travel of a desk's fader in dB, as the engine's own: piecewise linear through -90, -60, -30, -10 and +10 dB at
/// 0, 1/16, 1/4, 1/2 and 1 (Behringer X32; P. Maillot, "Unofficial X32/M32 OSC remote protocol"). 0 dB is at 3/4, and
/// the very bottom is silence. An arrow key moves 1 dB, 2 dB below -30 and 5 dB below -60, where steps are small.
public final class FaderTravel implements Travel {
    /// The one there is.
    public static final FaderTravel DESK = new FaderTravel();

    /// Silence in dB, as the control tree writes it.
    public static final double SILENCE_DB = -144;

    private static final double[] POSITIONS = {0, 1 / 16.0, 1 / 4.0, 1 / 2.0, 1};
    private static final double[] LEVELS_DB = {-90, -60, -30, -10, 10};
    private static final double LOWEST_DB = LEVELS_DB[0];

    private FaderTravel() {}

    @Override
    public double min() {
        return SILENCE_DB;
    }

    @Override
    public double max() {
        return LEVELS_DB[LEVELS_DB.length - 1];
    }

    @Override
    public double neutral() {
        return 0;
    }

    @Override
    public double value(double position) {
        return position > 0 ? interpolate(POSITIONS, LEVELS_DB, Math.min(1, position)) : SILENCE_DB;
    }

    @Override
    public double position(double levelDb) {
        return levelDb > LOWEST_DB ? interpolate(LEVELS_DB, POSITIONS, Math.min(max(), levelDb)) : 0;
    }

    @Override
    public double stepped(double levelDb, double steps) {
        double from = Math.max(LOWEST_DB, levelDb);
        double to = from + steps * stepDb(from, steps);
        return to <= LOWEST_DB ? SILENCE_DB : Math.min(max(), to);
    }

    private static double stepDb(double fromDb, double steps) {
        // On a boundary the direction decides, so that up and down are the same way.
        double inside = steps < 0 ? Math.nextDown(fromDb) : fromDb;
        return inside < -60 ? 5 : inside < -30 ? 2 : 1;
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
