package tutti.engine.receive;

/// What one stream counted since it began. A snapshot; late, lost and concealed are three different things.
///
/// @param receivedPackets packets that came, in time or not
/// @param latePackets packets of which at least one frame came after it was due
/// @param lostPackets packets that never came: expected by sequence number less received (RFC 3550 A.3)
/// @param repairedPackets packets that were missing when a copy of them came in time
/// @param malformedPackets authentic packets that could not be decoded
/// @param playedFrames frames that were due so far
/// @param concealedFrames frames of those that were missing and had to be made up
/// @param gaps stretches of concealed frames
/// @param jitterFrames interarrival jitter (RFC 3550 section 6.4.1), in frames
/// @param highestSequence extended highest sequence number
public record StreamCounters(
        long receivedPackets,
        long latePackets,
        long lostPackets,
        long repairedPackets,
        long malformedPackets,
        long playedFrames,
        long concealedFrames,
        long gaps,
        double jitterFrames,
        long highestSequence) {}
