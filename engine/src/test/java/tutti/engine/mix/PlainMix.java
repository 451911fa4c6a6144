package tutti.engine.mix;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tutti.engine.driver.DriverFormat;
import tutti.engine.driver.PlaybackPort;
import tutti.engine.send.CaptureTap;

/// A plan that plays every track at 0 dB on the monitor, without a desk.
public final class PlainMix {
    private PlainMix() {}

    /// Every track to both sides, with the limiter on.
    ///
    /// @param monitorPorts left and right, or none
    public static MixPlan of(
            @Nullable CaptureTap tap, List<TrackInput> inputs, List<PlaybackPort> monitorPorts, DriverFormat format) {
        int rateHz = format.sampleRateHz();
        MixBus monitor = new MixBus(null, format.periodFrames(), rateHz);
        List<MixPlan.PlannedStrip> strips = inputs.stream()
                .map(input -> new MixPlan.PlannedStrip(
                        input,
                        new ChannelStrip(input.channels(), rateHz),
                        null,
                        0,
                        1,
                        1,
                        List.of(new MixPlan.PlannedSend(new Route(monitor, rateHz, false), 1, 1))))
                .toList();
        MixPlan.PlannedBus bus = new MixPlan.PlannedBus(monitor, monitorPorts, 1, 0, true);
        return new MixPlan(tap, strips, List.of(bus), format);
    }
}
