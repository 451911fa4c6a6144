package tutti.codecs.pcm;

import tutti.plugins.api.RealTimeSafe;

/// Noise with a triangular density over (-1, 1) quantisation steps, mean 0, variance 1/6.
///
/// It is the sum of two uniform variables over (-1/2, 1/2), 1/12 each. Added before rounding (1/12 more) it makes the
/// first two moments of the total error independent of the signal: mean 0, variance 1/4 step^2 (Lipshitz, Wannamaker
/// and Vanderkooy, "Quantization and Dither: A Theoretical Survey", JAES 40(5), 1992).
///
/// The generator is SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA
/// 2014): a counter and a mixer of shifts, xors and two multiplications, good for any seed, zero included. The halves
/// of one 64-bit number are the two uniform variables.
@RealTimeSafe
final class TriangularDither {
    private static final double STEPS_PER_UNIT = 0x1p-32;

    private long state;

    TriangularDither(long seed) {
        state = seed;
    }

    /// The next value, in quantisation steps.
    double next() {
        state += 0x9E3779B97F4A7C15L;
        long mixed = state;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        mixed ^= mixed >>> 31;
        return ((mixed >> 32) + (int) mixed) * STEPS_PER_UNIT;
    }
}
