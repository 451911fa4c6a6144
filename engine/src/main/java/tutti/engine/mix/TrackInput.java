package tutti.engine.mix;

import tutti.engine.driver.PlaybackPort;
import tutti.engine.receive.StreamReader;
import tutti.plugins.api.RealTimeSafe;

/// One remote track in a plan: where it is pulled from and the ports it is played on, dry.
@RealTimeSafe
public final class TrackInput {
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

    /// Whether the track sounds at all; it fades in or out over the next period. Thread: any.
    public void heard(boolean heard) {
        wantedGain = heard ? 1 : 0;
    }

    /// Pulls one period, plays it, and adds it to the monitor bus: one channel goes to both sides, of several the odd
    /// ones left and the even ones right.
    ///
    /// Thread: the callback. RT-safe: yes.
    void play(int numFrames, long cycleStartNs, double nsPerFrame, long captureFrame, float[] left, float[] right) {
        reader.pull(numFrames, cycleStartNs, nsPerFrame, captureFrame, pulled);
        fade(numFrames);
        meter.measure(pulled, numFrames);
        for (int channel = 0; channel < pulled.length; channel++) {
            float[] samples = pulled[channel];
            ports[channel].write(samples, 0, numFrames);
            if (pulled.length == 1) {
                add(samples, left, numFrames);
                add(samples, right, numFrames);
            } else {
                add(samples, (channel & 1) == 0 ? left : right, numFrames);
            }
        }
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

    private static void add(float[] samples, float[] bus, int numFrames) {
        for (int i = 0; i < numFrames; i++) {
            bus[i] += samples[i];
        }
    }
}
