package tutti.engine.wire;

import tutti.nat.link.PeerIdentity;

/// One track that an engine offers.
///
/// @param name as in port names, unique within its engine
/// @param channels 1 to 64
/// @param codec the name of the codec that it begins with: 1 to 16 ASCII letters, digits or `-`
/// @param ssrc the RTP stream that carries it
/// @param captureLatencyFrames how old a sample is when the engine captures it, 0 to one second
public record TrackDescription(String name, int channels, String codec, int ssrc, int captureLatencyFrames) {
    /// The most channels that one track may have.
    public static final int MAX_CHANNELS = 64;

    public TrackDescription {
        if (!PeerIdentity.isName(name)) {
            throw new IllegalArgumentException(
                    "A track's name is 1 to 32 letters, digits, '-', '_' or '.', but this is \"" + name + "\".");
        }
        if (channels < 1 || channels > MAX_CHANNELS) {
            throw new IllegalArgumentException("A track has 1 to " + MAX_CHANNELS + " channels, not " + channels + ".");
        }
        // It is shown to people, so nothing that a terminal would obey.
        if (!codec.matches("[A-Za-z0-9-]{1,16}")) {
            throw new IllegalArgumentException("A codec's name is 1 to 16 letters, digits or '-'.");
        }
        if (captureLatencyFrames < 0 || captureLatencyFrames > 384_000) {
            throw new IllegalArgumentException("A capture latency of " + captureLatencyFrames + " frames cannot be.");
        }
    }
}
