package tutti.engine.desk;

/// Levels in decibels, 0 dB = a factor of 1. [#SILENCE] stands for a factor of 0, because neither OSC nor JSON can
/// say minus infinity everywhere.
public final class Decibels {
    /// Silence, and the least level that can be set: a 24-bit sample's least bit is at -138 dB.
    public static final double SILENCE = -144;

    private Decibels() {}

    /// The factor `10^(dB / 20)`; 0 at [#SILENCE] and below.
    public static double toLinear(double db) {
        return db <= SILENCE ? 0 : Math.pow(10, db / 20);
    }

    /// `20 log10(factor)`, at least [#SILENCE].
    public static double ofLinear(double linear) {
        return linear <= 0 ? SILENCE : Math.max(SILENCE, 20 * Math.log10(linear));
    }

    /// Levels one after the other: their sum, silence if any of them is.
    public static double inSeries(double oneDb, double otherDb) {
        return oneDb <= SILENCE || otherDb <= SILENCE ? SILENCE : Math.max(SILENCE, oneDb + otherDb);
    }

    /// @throws IllegalArgumentException with a sentence, if `db` is not from `leastDb` to `mostDb`
    static double checked(String what, double db, double leastDb, double mostDb) {
        if (!(db >= leastDb && db <= mostDb)) {
            throw new IllegalArgumentException(
                    what + " goes from " + text(leastDb) + " to " + text(mostDb) + " dB, not to " + text(db) + ".");
        }
        return db;
    }

    private static String text(double db) {
        return db == Math.rint(db) ? Long.toString((long) db) : Double.toString(db);
    }
}
