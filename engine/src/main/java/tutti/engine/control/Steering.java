package tutti.engine.control;

import tutti.codecs.AudioCodec;
import tutti.engine.receive.BufferTarget;

/// What the tree may ask of an engine. Both throw an [IllegalArgumentException] with a sentence if it cannot
/// be.
public interface Steering {
    /// The delay kept for a player's streams.
    void buffer(String peerName, BufferTarget target);

    /// How a local track is sent.
    void codec(String trackName, AudioCodec codec);
}
