package tutti.codecs.opus;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import tutti.codecs.AudioEncoder;

/// One stream of packets of equal size, each of which decodes without the ones before it but for an overlap of 2.5
/// ms. Sound beyond 0 dBFS is carried as it is up to +18 dBFS and clipped there: libopus itself takes an overflow for
/// silence.
///
/// Thread: the one that owns the stream. RT-safe: no (a native call, 15 to 90 us a packet; allocates nothing).
final class OpusEncoder implements AudioEncoder {
    /// +18 dBFS, which no sound that is meant reaches.
    static final float LIMIT = 8f;

    /// The longest packet with one frame in it (RFC 6716 section 3.4, R2).
    static final int MAX_PACKET_BYTES = 1_276;

    /// The most that libopus can do. Less saves little: at 5 instead, 10 ms of stereo take 71 us and not 87 (1.1.2).
    private static final int COMPLEXITY = 10;

    private final LibOpus functions;
    private final int numChannels;
    private final float[] interleaved;
    private final MemorySegment state;
    private final MemorySegment pcm;
    private final MemorySegment packet;

    OpusEncoder(LibOpus functions, int numChannels, int sampleRateHz, int bitRateBps) {
        this.functions = functions;
        this.numChannels = numChannels;
        int maxFrames = sampleRateHz / OpusCodec.LEAST_PACKETS_PER_SECOND;
        interleaved = new float[maxFrames * numChannels];
        // Freed by the garbage collector: closing an arena by hand stops every thread for a moment, the callback's too.
        Arena arena = Arena.ofAuto();
        state = functions.newEncoder(arena, sampleRateHz, numChannels);
        pcm = arena.allocate(ValueLayout.JAVA_FLOAT, interleaved.length);
        packet = arena.allocate(MAX_PACKET_BYTES);
        set(LibOpus.SET_BITRATE, bitRateBps);
        set(LibOpus.SET_VBR, 0);
        set(LibOpus.SET_COMPLEXITY, COMPLEXITY);
        set(LibOpus.SET_SIGNAL, LibOpus.SIGNAL_MUSIC);
        // Left to itself, libopus takes short packets at low rates for a telephone call: mono, and no treble.
        set(LibOpus.SET_BANDWIDTH, LibOpus.BANDWIDTH_FULLBAND);
        set(LibOpus.SET_FORCE_CHANNELS, numChannels);
        // Packets that build upon each other sound 1 dB better at 128 kbit/s a channel in packets of 2.5 ms, and less
        // in longer ones; but then one lost packet spoils what follows for a tenth of a second and more.
        set(LibOpus.SET_PREDICTION_DISABLED, 1);
    }

    /// Sets an option of libopus, for trials.
    void set(int request, int value) {
        functions.set(state, request, value);
    }

    /// @throws IllegalArgumentException if `numFrames` is not 2.5, 5 or 10 ms
    @Override
    public int encode(float[][] planar, int offsetFrames, int numFrames, byte[] payload, int offsetBytes) {
        if (numFrames * numChannels > interleaved.length) {
            throw refused(numFrames, "it is too long");
        }
        for (int channel = 0; channel < numChannels; channel++) {
            float[] samples = planar[channel];
            int index = channel;
            for (int frame = offsetFrames; frame < offsetFrames + numFrames; frame++) {
                float sample = samples[frame];
                interleaved[index] = Float.isNaN(sample) ? 0f : Math.clamp(sample, -LIMIT, LIMIT);
                index += numChannels;
            }
        }
        MemorySegment.copy(interleaved, 0, pcm, ValueLayout.JAVA_FLOAT, 0, numFrames * numChannels);
        int numBytes = functions.encode(state, pcm, numFrames, packet);
        if (numBytes < 0) {
            throw refused(numFrames, functions.error(numBytes));
        }
        MemorySegment.copy(packet, ValueLayout.JAVA_BYTE, 0, payload, offsetBytes, numBytes);
        return numBytes;
    }

    private static IllegalArgumentException refused(int numFrames, String why) {
        return new IllegalArgumentException(
                "Opus does not encode " + numFrames + " frames (" + why + "): use 2.5, 5 or 10 ms.");
    }
}
