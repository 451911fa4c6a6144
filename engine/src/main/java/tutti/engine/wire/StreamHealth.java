package tutti.engine.wire;

/// What a receiver measured of one stream beyond [ReportBlock]: how packets are lost, what that did to the sound, and
/// whether the path fills up. The sender chooses codec and copies by it.
///
/// All numbers are in the units of the wire; values that do not fit are cut off at the greatest.
///
/// @param ssrc the stream
/// @param lossShare share of packets lost in the last 2 s, before repair, in 1/65,536
/// @param slowLossShare the same over 20 s
/// @param burstPackets 90 % of the lost packets lay in bursts of at most so many
/// @param allowanceQuarters how far back a copy may lie and still be in time, in quarters of a packet
/// @param meanBurst mean length of a burst, in 1/16 packet
/// @param concealedShare share of frames made up in the last 2 s, after repair, in 1/65,536
/// @param queueingDelay how far the path's delay lies above its least of late, in 1/65,536 s
/// @param repairedShares for distance d = 1 to 8: the share of the lost packets that a copy d packets back would have
///     repaired, in 1/255; d = 1 in the highest byte
public record StreamHealth(
        int ssrc,
        int lossShare,
        int slowLossShare,
        int burstPackets,
        int allowanceQuarters,
        int meanBurst,
        int concealedShare,
        int queueingDelay,
        long repairedShares) {
    /// The furthest distance that [#repairedShare] knows.
    public static final int MAX_DISTANCE = 8;

    static final int BYTES = 24;
    private static final int UNITS = 65_536;
    private static final int MAX_16 = 0xFFFF;
    private static final int MAX_8 = 0xFF;

    public StreamHealth {
        lossShare = Math.clamp(lossShare, 0, MAX_16);
        slowLossShare = Math.clamp(slowLossShare, 0, MAX_16);
        burstPackets = Math.clamp(burstPackets, 0, MAX_8);
        allowanceQuarters = Math.clamp(allowanceQuarters, 0, MAX_8);
        meanBurst = Math.clamp(meanBurst, 0, MAX_16);
        concealedShare = Math.clamp(concealedShare, 0, MAX_16);
        queueingDelay = Math.clamp(queueingDelay, 0, MAX_16);
    }

    /// A share or a time in seconds in units of 1/65,536, for the constructor.
    public static int units(double value) {
        return (int) Math.round(Math.clamp(value, 0, 1) * UNITS);
    }

    /// Share of packets lost in the last 2 s, 0 to 1.
    public double fastLoss() {
        return (double) lossShare / UNITS;
    }

    /// Share of packets lost in the last 20 s, 0 to 1.
    public double slowLoss() {
        return (double) slowLossShare / UNITS;
    }

    /// How far back a copy may lie and still be in time.
    public double allowancePackets() {
        return allowanceQuarters / 4.0;
    }

    /// Mean length of a burst of losses, 0 while none was seen.
    public double meanBurstPackets() {
        return meanBurst / 16.0;
    }

    /// Share of frames made up in the last 2 s, 0 to 1.
    public double concealed() {
        return (double) concealedShare / UNITS;
    }

    /// How far the path's delay lies above its least of late.
    public long queueNs() {
        return NtpTime.shortToNs(queueingDelay);
    }

    /// The share of the lost packets that a copy so far back would have repaired, 0 to 1.
    ///
    /// @param distance in packets, 0 (nothing is repaired) to [#MAX_DISTANCE]
    public double repairedShare(int distance) {
        int shift = 8 * (MAX_DISTANCE - distance);
        return distance == 0 ? 0 : ((repairedShares >>> shift) & MAX_8) / (double) MAX_8;
    }
}
