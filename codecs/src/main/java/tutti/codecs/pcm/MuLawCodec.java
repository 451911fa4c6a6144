package tutti.codecs.pcm;

import tutti.codecs.AudioCodec;
import tutti.codecs.AudioDecoder;
import tutti.codecs.AudioEncoder;

/// G.711 mu-law, 8 bits a sample (ITU-T G.711; RFC 3551 section 4.5.14), with any number of channels interleaved as
/// in [PcmCodec] and at any rate, hence under a dynamic payload type instead of 0.
///
/// About 37 dB between sound and noise, whatever the level: for copies of packets that would not fit otherwise, and
/// not offered for anything else.
public final class MuLawCodec implements AudioCodec {
    /// The format; there is only one.
    public static final MuLawCodec PCMU = new MuLawCodec();

    private MuLawCodec() {}

    @Override
    public String name() {
        return "PCMU";
    }

    @Override
    public int payloadType() {
        return 101;
    }

    @Override
    public int maxFrames(int numChannels, int maxPayloadBytes) {
        PcmCodec.requireChannels(numChannels);
        return Math.max(maxPayloadBytes, 0) / numChannels;
    }

    @Override
    public boolean isOffered() {
        return false;
    }

    @Override
    public AudioEncoder newEncoder(int numChannels, int sampleRateHz, long seed) {
        PcmCodec.requireChannels(numChannels);
        return new MuLawEncoder(numChannels);
    }

    @Override
    public AudioDecoder newDecoder(int numChannels, int sampleRateHz) {
        PcmCodec.requireChannels(numChannels);
        return new MuLawDecoder(numChannels);
    }
}
