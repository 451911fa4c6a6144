package tutti.codecs.opus;

import java.lang.foreign.Arena;
import java.util.Optional;
import tutti.codecs.AudioCodec;
import tutti.codecs.AudioDecoder;
import tutti.codecs.AudioEncoder;

/// Opus in restricted low delay (RFC 6716, the CELT layer alone): one packet carries 2.5, 5 or 10 ms of one channel
/// or of two, and comes out 2.5 ms late.
///
/// Every packet of a stream has the same size: the path sees no bursts, and nobody can tell from the sizes of
/// encrypted packets what is played (RFC 6562). Encoders and decoders hold native memory, which is freed when they
/// are no longer used: there is nothing to close.
///
/// Immutable. Thread: any. RT-safe: no.
///
/// @param library the libopus to call
/// @param bitRateKbps for the whole track without headers, 48 to 510, or [#AUTO_KBPS]; libopus gives one channel
///     at most 300
/// @param frame how long the sound in a packet is
public record OpusCodec(OpusLibrary library, int bitRateKbps, OpusFrame frame) implements AudioCodec {
    /// The bit rate that goes with the channels: 128 kbit/s for each.
    public static final int AUTO_KBPS = 0;

    public static final int MIN_KBPS = 48;
    public static final int MAX_KBPS = 510;

    /// The longest packet is 10 ms.
    static final int LEAST_PACKETS_PER_SECOND = 100;

    private static final int MAX_CHANNELS = 2;
    private static final int MAX_RATE_HZ = 48_000;
    private static final String NAME = "opus";
    private static final int PAYLOAD_TYPE = 99;
    private static final int AUTO_KBPS_PER_CHANNEL = 128;

    /// @throws IllegalArgumentException if the bit rate is out of range
    public OpusCodec {
        if (bitRateKbps != AUTO_KBPS && (bitRateKbps < MIN_KBPS || bitRateKbps > MAX_KBPS)) {
            throw new IllegalArgumentException("Opus takes " + MIN_KBPS + " to " + MAX_KBPS + " kbit/s a track, not "
                    + bitRateKbps + ": choose a bit rate in that range.");
        }
    }

    /// Opus with everything chosen by itself; empty if this computer has no library for it, for which
    /// [OpusLibrary#absence] has the words.
    public static Optional<OpusCodec> find() {
        return OpusLibrary.find().map(library -> new OpusCodec(library, AUTO_KBPS, OpusFrame.AUTO));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int payloadType() {
        return PAYLOAD_TYPE;
    }

    /// The longest packet at the highest rate, 10 ms at 48 kHz; 0 for more than two channels.
    @Override
    public int maxFrames(int numChannels, int maxPayloadBytes) {
        int longestBytes = bitRateBps(numChannels) / LEAST_PACKETS_PER_SECOND / Byte.SIZE + 1;
        return isChannels(numChannels) && longestBytes <= maxPayloadBytes ? MAX_RATE_HZ / LEAST_PACKETS_PER_SECOND : 0;
    }

    @Override
    public int packetFrames(int periodFrames, int sampleRateHz) {
        return frame.frames(periodFrames, sampleRateHz);
    }

    /// 2.5 ms, by which the windows of neighbouring packets overlap: 120 frames at 48 kHz.
    @Override
    public int lookaheadFrames(int sampleRateHz) {
        try (Arena arena = Arena.ofConfined()) {
            LibOpus functions = library.functions();
            return functions.get(functions.newEncoder(arena, sampleRateHz, 1), LibOpus.GET_LOOKAHEAD);
        }
    }

    @Override
    public boolean supportsRate(int sampleRateHz) {
        return switch (sampleRateHz) {
            case 8_000, 12_000, 16_000, 24_000, MAX_RATE_HZ -> true;
            default -> false;
        };
    }

    @Override
    public AudioEncoder newEncoder(int numChannels, int sampleRateHz, long seed) {
        require(numChannels, sampleRateHz);
        return new OpusEncoder(library.functions(), numChannels, sampleRateHz, bitRateBps(numChannels));
    }

    @Override
    public AudioDecoder newDecoder(int numChannels, int sampleRateHz) {
        require(numChannels, sampleRateHz);
        return new OpusDecoder(library.functions(), numChannels, sampleRateHz);
    }

    private int bitRateBps(int numChannels) {
        int kbps = bitRateKbps == AUTO_KBPS ? AUTO_KBPS_PER_CHANNEL * numChannels : bitRateKbps;
        return kbps * 1_000;
    }

    private static boolean isChannels(int numChannels) {
        return numChannels >= 1 && numChannels <= MAX_CHANNELS;
    }

    private void require(int numChannels, int sampleRateHz) {
        if (!isChannels(numChannels)) {
            throw new IllegalArgumentException("Opus carries one channel or two, not " + numChannels
                    + ": split the track, or choose another codec for it.");
        }
        if (!supportsRate(sampleRateHz)) {
            throw new IllegalArgumentException("Opus knows sample rates of 8, 12, 16, 24 and 48 kHz, not "
                    + sampleRateHz + " Hz: choose one of them, or another codec.");
        }
    }
}
