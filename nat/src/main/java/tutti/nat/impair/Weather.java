package tutti.nat.impair;

import java.util.random.RandomGenerator;

/// What comes over a path and goes again, on top of the scatter of single packets: it holds packets back for a while,
/// or loses them. Asked with times that never go back.
///
/// Thread: one at a time.
abstract class Weather {
    /// The answer for a packet that is lost.
    static final long LOST = -1;

    final RandomGenerator random;

    Weather(RandomGenerator random) {
        this.random = random;
    }

    /// How much longer a packet takes, or [#LOST].
    ///
    /// @param elapsedNs since the path began
    abstract long holdNs(long elapsedNs);

    /// A pause whose end is as likely at every moment: exponential with a mean.
    final long pauseNs(double meanNs) {
        return Math.round(-meanNs * Math.log(1 - random.nextDouble()));
    }

    final long betweenNs(long leastNs, long mostNs) {
        return leastNs + Math.round(random.nextDouble() * (mostNs - leastNs));
    }

    /// A queue in the access router that somebody else's upload fills and empties again: the extra delay rises and
    /// falls as half a sine over each swell.
    static final class Swells extends Weather {
        private final double meanPauseNs;
        private final long leastHeightNs;
        private final long mostHeightNs;
        private final long leastLengthNs;
        private final long mostLengthNs;
        private long beginNs;
        private long lengthNs;
        private long heightNs;

        Swells(
                RandomGenerator random,
                double meanPauseNs,
                long leastHeightNs,
                long mostHeightNs,
                long leastLengthNs,
                long mostLengthNs) {
            super(random);
            this.meanPauseNs = meanPauseNs;
            this.leastHeightNs = leastHeightNs;
            this.mostHeightNs = mostHeightNs;
            this.leastLengthNs = leastLengthNs;
            this.mostLengthNs = mostLengthNs;
            plan(0);
        }

        private void plan(long afterNs) {
            beginNs = afterNs + pauseNs(meanPauseNs);
            lengthNs = betweenNs(leastLengthNs, mostLengthNs);
            heightNs = betweenNs(leastHeightNs, mostHeightNs);
        }

        @Override
        long holdNs(long elapsedNs) {
            while (elapsedNs >= beginNs + lengthNs) {
                plan(beginNs + lengthNs);
            }
            return elapsedNs < beginNs
                    ? 0
                    : Math.round(heightNs * Math.sin(Math.PI * (elapsedNs - beginNs) / lengthNs));
        }
    }

    /// Stretches in which nothing passes, and at whose end everything passes at once: a radio channel that others
    /// use, or a handover between two cells that forwards what it held.
    static final class Stalls extends Weather {
        private final double meanPauseNs;
        private final long leastLengthNs;
        private final long mostLengthNs;
        private long beginNs;
        private long endNs;

        Stalls(RandomGenerator random, double meanPauseNs, long leastLengthNs, long mostLengthNs) {
            super(random);
            this.meanPauseNs = meanPauseNs;
            this.leastLengthNs = leastLengthNs;
            this.mostLengthNs = mostLengthNs;
            plan(0);
        }

        private void plan(long afterNs) {
            beginNs = afterNs + pauseNs(meanPauseNs);
            endNs = beginNs + betweenNs(leastLengthNs, mostLengthNs);
        }

        @Override
        long holdNs(long elapsedNs) {
            while (elapsedNs >= endNs) {
                plan(endNs);
            }
            return elapsedNs < beginNs ? 0 : endNs - elapsedNs;
        }
    }

    /// Transmission in slots, as LTE grants them: a packet waits for the next slot; a slot that fails is repeated
    /// after a fixed time.
    static final class Slots extends Weather {
        private final long slotNs;
        private final double failureShare;
        private final long repeatNs;
        private long slot = -1;
        private boolean fails;

        Slots(RandomGenerator random, long slotNs, double failureShare, long repeatNs) {
            super(random);
            this.slotNs = slotNs;
            this.failureShare = failureShare;
            this.repeatNs = repeatNs;
        }

        @Override
        long holdNs(long elapsedNs) {
            long next = Math.ceilDiv(elapsedNs, slotNs);
            while (slot < next) {
                slot++;
                fails = random.nextDouble() < failureShare;
            }
            return next * slotNs - elapsedNs + (fails ? repeatNs : 0);
        }
    }

    /// The whole path is away for a while, again and again; what is sent then is lost.
    static final class Outages extends Weather {
        private final long firstNs;
        private final long everyNs;
        private final long lengthNs;

        Outages(RandomGenerator random, long firstNs, long everyNs, long lengthNs) {
            super(random);
            this.firstNs = firstNs;
            this.everyNs = everyNs;
            this.lengthNs = lengthNs;
        }

        @Override
        long holdNs(long elapsedNs) {
            return elapsedNs >= firstNs && (elapsedNs - firstNs) % everyNs < lengthNs ? LOST : 0;
        }
    }
}
