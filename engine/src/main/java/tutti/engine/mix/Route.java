package tutti.engine.mix;

import tutti.plugins.api.RealTimeSafe;

/// The way from one strip to one bus, with a factor for each side. It lives as long as both do, so that its factors
/// glide from plan to plan.
///
/// One channel goes to both sides; of several, the first, third and so on go left and the others right.
///
/// Thread: the callback. RT-safe: yes.
@RealTimeSafe
public final class Route {
    private final MixBus bus;
    private final GainRamp left;
    private final GainRamp right;

    /// @param fadesIn for a way that is opened while strip and bus sound; otherwise it takes its first factors at
    ///     once
    public Route(MixBus bus, int sampleRateHz, boolean fadesIn) {
        this.bus = bus;
        left = new GainRamp(sampleRateHz, fadesIn);
        right = new GainRamp(sampleRateHz, fadesIn);
    }

    /// Adds one period of a strip to the bus.
    ///
    /// @param isSilent whether there is nothing in it but zeros
    void play(float[][] planar, boolean isSilent, int numFrames, float leftGain, float rightGain) {
        left.aim(leftGain);
        right.aim(rightGain);
        if (!isSilent && !left.isSilent()) {
            for (int channel = 0; channel < planar.length; channel += 2) {
                left.addTo(planar[channel], bus.left(), numFrames);
            }
        }
        if (!isSilent && !right.isSilent()) {
            for (int channel = planar.length == 1 ? 0 : 1; channel < planar.length; channel += 2) {
                right.addTo(planar[channel], bus.right(), numFrames);
            }
        }
        left.advance(numFrames);
        right.advance(numFrames);
    }
}
