package tutti.engine.desk;

/// How much of a strip goes left and right, for positions from -1 (left) to +1 (right).
///
/// A mono strip is panned with constant power: `left = cos(a)`, `right = sin(a)`, `a = (position + 1) pi / 4`; so
/// the centre is at -3.01 dB on both sides and the power is the same everywhere. A strip of several channels is
/// balanced: both sides are at 0 dB in the centre, and towards one end the other side goes down by `cos(|position|
/// pi / 2)`.
final class PanLaw {
    private PanLaw() {}

    static double left(double position, boolean isMono) {
        return isMono ? panned(-position) : balanced(position);
    }

    static double right(double position, boolean isMono) {
        return isMono ? panned(position) : balanced(-position);
    }

    private static double panned(double towards) {
        // The ends are exact, so that what is panned away is not heard at -320 dB.
        return towards <= -1 ? 0 : towards >= 1 ? 1 : Math.sin((towards + 1) * Math.PI / 4);
    }

    private static double balanced(double away) {
        return away <= 0 ? 1 : away >= 1 ? 0 : Math.cos(away * Math.PI / 2);
    }
}
