package tutti.engine.wav;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Writes a WAV file as it is heard. The header always tells the length as of the last [#flush], so that the file can
/// be read while it is written, and after a crash up to that point.
///
/// Writes integers of 16, 24 or 32 bits (rounded, without dither) or floats of 32 bits. Thread: one at a time.
public final class WavWriter implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int PCM_HEADER_BYTES = 44;
    private static final int FLOAT_HEADER_BYTES = 58;

    /// A RIFF length has 32 bits; this leaves room for the header and the padding.
    private static final long MAX_DATA_BYTES = 0xffff_ffffL - 100;

    private final Path path;
    private final FileChannel file;
    private final SampleFormat format;
    private final int sampleRateHz;
    private final int numChannels;
    private final byte[] bytes;
    private final ByteBuffer buffer;
    private final int headerBytes;
    private int bufferedBytes;
    private long dataBytes;

    /// Creates the file, or empties the one that is there.
    ///
    /// @param numChannels 1 to 256
    /// @throws WavException if it cannot be written
    public WavWriter(Path path, int sampleRateHz, int numChannels, SampleFormat format) {
        if (numChannels < 1 || numChannels > WavFile.MAX_CHANNELS) {
            throw new IllegalArgumentException("A WAV file has 1 to 256 channels, not " + numChannels + ".");
        }
        this.path = path;
        this.sampleRateHz = sampleRateHz;
        this.numChannels = numChannels;
        this.format = format;
        int frameBytes = numChannels * format.bytes();
        bytes = new byte[Math.max(1, BUFFER_BYTES / frameBytes) * frameBytes];
        buffer = ByteBuffer.wrap(bytes);
        headerBytes = format == SampleFormat.FLOAT_32 ? FLOAT_HEADER_BYTES : PCM_HEADER_BYTES;
        try {
            file = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw failure(e);
        }
        flush();
    }

    /// Appends frames.
    ///
    /// @param planar float32 `[channel][frame]`, +-1.0 = 0 dBFS
    /// @throws WavException if the disk refuses, or the file has reached the 4 GiB that a WAV file may have
    public void write(float[][] planar, int offsetFrames, int numFrames) {
        int frameBytes = numChannels * format.bytes();
        if (dataBytes + bufferedBytes + (long) numFrames * frameBytes > MAX_DATA_BYTES) {
            throw new WavException(path + " has reached 4 GiB, the most that a WAV file holds; start a new one.");
        }
        int done = 0;
        while (done < numFrames) {
            int count = Math.min(numFrames - done, (bytes.length - bufferedBytes) / frameBytes);
            for (int channel = 0; channel < numChannels; channel++) {
                int at = bufferedBytes + channel * format.bytes();
                format.encode(planar[channel], offsetFrames + done, count, bytes, at, frameBytes);
            }
            bufferedBytes += count * frameBytes;
            done += count;
            if (bufferedBytes == bytes.length) {
                writeOut();
            }
        }
    }

    /// Frames written so far.
    public long numFrames() {
        return (dataBytes + bufferedBytes) / ((long) numChannels * format.bytes());
    }

    /// Hands all that was written to the operating system, and the header that says so: from here on a crash of this
    /// process costs nothing of it.
    ///
    /// @throws WavException if the disk refuses
    public void flush() {
        writeOut();
        try {
            writeFully(header(), 0);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /// Flushes and closes. Idempotent.
    ///
    /// @throws WavException if the disk refuses; the file is closed all the same
    @Override
    public void close() {
        if (!file.isOpen()) {
            return;
        }
        try (file) {
            flush();
            if (dataBytes % 2 == 1) {
                writeFully(ByteBuffer.allocate(1), headerBytes + dataBytes);
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private void writeOut() {
        try {
            writeFully(buffer.clear().limit(bufferedBytes), headerBytes + dataBytes);
        } catch (IOException e) {
            throw failure(e);
        }
        dataBytes += bufferedBytes;
        bufferedBytes = 0;
    }

    private void writeFully(ByteBuffer from, long atBytes) throws IOException {
        long at = atBytes;
        while (from.hasRemaining()) {
            at += file.write(from, at);
        }
    }

    private ByteBuffer header() {
        boolean isFloat = format == SampleFormat.FLOAT_32;
        int frameBytes = numChannels * format.bytes();
        ByteBuffer header = ByteBuffer.allocate(headerBytes).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(WavHeader.RIFF).putInt((int) (headerBytes - 8 + dataBytes + dataBytes % 2));
        header.putInt(WavHeader.WAVE).putInt(WavHeader.FMT).putInt(isFloat ? 18 : 16);
        header.putShort((short) (isFloat ? WavHeader.TAG_FLOAT : WavHeader.TAG_PCM));
        header.putShort((short) numChannels).putInt(sampleRateHz).putInt(sampleRateHz * frameBytes);
        header.putShort((short) frameBytes).putShort((short) (8 * format.bytes()));
        if (isFloat) {
            // What is not PCM has an extension, here an empty one, and tells its length in frames.
            header.putShort((short) 0);
            header.putInt(WavHeader.FACT).putInt(4).putInt((int) (dataBytes / frameBytes));
        }
        return header.putInt(WavHeader.DATA).putInt((int) dataBytes).flip();
    }

    private WavException failure(IOException cause) {
        return new WavException(
                path + " cannot be written (" + cause.getMessage() + "); check the folder and the disk.", cause);
    }
}
