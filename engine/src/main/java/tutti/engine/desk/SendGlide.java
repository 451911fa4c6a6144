package tutti.engine.desk;

/// A send on its way during a [Crossfade]: one that is switched on comes from silence, one that is switched off goes
/// there first.
final class SendGlide {
    private final Send from;
    private final Send to;
    private final Glide level;
    private Send last;
    private boolean isTaken;

    SendGlide(Send from, Send to) {
        this.from = from;
        this.to = to;
        level = Glide.level(heardDb(from), heardDb(to));
        last = from;
    }

    private static double heardDb(Send send) {
        return send.on() ? send.levelDb() : Decibels.SILENCE;
    }

    Send next(Send present, double share) {
        isTaken |= !present.equals(last);
        if (isTaken) {
            return present;
        }
        boolean isHeard = from.on() || to.on();
        last = share >= 1 || !isHeard ? to : new Send(true, level.at(share), to.tap());
        return last;
    }
}
