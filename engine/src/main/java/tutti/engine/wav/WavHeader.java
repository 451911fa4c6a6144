package tutti.engine.wav;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What the chunks before a WAV file's samples say, checked against the file's real length.
///
/// ```
/// "RIFF" length "WAVE" { id(4) length(4, little-endian) body, padded to an even length }*
/// "fmt ": tag(2) channels(2) rate(4) bytes/s(4) bytes/frame(2) bits(2) [ extension: size(2) valid(2) mask(4)
/// GUID(16) ]
/// ```
///
/// @param dataOffsetBytes where the samples begin
/// @param dataBytes how many bytes of them there are; never beyond the end of the file
record WavHeader(int sampleRateHz, int numChannels, SampleFormat format, long dataOffsetBytes, long dataBytes) {
    static final int RIFF = fourCharacters('R', 'I', 'F', 'F');
    static final int WAVE = fourCharacters('W', 'A', 'V', 'E');
    static final int FMT = fourCharacters('f', 'm', 't', ' ');
    static final int FACT = fourCharacters('f', 'a', 'c', 't');
    static final int DATA = fourCharacters('d', 'a', 't', 'a');
    static final int TAG_PCM = 1;
    static final int TAG_FLOAT = 3;

    private static final int TAG_EXTENSIBLE = 0xfffe;
    private static final int CHUNK_HEADER_BYTES = 8;
    private static final int PLAIN_FMT_BYTES = 16;
    private static final int EXTENSIBLE_FMT_BYTES = 40;
    private static final int MAX_CHUNKS = 10_000;

    /// Programs that write to a pipe leave this as the length of the samples: up to the end of the file.
    private static final long UNKNOWN_BYTES = 0xffff_ffffL;

    /// The last 14 bytes of the GUIDs of sample types; the two before are the tag (mmreg.h, KSDATAFORMAT_SUBTYPE).
    private static final long GUID_HIGH = 0x0010_0000_0000L;

    private static final long GUID_LOW = 0x719b_3800_aa00_0080L;

    static WavHeader read(FileChannel file, Path path) throws IOException {
        long fileBytes = file.size();
        ByteBuffer start = ByteBuffer.allocate(12);
        if (fileBytes < start.capacity()) {
            throw notWav(path);
        }
        WavFile.readFully(file, path, start);
        if (start.getInt(0) != RIFF || start.getInt(8) != WAVE) {
            throw notWav(path);
        }
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_HEADER_BYTES);
        Format format = null;
        long at = start.capacity();
        for (int i = 0; i < MAX_CHUNKS && at + CHUNK_HEADER_BYTES <= fileBytes; i++) {
            file.position(at);
            WavFile.readFully(file, path, chunk.clear());
            long bodyOffset = at + CHUNK_HEADER_BYTES;
            long bodyBytes = Integer.toUnsignedLong(chunk.getInt(4));
            if (chunk.getInt(0) == DATA) {
                return of(path, format, bodyOffset, bodyBytes, fileBytes - bodyOffset);
            }
            if (bodyOffset + bodyBytes > fileBytes) {
                throw WavFile.cutShort(path);
            }
            if (chunk.getInt(0) == FMT) {
                format = format(file, path, bodyBytes);
            }
            at = bodyOffset + bodyBytes + (bodyBytes & 1);
        }
        throw WavFile.cutShort(path);
    }

    private static WavHeader of(Path path, @Nullable Format format, long offset, long bytes, long bytesToEnd) {
        if (format == null) {
            throw new WavException(path + " is damaged: nothing says how its samples are stored; convert it anew.");
        }
        long dataBytes = bytes == UNKNOWN_BYTES ? bytesToEnd : bytes;
        if (dataBytes > bytesToEnd) {
            throw WavFile.cutShort(path);
        }
        return new WavHeader(format.sampleRateHz, format.numChannels, format.samples, offset, dataBytes);
    }

    private static Format format(FileChannel file, Path path, long bodyBytes) throws IOException {
        if (bodyBytes < PLAIN_FMT_BYTES) {
            throw new WavException(path + " is damaged: its format chunk is too short; convert it anew.");
        }
        ByteBuffer fmt = ByteBuffer.allocate((int) Math.min(bodyBytes, EXTENSIBLE_FMT_BYTES));
        WavFile.readFully(file, path, fmt);
        int tag = Short.toUnsignedInt(fmt.getShort(0));
        int numChannels = Short.toUnsignedInt(fmt.getShort(2));
        int sampleRateHz = fmt.getInt(4);
        int frameBytes = Short.toUnsignedInt(fmt.getShort(12));
        int bits = Short.toUnsignedInt(fmt.getShort(14));
        if (tag == TAG_EXTENSIBLE && fmt.capacity() == EXTENSIBLE_FMT_BYTES) {
            tag = isSampleType(fmt) ? Short.toUnsignedInt(fmt.getShort(24)) : TAG_EXTENSIBLE;
        }
        SampleFormat samples = sampleFormat(tag, bits);
        if (samples == null) {
            throw new WavException(path + " stores its samples as type " + tag + " of " + bits
                    + " bits, which is not supported; convert it to PCM of 16, 24 or 32 bits or to 32-bit float.");
        }
        if (numChannels < 1 || numChannels > WavFile.MAX_CHANNELS) {
            throw new WavException(
                    path + " has " + numChannels + " channels; 1 to " + WavFile.MAX_CHANNELS + " are supported.");
        }
        if (sampleRateHz < 1 || frameBytes != numChannels * samples.bytes()) {
            throw new WavException(path + " is damaged: its format contradicts itself; convert it anew.");
        }
        return new Format(sampleRateHz, numChannels, samples);
    }

    private static boolean isSampleType(ByteBuffer fmt) {
        return (fmt.getLong(24) >>> 16) == GUID_HIGH && fmt.getLong(32) == GUID_LOW;
    }

    private static @Nullable SampleFormat sampleFormat(int tag, int bits) {
        if (tag == TAG_FLOAT) {
            return bits == 32 ? SampleFormat.FLOAT_32 : null;
        }
        if (tag != TAG_PCM) {
            return null;
        }
        return switch (bits) {
            case 16 -> SampleFormat.INT_16;
            case 24 -> SampleFormat.INT_24;
            case 32 -> SampleFormat.INT_32;
            default -> null;
        };
    }

    private static WavException notWav(Path path) {
        return new WavException(path + " is not a WAV file; convert it to one.");
    }

    /// A chunk's name as it reads in little-endian order.
    private static int fourCharacters(char a, char b, char c, char d) {
        return a | (b << 8) | (c << 16) | (d << 24);
    }

    private record Format(int sampleRateHz, int numChannels, SampleFormat samples) {}
}
