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
    private final float[] left;
    private final float[] right;

    /// @param tap null if nothing is sent
    /// @param monitorPorts left and right, or none
    /// @param maxPeriodFrames the driver's longest period
    public MixPlan(
            @Nullable CaptureTap tap, List<TrackInput> inputs, List<PlaybackPort> monitorPorts, int maxPeriodFrames) {
        this.tap = tap;
        this.inputs = inputs.toArray(TrackInput[]::new);
        this.monitorPorts = monitorPorts.toArray(PlaybackPort[]::new);
        left = new float[maxPeriodFrames];
        right = new float[maxPeriodFrames];
    }

    /// A plan that does nothing: every port is silent.
    public static MixPlan silent() {
        return new MixPlan(null, List.of(), List.of(), DriverFormat.MAX_PERIOD_FRAMES);
    }

    /// Executes one cycle. Thread: the callback. RT-safe: yes.
    @RealTimeSafe
    void run(int numFrames, long cycleStartNs, long captureFrame) {
        if (tap != null) {
            tap.capture(numFrames, cycleStartNs, captureFrame);
        }
        for (int i = 0; i < numFrames; i++) {
            left[i] = 0;
            right[i] = 0;
        }
        for (TrackInput input : inputs) {
            input.play(numFrames, cycleStartNs, captureFrame, left, right);
        }
        if (monitorPorts.length > 0) {
            monitorPorts[0].write(left, 0, numFrames);
            monitorPorts[1].write(right, 0, numFrames);
        }
    }
}
