package tutti.engine.mix;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tutti.engine.driver.DriverFormat;
import tutti.engine.driver.PlaybackPort;
import tutti.engine.send.CaptureTap;
import tutti.plugins.api.RealTimeSafe;

/// What one cycle does, compiled by control and never changed: capture, pull every stream, mix, play.
///
/// The arrays in it belong to the callback as soon as the plan is published.
public final class MixPlan {
    private final @Nullable CaptureTap tap;
    private final TrackInput[] inputs;
    private final PlaybackPort[] monitorPorts;
    private final double nominalNsPerFrame;
    private final float[] left;
    private final float[] right;

    /// @param tap null if nothing is sent
    /// @param monitorPorts left and right, or none
    /// @param format the driver's
    public MixPlan(
            @Nullable CaptureTap tap, List<TrackInput> inputs, List<PlaybackPort> monitorPorts, DriverFormat format) {
        this.tap = tap;
        this.inputs = inputs.toArray(TrackInput[]::new);
        this.monitorPorts = monitorPorts.toArray(PlaybackPort[]::new);
        nominalNsPerFrame = 1e9 / format.sampleRateHz();
        left = new float[format.periodFrames()];
        right = new float[format.periodFrames()];
    }

    /// A plan that does nothing: every port is silent.
    public static MixPlan silent() {
        return new MixPlan(null, List.of(), List.of(), new DriverFormat(48_000, DriverFormat.MAX_PERIOD_FRAMES));
    }

    /// How long a frame takes at the driver's nominal rate.
    @RealTimeSafe
    double nominalNsPerFrame() {
        return nominalNsPerFrame;
    }

    /// Executes one cycle. Thread: the callback. RT-safe: yes.
    @RealTimeSafe
    void run(int numFrames, long cycleStartNs, double nsPerFrame, long captureFrame) {
        if (tap != null) {
            tap.capture(numFrames, cycleStartNs, captureFrame);
        }
        for (int i = 0; i < numFrames; i++) {
            left[i] = 0;
            right[i] = 0;
        }
        for (TrackInput input : inputs) {
            input.play(numFrames, cycleStartNs, nsPerFrame, captureFrame, left, right);
        }
        if (monitorPorts.length > 0) {
            monitorPorts[0].write(left, 0, numFrames);
            monitorPorts[1].write(right, 0, numFrames);
        }
    }
}
