package tutti.nat.impair;

/// What one direction of a network does to packets. Start from [#NONE] and say what differs.
///
/// @param delayNs the delay of every packet, 0 or more
/// @param jitterNs the unit of the scatter around it, 0 or more; what it means is the law's to say
/// @param jitterLaw how delays scatter
/// @param lossProbability the share of packets lost in the long run, 0 to 1
/// @param meanBurstPackets how many packets in a row a loss takes, on average: 1 = every packet decides for itself,
/// more =
///     Gilbert's model, where all packets are lost in the bad state
/// @param keepsOrder true: a packet that would overtake the one before it waits for it; false: it overtakes
/// @param duplicateProbability the share of packets that arrive twice, 0 to 1, the copy with a delay of its own
/// @param rateBps bits per second that pass, headers of IPv4 and UDP (28 bytes a packet) included; 0 = no limit
public record Impairment(
        long delayNs,
        long jitterNs,
        JitterLaw jitterLaw,
        double lossProbability,
        double meanBurstPackets,
        boolean keepsOrder,
        double duplicateProbability,
        long rateBps) {
    /// A network that does nothing to its packets.
    public static final Impairment NONE = new Impairment(0, 0, JitterLaw.NORMAL, 0, 1, true, 0, 0);

    private static final long MAX_DELAY_NS = 60_000_000_000L;

    public Impairment {
        require(delayNs >= 0 && delayNs <= MAX_DELAY_NS, "A network delay must be between 0 and 60 seconds.");
        require(jitterNs >= 0 && jitterNs <= MAX_DELAY_NS, "Network jitter must be between 0 and 60 seconds.");
        require(lossProbability >= 0 && lossProbability <= 1, "Packet loss must be between 0 and 100 percent.");
        require(
                meanBurstPackets >= 1 && meanBurstPackets <= 1e6,
                "The mean length of a loss burst must be between 1 and 1,000,000 packets.");
        // The bad state is entered with probability loss / (burst * (1 - loss)), which must be one.
        require(
                lossProbability == 1
                        || meanBurstPackets == 1
                        || lossProbability / (1 - lossProbability) <= meanBurstPackets,
                "So much loss needs longer bursts: loss / (1 - loss) must not exceed the mean burst length.");
        require(
                duplicateProbability >= 0 && duplicateProbability <= 1,
                "The share of duplicated packets must be between 0 and 100 percent.");
        require(rateBps >= 0, "A rate limit must be 0 (none) or more bits per second.");
    }

    /// The same with another delay.
    public Impairment withDelayNs(long newDelayNs) {
        return new Impairment(
                newDelayNs,
                jitterNs,
                jitterLaw,
                lossProbability,
                meanBurstPackets,
                keepsOrder,
                duplicateProbability,
                rateBps);
    }

    /// The same with other jitter.
    public Impairment withJitter(JitterLaw newLaw, long newJitterNs) {
        return new Impairment(
                delayNs,
                newJitterNs,
                newLaw,
                lossProbability,
                meanBurstPackets,
                keepsOrder,
                duplicateProbability,
                rateBps);
    }

    /// The same with other loss.
    public Impairment withLoss(double newLossProbability, double newMeanBurstPackets) {
        return new Impairment(
                delayNs,
                jitterNs,
                jitterLaw,
                newLossProbability,
                newMeanBurstPackets,
                keepsOrder,
                duplicateProbability,
                rateBps);
    }

    /// The same, but jitter may let packets overtake each other.
    public Impairment withReordering() {
        return new Impairment(
                delayNs, jitterNs, jitterLaw, lossProbability, meanBurstPackets, false, duplicateProbability, rateBps);
    }

    /// The same with another share of duplicates.
    public Impairment withDuplicates(double newDuplicateProbability) {
        return new Impairment(
                delayNs,
                jitterNs,
                jitterLaw,
                lossProbability,
                meanBurstPackets,
                keepsOrder,
                newDuplicateProbability,
                rateBps);
    }

    /// The same with another rate limit.
    public Impairment withRateBps(long newRateBps) {
        return new Impairment(
                delayNs,
                jitterNs,
                jitterLaw,
                lossProbability,
                meanBurstPackets,
                keepsOrder,
                duplicateProbability,
                newRateBps);
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
