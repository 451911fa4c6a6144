package tutti.engine.send;

import tutti.codecs.AudioCodec;

/// One local track as it is sent.
///
/// @param name as in port names
/// @param channels how many
/// @param firstChannel where its channels begin in a capture block
/// @param codec how it is encoded
/// @param ssrc its RTP stream
public record SendTrack(String name, int channels, int firstChannel, AudioCodec codec, int ssrc) {}
