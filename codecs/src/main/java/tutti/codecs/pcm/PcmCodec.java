package tutti.codecs.pcm;

import java.util.List;
import tutti.codecs.AudioCodec;
import tutti.codecs.AudioDecoder;
import tutti.codecs.AudioEncoder;
import tutti.codecs.CodecSet;

/// The uncompressed formats. A payload is a whole number of frames, interleaved, without any header of its own:
///
/// ```
///  frame 0                       frame 1
/// +-----------+-----+-----------+-----------+-----+-----------+--
/// | channel 0 | ... | ch. C - 1 | channel 0 | ... | ch. C - 1 | ...
/// +-----------+-----+-----------+-----------+-----+-----------+--
/// ```
///
/// Each stream's rate and channel count are agreed beforehand; the number of frames follows from the payload's
/// length.
public enum PcmCodec implements AudioCodec {
    /// 16-bit big-endian two's complement, 1.0 = 2^15 (RFC 3551 section 4.5.11), with triangular dither.
    L16(96, 2) {
        @Override
        PcmEncoder encoder(int numChannels, long seed) {
            return new L16Encoder(numChannels, seed);
        }

        @Override
        PcmDecoder decoder(int numChannels) {
            return new L16Decoder(numChannels);
        }
    },

    /// 24-bit big-endian two's complement, 1.0 = 2^23 (RFC 3190 section 4). Rounds to nearest without dither, so that
    /// what was 24-bit before arrives bit for bit.
    L24(97, 3) {
        @Override
        PcmEncoder encoder(int numChannels, long seed) {
            return new L24Encoder(numChannels);
        }

        @Override
        PcmDecoder decoder(int numChannels) {
            return new L24Decoder(numChannels);
        }
    },

    /// 32-bit IEEE 754 float, little-endian, our own. Every finite value arrives bit for bit, those beyond +-1.0 too;
    /// NaN and the infinities become 0 on both ends.
    L32F(98, 4) {
        @Override
        PcmEncoder encoder(int numChannels, long seed) {
            return new L32FEncoder(numChannels);
        }

        @Override
        PcmDecoder decoder(int numChannels) {
            return new L32FDecoder(numChannels);
        }
    };

    private final int payloadType;
    private final int bytesPerSample;

    PcmCodec(int payloadType, int bytesPerSample) {
        this.payloadType = payloadType;
        this.bytesPerSample = bytesPerSample;
    }

    /// All formats of this package as a set, [MuLawCodec] too. Thread: any. RT-safe: no.
    public static CodecSet set() {
        return new CodecSet(List.of(L16, L24, L32F, MuLawCodec.PCMU));
    }

    @Override
    public int payloadType() {
        return payloadType;
    }

    /// Bytes of one sample of one channel: 2, 3 or 4.
    public int bytesPerSample() {
        return bytesPerSample;
    }

    @Override
    public int maxFrames(int numChannels, int maxPayloadBytes) {
        requireChannels(numChannels);
        return (int) (Math.max(maxPayloadBytes, 0) / ((long) numChannels * bytesPerSample));
    }

    @Override
    public AudioEncoder newEncoder(int numChannels, int sampleRateHz, long seed) {
        requireChannels(numChannels);
        return encoder(numChannels, seed);
    }

    @Override
    public AudioDecoder newDecoder(int numChannels, int sampleRateHz) {
        requireChannels(numChannels);
        return decoder(numChannels);
    }

    abstract PcmEncoder encoder(int numChannels, long seed);

    abstract PcmDecoder decoder(int numChannels);

    static void requireChannels(int numChannels) {
        if (numChannels < 1) {
            throw new IllegalArgumentException(
                    "A track of " + numChannels + " channels cannot be sent: give it one channel or more.");
        }
    }
}
