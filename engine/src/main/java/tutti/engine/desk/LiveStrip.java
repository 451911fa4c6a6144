package tutti.engine.desk;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tutti.engine.driver.DriverFormat;
import tutti.engine.mix.ChannelStrip;
import tutti.engine.mix.DelayLine;
import tutti.engine.mix.MixBus;
import tutti.engine.mix.Route;

/// A strip that sounds: what belongs to the callback of it, from its appearance until it goes.
final class LiveStrip {
    private final int channels;
    private final DriverFormat format;
    private final ChannelStrip strip;
    private final Map<MixBus, Route> routes = new HashMap<>();
    private @Nullable DelayLine delay;
    private boolean isNew = true;

    LiveStrip(int channels, DriverFormat format) {
        this.channels = channels;
        this.format = format;
        strip = new ChannelStrip(channels, format.sampleRateHz());
    }

    int channels() {
        return channels;
    }

    ChannelStrip strip() {
        return strip;
    }

    /// The way to a bus. It is made when something goes there for the first time, and stays.
    ///
    /// @param isBusNew whether no plan has named the bus yet
    /// @return null if nothing ever went there and nothing does
    @Nullable
    Route route(MixBus bus, boolean isBusNew, boolean isOpen) {
        Route present = routes.get(bus);
        if (present != null || !isOpen) {
            return present;
        }
        Route made = new Route(bus, format.sampleRateHz(), !isNew && !isBusNew);
        routes.put(bus, made);
        return made;
    }

    void keepOnly(Set<MixBus> buses) {
        routes.keySet().retainAll(buses);
    }

    /// The delay line. It is made when the strip is delayed for the first time, and stays.
    @Nullable
    DelayLine delay(int delayFrames) {
        if (delay == null && delayFrames > 0) {
            int mostFrames = DelayFrames.of(StripSettings.MAX_DELAY_MS + LatencySettings.MAX_TARGET_MS, format);
            delay = new DelayLine(channels, mostFrames, format.periodFrames(), format.sampleRateHz());
        }
        return delay;
    }

    /// A plan names it.
    void onPlan() {
        isNew = false;
    }
}
