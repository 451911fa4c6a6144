package tutti.engine.mix;

import tutti.engine.driver.PlaybackPort;
import tutti.engine.receive.StreamReader;
import tutti.plugins.api.RealTimeSafe;

/// One remote track in a plan: pulled from its stream, and played on its own ports, dry, before it is mixed.
@RealTimeSafe
public final class TrackInput implements StripSource {
    private final StreamReader reader;
    private final PlaybackPort[] ports;
    private final TrackMeter meter;
    private final float[][] pulled;
    private volatile float wantedGain = 1;

    /// Owned by the callback.
    private float gain = 1;

    /// @param ports one a channel
    /// @param maxPeriodFrames the driver's longest period
    public TrackInput(StreamReader reader, PlaybackPort[] ports, TrackMeter meter, int maxPeriodFrames) {
        this.reader = reader;
        this.ports = ports.clone();
        this.meter = meter;
        pulled = new float[ports.length][maxPeriodFrames];
    }

    /// How many channels it has. Thread: any.
    public int channels() {
        return ports.length;
    }

    /// Whether the track sounds at all; it fades in or out over the next period. Thread: any.
    public void heard(boolean heard) {
        wantedGain = heard ? 1 : 0;
    }

    @Override
    public float[][] pull(int numFrames, long cycleStartNs, double nsPerFrame, long captureFrame) {
        reader.pull(numFrames, cycleStartNs, nsPerFrame, captureFrame, pulled);
        fade(numFrames);
        meter.measure(pulled, numFrames);
        for (int channel = 0; channel < pulled.length; channel++) {
            ports[channel].write(pulled[channel], 0, numFrames);
        }
        return pulled;
    }

    private void fade(int numFrames) {
        float from = gain;
        float to = wantedGain;
        if (from == 1 && to == 1) {
            return;
        }
        float step = (to - from) / numFrames;
        for (float[] samples : pulled) {
            for (int i = 0; i < numFrames; i++) {
                samples[i] *= from + step * i;
            }
        }
        gain = to;
    }
}
