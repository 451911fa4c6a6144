package tutti.codecs.opus;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import tutti.codecs.AudioDecoder;

/// Takes the packets of [OpusEncoder] and of any other encoder in restricted low delay: one frame of the CELT layer,
/// of 2.5, 5 or 10 ms. All others are refused by their first byte (RFC 6716 section 3.1), before libopus sees them:
///
/// ```
///  0 1 2 3 4 5 6 7
/// +-+-+-+-+-+-+-+-+
/// | config  |s| c |   config 16 to 31: CELT, the last two bits 0, 1 and 2: 2.5, 5 and 10 ms;
/// +-+-+-+-+-+-+-+-+   s: stereo; c 0: one frame
/// ```
///
/// That keeps the whole SILK layer out of a stranger's reach, whose parser in libopus 1.1.2 can be made to write
/// where it must not (CVE-2017-0381).
///
/// Thread: the one that owns the stream. RT-safe: no (a native call; allocates nothing).
final class OpusDecoder implements AudioDecoder {
    private static final int FIRST_CELT_CONFIG = 16;
    private static final int CONFIG_OF_20_MS = 3;
    private static final int SHORTEST_PER_SECOND = 400;
    private static final int NO_FEC = 0;

    private final LibOpus functions;
    private final int numChannels;
    private final int shortestFrames;
    private final int longestFrames;
    private final float[] interleaved;
    private final MemorySegment state;
    private final MemorySegment packet;
    private final MemorySegment pcm;

    OpusDecoder(LibOpus functions, int numChannels, int sampleRateHz) {
        this.functions = functions;
        this.numChannels = numChannels;
        shortestFrames = sampleRateHz / SHORTEST_PER_SECOND;
        longestFrames = sampleRateHz / OpusCodec.LEAST_PACKETS_PER_SECOND;
        interleaved = new float[longestFrames * numChannels];
        // As in OpusEncoder.
        Arena arena = Arena.ofAuto();
        state = functions.newDecoder(arena, sampleRateHz, numChannels);
        packet = arena.allocate(OpusEncoder.MAX_PACKET_BYTES);
        pcm = arena.allocate(ValueLayout.JAVA_FLOAT, interleaved.length);
    }

    @Override
    public int decode(byte[] payload, int offsetBytes, int numBytes, float[][] planar) {
        // A first byte alone says that there is no sound: no encoder of ours says so.
        if (offsetBytes < 0 || numBytes < 2 || numBytes > Math.min(packet.byteSize(), payload.length - offsetBytes)) {
            return MALFORMED;
        }
        int numFrames = numFrames(payload[offsetBytes]);
        if (numFrames == MALFORMED || roomFrames(planar) < numFrames) {
            return MALFORMED;
        }
        MemorySegment.copy(payload, offsetBytes, packet, ValueLayout.JAVA_BYTE, 0, numBytes);
        if (functions.decode(state, packet, numBytes, pcm, numFrames, NO_FEC) != numFrames) {
            return MALFORMED;
        }
        write(planar, 0, numFrames);
        return numFrames;
    }

    /// The concealment of libopus, as far as there is room.
    @Override
    public int bridge(int numFrames, float[][] planar) {
        int wanted = Math.min(numFrames, roomFrames(planar));
        int done = 0;
        while (wanted - done >= shortestFrames) {
            int part = Math.min(wanted - done, longestFrames) / shortestFrames * shortestFrames;
            if (functions.decode(state, MemorySegment.NULL, 0, pcm, part, NO_FEC) != part) {
                return done;
            }
            write(planar, done, part);
            done += part;
        }
        return done;
    }

    /// What a packet's first byte says of its length.
    private int numFrames(byte toc) {
        int config = (toc & 0xff) >> 3;
        int duration = config & 3;
        boolean oneFrame = (toc & 3) == 0;
        return config >= FIRST_CELT_CONFIG && duration < CONFIG_OF_20_MS && oneFrame
                ? shortestFrames << duration
                : MALFORMED;
    }

    private int roomFrames(float[][] planar) {
        if (planar.length < numChannels) {
            return 0;
        }
        int room = planar[0].length;
        for (int channel = 1; channel < numChannels; channel++) {
            room = Math.min(room, planar[channel].length);
        }
        return room;
    }

    /// Takes the channels apart. Packets made to harm decode to anything: nothing passes that is louder than an
    /// encoder of ours lets in.
    private void write(float[][] planar, int offsetFrames, int numFrames) {
        MemorySegment.copy(pcm, ValueLayout.JAVA_FLOAT, 0, interleaved, 0, numFrames * numChannels);
        for (int channel = 0; channel < numChannels; channel++) {
            float[] samples = planar[channel];
            int index = channel;
            for (int frame = offsetFrames; frame < offsetFrames + numFrames; frame++) {
                float sample = interleaved[index];
                samples[frame] = Float.isNaN(sample) ? 0f : Math.clamp(sample, -OpusEncoder.LIMIT, OpusEncoder.LIMIT);
                index += numChannels;
            }
        }
    }
}
