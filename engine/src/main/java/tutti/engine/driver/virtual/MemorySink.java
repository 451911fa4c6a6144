package tutti.engine.driver.virtual;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import tutti.plugins.api.RealTimeSafe;

/// Remembers what playback ports played, each sample at its frame. Holds `capacityFrames` a port; what comes later is
/// forgotten, and counted by [#forgottenFrames].
public final class MemorySink implements SignalSink {
    private final List<String> portNames;
    private final float[][] samples;
    private final int capacityFrames;
    private final AtomicLong numFrames = new AtomicLong();
    private final AtomicLong forgottenFrames = new AtomicLong();

    /// @param portNames the ports to remember; all others go nowhere
    /// @param capacityFrames frames held for each
    public MemorySink(List<String> portNames, int capacityFrames) {
        this.portNames = List.copyOf(portNames);
        this.capacityFrames = capacityFrames;
        samples = new float[portNames.size()][capacityFrames];
    }

    /// What a port played: index = frame. The array itself; what is at and beyond [#numFrames] is still to come.
    /// Thread: any, for frames below a [#numFrames] that it has read.
    public float[] samples(String portName) {
        return samples[portNames.indexOf(portName)];
    }

    /// The frame after the last one played. Thread: any.
    public long numFrames() {
        return numFrames.get();
    }

    /// Frames that were played after the memory was full. Thread: any.
    public long forgottenFrames() {
        return forgottenFrames.get();
    }

    @Override
    public int channelOf(String portName) {
        return portNames.indexOf(portName);
    }

    @Override
    @RealTimeSafe
    public void write(int channel, long startFrame, float[] from, int numFrames) {
        int count = framesWithRoom(startFrame, numFrames);
        if (count > 0) {
            System.arraycopy(from, 0, samples[channel], (int) startFrame, count);
        }
    }

    @Override
    @RealTimeSafe
    public void endCycle(long startFrame, int numFrames) {
        forgottenFrames.addAndGet(numFrames - framesWithRoom(startFrame, numFrames));
        this.numFrames.set(startFrame + numFrames);
    }

    @RealTimeSafe
    private int framesWithRoom(long startFrame, int numFrames) {
        return (int) Math.max(0, Math.min(numFrames, capacityFrames - startFrame));
    }

    @Override
    public void close() {
        // What was heard stays readable.
    }
}
