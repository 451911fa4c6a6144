package tutti.engine.send;

/// What was sent of one track to one peer so far.
///
/// @param codec the codec in use, empty before the first packet; while it changes, the one before
/// @param packets RTP packets
/// @param bytes of those, with their RTP headers, without the tag and the headers of UDP and IP
/// @param copies copies of earlier packets within them
/// @param copiesLeftOut copies that were asked for and did not fit in any format
public record SendTrackSnapshot(String codec, long packets, long bytes, long copies, long copiesLeftOut) {}
