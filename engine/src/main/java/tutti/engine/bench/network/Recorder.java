package tutti.engine.bench.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import tutti.engine.driver.virtual.SignalSink;
import tutti.engine.judge.Sound;
import tutti.plugins.api.RealTimeSafe;

/// Keeps what a stepped driver's ports played in a temporary file, however long that is. Call [#drain] at least every
/// second of sound.
final class Recorder implements SignalSink {
    private static final int RING_FRAMES = 1 << 16;

    private final List<String> portNames;
    private final float[][] ring;
    private final int capacityFrames;
    private final Path file;
    private final FloatBuffer samples;
    private long playedFrames;
    private long drainedFrames;

    /// @param portNames the ports that are kept
    Recorder(List<String> portNames, int capacityFrames) {
        this.portNames = List.copyOf(portNames);
        this.capacityFrames = capacityFrames;
        ring = new float[portNames.size()][RING_FRAMES];
        try {
            file = Files.createTempFile("tutti-bench", ".f32");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                samples = channel.map(
                                FileChannel.MapMode.READ_WRITE,
                                0,
                                (long) Float.BYTES * portNames.size() * capacityFrames)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer();
            }
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    @Override
    public int channelOf(String portName) {
        return portNames.indexOf(portName);
    }

    @Override
    @RealTimeSafe
    public void write(int channel, long startFrame, float[] from, int numFrames) {
        float[] into = ring[channel];
        for (int i = 0; i < numFrames; i++) {
            into[(int) (startFrame + i) & (RING_FRAMES - 1)] = from[i];
        }
    }

    @Override
    @RealTimeSafe
    public void endCycle(long startFrame, int numFrames) {
        playedFrames = startFrame + numFrames;
    }

    /// Moves what was played since to the file. Between two cycles.
    void drain() {
        long end = Math.min(playedFrames, capacityFrames);
        for (int channel = 0; channel < ring.length; channel++) {
            for (long frame = drainedFrames; frame < end; frame++) {
                int at = (int) frame & (RING_FRAMES - 1);
                samples.put(index(channel, frame), ring[channel][at]);
                ring[channel][at] = 0;
            }
        }
        drainedFrames = end;
    }

    private int index(int channel, long frame) {
        return channel * capacityFrames + (int) frame;
    }

    /// What was drained.
    Sound sound() {
        return new Sound() {
            @Override
            public int numChannels() {
                return ring.length;
            }

            @Override
            public void read(int channel, long firstFrame, float[] into, int numFrames) {
                for (int i = 0; i < numFrames; i++) {
                    long frame = firstFrame + i;
                    into[i] = frame >= 0 && frame < drainedFrames ? samples.get(index(channel, frame)) : 0;
                }
            }
        };
    }

    @Override
    public void close() {
        // The driver ends before what it played is judged: see forget.
    }

    /// Deletes the file; what was mapped stays readable.
    void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException alreadyGone) {
            // Then there is nothing to tidy up.
        }
    }
}
