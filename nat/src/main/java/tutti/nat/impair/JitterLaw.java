package tutti.nat.impair;

import java.util.random.RandomGenerator;

/// How delays scatter. Each law draws in units of [Impairment#jitterNs].
public enum JitterLaw {
    /// Gaussian; the unit is the standard deviation. A delay that would be negative becomes 0.
    NORMAL {
        @Override
        double draw(RandomGenerator random) {
            return random.nextGaussian();
        }
    },
    /// Anything between -1 and +1, equally likely: the unit is the half width.
    UNIFORM {
        @Override
        double draw(RandomGenerator random) {
            return 2 * random.nextDouble() - 1;
        }
    },
    /// Delay is only ever added, most often little, sometimes very much, as on busy wireless links: the Lomax form of
    /// Pareto's law with shape 2.5, `(1 - u)^(-1 / 2.5) - 1` for a uniform u. The unit is the scale: the mean added
    /// is 1 / (2.5 - 1) = 0.67 of it, one packet in a hundred is later than 5.3 of it, one in a thousand than 14.8.
    PARETO {
        @Override
        double draw(RandomGenerator random) {
            return Math.pow(1 - random.nextDouble(), -1 / PARETO_SHAPE) - 1;
        }
    };

    private static final double PARETO_SHAPE = 2.5;

    abstract double draw(RandomGenerator random);
}
