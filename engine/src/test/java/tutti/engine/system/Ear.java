package tutti.engine.system;

import java.util.ArrayList;
import java.util.List;
import tutti.engine.driver.virtual.MemorySink;
import tutti.engine.driver.virtual.SignalSink;
import tutti.plugins.api.RealTimeSafe;

/// Remembers what some playback ports play, and the names of all that were opened.
final class Ear implements SignalSink {
    private final MemorySink memory;
    private final List<String> opened = new ArrayList<>();

    Ear(List<String> portNames, int capacityFrames) {
        memory = new MemorySink(portNames, capacityFrames);
    }

    /// Every port opened, in that order; one that was opened twice is there twice.
    List<String> opened() {
        return List.copyOf(opened);
    }

    /// Index = frame of the driver.
    float[] samples(String portName) {
        return memory.samples(portName);
    }

    /// Frames played so far; never more than are remembered.
    int numFrames() {
        if (memory.forgottenFrames() > 0) {
            throw new IllegalStateException("This test runs longer than its ears remember.");
        }
        return (int) memory.numFrames();
    }

    @Override
    public int channelOf(String portName) {
        opened.add(portName);
        return memory.channelOf(portName);
    }

    @Override
    @RealTimeSafe
    public void write(int channel, long startFrame, float[] from, int numFrames) {
        memory.write(channel, startFrame, from, numFrames);
    }

    @Override
    @RealTimeSafe
    public void endCycle(long startFrame, int numFrames) {
        memory.endCycle(startFrame, numFrames);
    }

    @Override
    public void close() {
        memory.close();
    }
}
