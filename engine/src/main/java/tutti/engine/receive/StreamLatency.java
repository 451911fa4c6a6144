package tutti.engine.receive;

/// Where one stream's time goes, from the moment a frame enters the peer's capture port to the moment it leaves ours:
/// accounted from time stamps, part by part. In nanoseconds; negative where it is not known yet.
///
/// @param captureNs what the peer's driver adds before its capture port
/// @param packetNs from the start of the peer's period until the packet leaves: total less network and buffer
/// @param networkNs half of the least round trip of late (the ways need not be alike)
/// @param bufferNs from a packet's arrival to the start of the cycle that plays its first frame, on average
/// @param resamplerNs group delay of the rate conversion
/// @param playbackNs what our driver adds after its playback port
/// @param portToPortNs from port to port: packet, network, buffer and resampler
public record StreamLatency(
        double captureNs,
        double packetNs,
        double networkNs,
        double bufferNs,
        double resamplerNs,
        double playbackNs,
        double portToPortNs) {
    /// Stands for what is not known yet.
    public static final double UNKNOWN = -1;
}
