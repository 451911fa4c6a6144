package tutti.engine.wav;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A whole WAV file in memory, as planar float32 `[channel][frame]`, +-1.0 = 0 dBFS.
///
/// Reads integers of 16, 24 and 32 bits and floats of 32 bits, plain or WAVE_FORMAT_EXTENSIBLE, 1 to 256 channels
/// (Microsoft, "Multiple Channel Audio Data and WAVE Files"). Memory stays below twice the file's real size plus a
/// fixed amount, whatever its header claims. Thread: any, once read.
public final class WavFile {
    /// The most channels that are read.
    public static final int MAX_CHANNELS = 256;

    /// The longest array that every Java virtual machine makes.
    private static final int MAX_FRAMES = Integer.MAX_VALUE - 8;

    private static final int BUFFER_BYTES = 1 << 16;

    private final int sampleRateHz;
    private final float[][] channels;

    private WavFile(int sampleRateHz, float[][] channels) {
        this.sampleRateHz = sampleRateHz;
        this.channels = channels;
    }

    /// Reads a file. RT-safe: no.
    ///
    /// @throws WavException if there is no such file, or it is not a WAV file, cut short, or of a kind that is not
    ///     read
    public static WavFile read(Path path) {
        return read(path, 0, MAX_FRAMES);
    }

    /// Reads a part of a file, so that a long one can be gone through in little memory. RT-safe: no.
    ///
    /// @param firstFrame where the part begins, 0 or more
    /// @param maxFrames its length; shorter, down to nothing, where the file ends before
    /// @throws WavException as [#read(Path)]
    public static WavFile read(Path path, long firstFrame, int maxFrames) {
        if (Files.isDirectory(path)) {
            throw new WavException(path + " is a folder; give the name of a WAV file.");
        }
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            WavHeader header = WavHeader.read(file, path);
            return new WavFile(header.sampleRateHz(), samples(file, path, header, firstFrame, maxFrames));
        } catch (NoSuchFileException e) {
            throw new WavException("There is no file " + path + "; check the name.", e);
        } catch (IOException e) {
            throw new WavException(path + " cannot be read (" + e.getMessage() + "); check its permissions.", e);
        }
    }

    /// Frames a second.
    public int sampleRateHz() {
        return sampleRateHz;
    }

    /// 1 to [#MAX_CHANNELS].
    public int numChannels() {
        return channels.length;
    }

    /// The length, 0 or more.
    public int numFrames() {
        return channels[0].length;
    }

    /// One channel's samples: the array itself, not to be changed.
    public float[] channel(int channel) {
        return channels[channel];
    }

    private static float[][] samples(FileChannel file, Path path, WavHeader header, long firstFrame, int maxFrames)
            throws IOException {
        SampleFormat format = header.format();
        int frameBytes = header.numChannels() * format.bytes();
        long availableFrames = Math.max(0, header.dataBytes() / frameBytes - firstFrame);
        long numFrames = Math.min(availableFrames, maxFrames);
        if (availableFrames > MAX_FRAMES && maxFrames == MAX_FRAMES) {
            throw new WavException(path + " is too long to be held in memory; cut it into shorter files.");
        }
        float[][] channels = new float[header.numChannels()][(int) numFrames];
        byte[] bytes = new byte[Math.max(1, BUFFER_BYTES / frameBytes) * frameBytes];
        file.position(header.dataOffsetBytes() + firstFrame * frameBytes);
        int done = 0;
        while (done < numFrames) {
            int count = (int) Math.min(numFrames - done, bytes.length / frameBytes);
            readFully(file, path, ByteBuffer.wrap(bytes, 0, count * frameBytes));
            for (int channel = 0; channel < channels.length; channel++) {
                format.decode(bytes, channel * format.bytes(), frameBytes, channels[channel], done, count);
            }
            done += count;
        }
        return channels;
    }

    static void readFully(FileChannel file, Path path, ByteBuffer into) throws IOException {
        while (into.hasRemaining()) {
            if (file.read(into) < 0) {
                throw cutShort(path);
            }
        }
        into.flip().order(ByteOrder.LITTLE_ENDIAN);
    }

    static WavException cutShort(Path path) {
        return new WavException(path + " is cut short: it ends before its header says; get a complete copy of it.");
    }
}
