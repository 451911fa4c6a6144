package tutti.engine.driver.virtual;

import tutti.plugins.api.RealTimeSafe;

/// White noise in which every sample says which one it is: a hash of seed, channel and frame. All samples are whole
/// 24-bit steps, so 24-bit formats carry them to the bit. For tests that compare what was heard with what was played.
///
/// @param seed another one gives another noise
public record NoiseSource(long seed) implements SignalSource {
    @Override
    @RealTimeSafe
    public void fill(int channel, long startFrame, float[] into, int offsetFrames, int numFrames) {
        for (int i = 0; i < numFrames; i++) {
            into[offsetFrames + i] = sample(channel, startFrame + i);
        }
    }

    /// The sample at one place: -0.5 to 0.5. Thread: any. RT-safe: yes.
    @RealTimeSafe
    public float sample(int channel, long frame) {
        // The finaliser of SplitMix64 (Steele, Lea, Flood 2014, "Fast Splittable Pseudorandom Number Generators").
        long z = seed + 0x9e37_79b9_7f4a_7c15L * (frame * 257 + channel + 1);
        z = (z ^ (z >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d0_49bb_1331_11ebL;
        z ^= z >>> 31;
        return (z >> 41) * 0x1p-23f;
    }
}
