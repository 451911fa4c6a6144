package tutti.nat.link;

/// What one link, or one endpoint, counted since it began. A snapshot.
///
/// @param sentPackets packets handed to the network
/// @param sentBytes their UDP payload bytes
/// @param sendFailures packets that the network refused
/// @param receivedPackets packets that were authenticated and passed on
/// @param receivedBytes their UDP payload bytes
/// @param badTag packets that failed authentication (wrong key, changed on the way, random)
/// @param replayed packets that came again, or are too old to tell
/// @param malformed packets too short, too long or not of a kind that belongs here
/// @param unknownSsrc RTP packets of a stream that nobody announced
/// @param unknownSource datagrams from an address that has no link and made no valid handshake
public record LinkCounters(
        long sentPackets,
        long sentBytes,
        long sendFailures,
        long receivedPackets,
        long receivedBytes,
        long badTag,
        long replayed,
        long malformed,
        long unknownSsrc,
        long unknownSource) {}
