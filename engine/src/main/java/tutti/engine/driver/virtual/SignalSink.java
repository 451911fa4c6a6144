package tutti.engine.driver.virtual;

import tutti.plugins.api.RealTimeSafe;

/// Where a virtual driver's playback ports go.
public interface SignalSink extends AutoCloseable {
    /// The answer of [#channelOf] for a port that goes nowhere.
    int NOWHERE = -1;

    /// Hears nothing.
    SignalSink NONE = new SignalSink() {
        @Override
        public int channelOf(String portName) {
            return NOWHERE;
        }

        @Override
        @RealTimeSafe
        public void write(int channel, long startFrame, float[] from, int numFrames) {
            // Nowhere.
        }

        @Override
        @RealTimeSafe
        public void endCycle(long startFrame, int numFrames) {
            // Nothing to keep.
        }

        @Override
        public void close() {
            // Nothing to release.
        }
    };

    /// Which channel a playback port goes to, or [#NOWHERE]. Thread: the conductor, when the port is opened.
    int channelOf(String portName);

    /// Takes one channel's samples of this cycle. A channel that is not written before [#endCycle] is silent.
    ///
    /// Thread: the callback. RT-safe: yes.
    ///
    /// @param channel one that [#channelOf] gave
    /// @param startFrame as in [#endCycle]
    /// @param from float32 samples from index 0, +-1.0 = 0 dBFS
    @RealTimeSafe
    void write(int channel, long startFrame, float[] from, int numFrames);

    /// Ends a cycle.
    ///
    /// Thread: the callback. RT-safe: yes.
    ///
    /// @param startFrame number of the cycle's first frame since the driver started
    @RealTimeSafe
    void endCycle(long startFrame, int numFrames);

    /// Keeps what it was given and releases everything. The driver calls it when it is closed, after the last cycle.
    /// Idempotent. Thread: the conductor.
    @Override
    void close();
}
