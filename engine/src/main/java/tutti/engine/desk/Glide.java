package tutti.engine.desk;

/// One number on its way during a [Crossfade]. Whoever moves the control meanwhile has it: it goes no further by
/// itself.
final class Glide {
    /// Where the fader's travel ends; what lies below is not worth the time.
    private static final double BOTTOM_DB = -90;

    private final double from;
    private final double to;
    private final double begin;
    private final double end;
    private double last;
    private boolean isTaken;

    private Glide(double from, double to, double begin, double end) {
        this.from = from;
        this.to = to;
        this.begin = begin;
        this.end = end;
        this.last = from;
    }

    /// A number that goes straight.
    static Glide straight(double from, double to) {
        return new Glide(from, to, from, to);
    }

    /// A level, straight in dB and from or to silence by way of -90 dB.
    static Glide level(double fromDb, double toDb) {
        return new Glide(fromDb, toDb, Math.max(BOTTOM_DB, fromDb), Math.max(BOTTOM_DB, toDb));
    }

    /// What the number is to be.
    ///
    /// @param present what it is
    /// @param share how much of the way is done, 0 to 1
    double next(double present, double share) {
        isTaken |= present != last;
        if (isTaken) {
            return present;
        }
        last = at(share);
        return last;
    }

    /// Where it is if nobody moves it.
    double at(double share) {
        return share <= 0 ? from : share >= 1 ? to : begin + (end - begin) * share;
    }
}
