package tutti.console.control;

/// How a meter moves: from true maxima and mean powers of short stretches to what an eye can follow.
///
/// The peak rises at once and falls 20 dB in 1.5 s (IEC 60268-18 has 1.7 s +-0.3); the RMS follows with 300 ms, as a VU
/// meter does (IEC 60268-17); the peak's line stands for 2 s and then falls with it. Everything goes by elapsed time,
/// so
/// that a late picture shows the same. Full scale lights a lamp that stays lit until [#reset].
///
/// Thread: one.
public final class MeterBallistics {
    /// What it shows when nothing comes.
    public static final double BOTTOM_DB = FaderTravel.SILENCE_DB;

    private static final double FALL_DB_PER_S = 20 / 1.5;
    private static final double RMS_SECONDS = 0.3;
    private static final double HOLD_SECONDS = 2;
    private static final double CLIP_DB = 0;
    private static final double LONGEST_STEP_S = 60;

    private double peakDb = BOTTOM_DB;
    private double power;
    private double holdDb = BOTTOM_DB;
    private double heldSeconds;
    private double maxDb = BOTTOM_DB;
    private boolean isClipped;
    private long latestNs;
    private boolean isMoving;

    /// Takes what was measured since the last call.
    ///
    /// @param measuredPeakDb the greatest sample, dBFS
    /// @param measuredRmsDb the mean power, dBFS
    /// @param nowNs a clock of any origin
    public void advance(double measuredPeakDb, double measuredRmsDb, long nowNs) {
        double seconds = isMoving ? Math.clamp((nowNs - latestNs) / 1e9, 0, LONGEST_STEP_S) : 0;
        latestNs = nowNs;
        isMoving = true;
        peakDb = Math.max(Math.max(BOTTOM_DB, measuredPeakDb), peakDb - seconds * FALL_DB_PER_S);
        double measuredPower = measuredRmsDb <= BOTTOM_DB ? 0 : Math.pow(10, measuredRmsDb / 10);
        power += (measuredPower - power) * (1 - Math.exp(-seconds / RMS_SECONDS));
        hold(seconds);
        maxDb = Math.max(maxDb, measuredPeakDb);
        isClipped |= measuredPeakDb >= CLIP_DB;
    }

    private void hold(double seconds) {
        if (peakDb >= holdDb) {
            holdDb = peakDb;
            heldSeconds = 0;
            return;
        }
        double before = heldSeconds;
        heldSeconds += seconds;
        double falling = heldSeconds - Math.max(before, HOLD_SECONDS);
        if (falling > 0) {
            holdDb = Math.max(peakDb, holdDb - falling * FALL_DB_PER_S);
        }
    }

    /// The peak's bar, dBFS.
    public double peakDb() {
        return peakDb;
    }

    /// The RMS's bar, dBFS.
    public double rmsDb() {
        return power <= 0 ? BOTTOM_DB : Math.max(BOTTOM_DB, 10 * Math.log10(power));
    }

    /// The line above the bars, dBFS.
    public double holdDb() {
        return holdDb;
    }

    /// The greatest peak since the last [#reset], dBFS.
    public double maxDb() {
        return maxDb;
    }

    /// Whether full scale was reached since the last [#reset].
    public boolean isClipped() {
        return isClipped;
    }

    /// Forgets the greatest peak and puts the lamp out.
    public void reset() {
        maxDb = BOTTOM_DB;
        isClipped = false;
    }
}
