package tutti.engine.mix;

import tutti.plugins.api.RealTimeSafe;

/// Smooths the times at which cycles begin, and measures how long a frame of this driver really takes.
///
/// A delay-locked loop (F. Adriaensen, "Using a DLL to filter time", LAC 2005), with d frames since the last cycle:
///
/// ```
/// e = t - (t' + d p)      t' += d p + b e      p += c e / d
/// b = sqrt(2) w           c = w^2              w = 2 pi F d p
/// ```
///
/// t is the time told, t' the smoothed one, p the length of a frame. The bandwidth F of 2 Hz takes most of a
/// wake-up's tremble away and still follows within a quarter of a second where a driver has lost time in an xrun.
/// Cycles that come more than a quarter of a period off, [#PATIENCE] in a row, are taken for a driver that has
/// shifted, and followed at once; so are those after missed ones.
///
/// Thread: the callback. RT-safe: yes.
@RealTimeSafe
public final class CycleClock {
    static final int PATIENCE = 6;

    private static final double BANDWIDTH_HZ = 2;

    /// Cards stray by 250 millionths; what is further off is no card's clock.
    private static final double MAX_STRAY = 0.002;

    private double nominalNsPerFrame;
    private double nsPerFrame;
    private double originNs;
    private double smoothNs;
    private long lastFrame;
    private long nextFrame;
    private int strayCycles;
    private boolean running;

    /// Takes in a cycle.
    ///
    /// @param cycleStartNs when it began, as the driver says
    /// @param captureFrame the number of its first frame
    /// @param numFrames its length
    /// @param nominal length of a frame at the driver's nominal rate, in nanoseconds
    /// @return when it began, smoothed
    public long update(long cycleStartNs, long captureFrame, int numFrames, double nominal) {
        long passedFrames = captureFrame - lastFrame;
        if (!running || nominal != nominalNsPerFrame || passedFrames <= 0) {
            nextFrame = captureFrame + numFrames;
            return begin(cycleStartNs, captureFrame, nominal);
        }
        lastFrame = captureFrame;
        double passedNs = passedFrames * nsPerFrame;
        double expectedNs = smoothNs + passedNs;
        double errorNs = (cycleStartNs - originNs) - expectedNs;
        strayCycles = Math.abs(errorNs) > passedNs / 4 ? strayCycles + 1 : 0;
        boolean isJump = captureFrame != nextFrame;
        if (strayCycles >= PATIENCE || isJump) {
            smoothNs = cycleStartNs - originNs;
            strayCycles = 0;
        } else {
            double w = Math.min(0.5, 2 * Math.PI * BANDWIDTH_HZ * passedNs * 1e-9);
            smoothNs = expectedNs + Math.sqrt(2) * w * errorNs;
            nsPerFrame = Math.clamp(
                    nsPerFrame + w * w * errorNs / passedFrames, nominal * (1 - MAX_STRAY), nominal * (1 + MAX_STRAY));
        }
        nextFrame = captureFrame + numFrames;
        return Math.round(originNs + smoothNs);
    }

    private long begin(long cycleStartNs, long captureFrame, double nominal) {
        running = true;
        nominalNsPerFrame = nominal;
        nsPerFrame = nominal;
        originNs = cycleStartNs;
        smoothNs = 0;
        lastFrame = captureFrame;
        strayCycles = 0;
        return cycleStartNs;
    }

    /// How long a frame takes, in nanoseconds.
    public double nsPerFrame() {
        return nsPerFrame;
    }
}
