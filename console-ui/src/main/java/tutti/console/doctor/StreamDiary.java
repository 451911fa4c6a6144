package tutti.console.doctor;

import tutti.console.doctor.StreamReading.Totals;

/// What became of a stream's packets in each of the last 120 seconds. The rings hold shares, 0 to 1, or -1 for a second
/// that was not watched.
public final class StreamDiary {
    /// As much as one looks back at when something sounded odd.
    public static final int SECONDS = 120;

    private static final double UNWATCHED = -1;

    private final double[] lost = new double[SECONDS];
    private final double[] repaired = new double[SECONDS];
    private final double[] concealed = new double[SECONDS];
    private int next;
    private Totals before = Totals.NONE;
    private Totals lastMinute = Totals.NONE;
    private final Totals[] seconds = new Totals[SECONDS];
    private boolean hasBegun;

    StreamDiary() {
        for (int second = 0; second < SECONDS; second++) {
            lost[second] = UNWATCHED;
            repaired[second] = UNWATCHED;
            concealed[second] = UNWATCHED;
            seconds[second] = Totals.NONE;
        }
    }

    /// Once a second.
    void write(Totals now) {
        if (hasBegun) {
            Totals second = now.since(before);
            lost[next] = second.lostShare();
            repaired[next] = second.repairedShare();
            concealed[next] = second.concealedShare();
            seconds[next] = second;
            next = (next + 1) % SECONDS;
        }
        hasBegun = true;
        before = now;
        lastMinute = sum(60);
    }

    private Totals sum(int numSeconds) {
        double[] all = new double[6];
        for (int back = 1; back <= numSeconds; back++) {
            Totals each = seconds[Math.floorMod(next - back, SECONDS)];
            all[0] += each.received();
            all[1] += each.lost();
            all[2] += each.late();
            all[3] += each.repaired();
            all[4] += each.played();
            all[5] += each.concealed();
        }
        return new Totals(all[0], all[1], all[2], all[3], all[4], all[5]);
    }

    /// What happened in the last 60 s.
    public Totals lastMinute() {
        return lastMinute;
    }

    /// The share that was lost in a second.
    ///
    /// @param secondsAgo 0 for the last one, to 119
    /// @return 0 to 1, or -1 if nobody watched
    public double lost(int secondsAgo) {
        return lost[index(secondsAgo)];
    }

    /// The share that a copy stood in for, as above.
    public double repaired(int secondsAgo) {
        return repaired[index(secondsAgo)];
    }

    /// The share of the sound that was made up, as above.
    public double concealed(int secondsAgo) {
        return concealed[index(secondsAgo)];
    }

    private int index(int secondsAgo) {
        return Math.floorMod(next - 1 - secondsAgo, SECONDS);
    }
}
