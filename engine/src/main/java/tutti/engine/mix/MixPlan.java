package tutti.engine.mix;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tutti.engine.driver.DriverFormat;
import tutti.engine.driver.PlaybackPort;
import tutti.engine.send.CaptureTap;
import tutti.plugins.api.RealTimeSafe;

/// What one cycle does, compiled by control and never changed: capture, pull every strip's sound, mix, play.
///
/// Flat: one array for each kind of value, strip by strip and route by route, so that a cycle walks through memory
/// once. The values are where the factors are to go; where they are, and all else that sound leaves behind, is kept
/// in strips, routes and buses, which go on from plan to plan.
public final class MixPlan {
    private final @Nullable CaptureTap tap;
    private final double nominalNsPerFrame;

    private final StripSource[] sources;
    private final ChannelStrip[] strips;
    private final @Nullable DelayLine[] delays;
    private final int[] delayFrames;
    private final float[] trims;
    private final float[] faders;

    /// The routes of strip `s` are those from `firstRoute[s]` to before `firstRoute[s + 1]`.
    private final int[] firstRoute;

    private final Route[] routes;
    private final float[] lefts;
    private final float[] rights;

    private final MixBus[] buses;
    private final PlaybackPort[][] ports;
    private final float[] busFaders;
    private final float[] busListens;
    private final boolean[] busLimits;

    /// A strip in a plan.
    ///
    /// @param source in no other strip
    /// @param delay null as long as the strip was never delayed
    /// @param delayFrames how much later it is mixed
    /// @param trim factor before everything else, negative with inverted polarity
    /// @param fader factor of fader, groups and mute, for the meter
    /// @param sends to the plan's buses
    public record PlannedStrip(
            StripSource source,
            ChannelStrip strip,
            @Nullable DelayLine delay,
            int delayFrames,
            float trim,
            float fader,
            List<PlannedSend> sends) {}

    /// A route in a plan.
    ///
    /// @param left factor of what goes left, fader and pan included
    /// @param right factor of what goes right
    public record PlannedSend(Route route, float left, float right) {}

    /// A bus in a plan.
    ///
    /// @param ports left and right, or none
    /// @param fader factor of fader and mute
    /// @param listened factor of the bus that is heard in its place
    /// @param isLimited whether the limiter is on
    public record PlannedBus(MixBus bus, List<PlaybackPort> ports, float fader, float listened, boolean isLimited) {}

    /// @param tap null if nothing is sent
    /// @param buses a bus that is listened to comes before those that listen
    /// @param format the driver's
    public MixPlan(@Nullable CaptureTap tap, List<PlannedStrip> planned, List<PlannedBus> buses, DriverFormat format) {
        this.tap = tap;
        nominalNsPerFrame = 1e9 / format.sampleRateHz();
        int numStrips = planned.size();
        sources = planned.stream().map(PlannedStrip::source).toArray(StripSource[]::new);
        strips = planned.stream().map(PlannedStrip::strip).toArray(ChannelStrip[]::new);
        delays = new DelayLine[numStrips];
        delayFrames = new int[numStrips];
        trims = new float[numStrips];
        faders = new float[numStrips];
        firstRoute = new int[numStrips + 1];
        for (int s = 0; s < numStrips; s++) {
            PlannedStrip strip = planned.get(s);
            delays[s] = strip.delay();
            delayFrames[s] = strip.delayFrames();
            trims[s] = strip.trim();
            faders[s] = strip.fader();
            firstRoute[s + 1] = firstRoute[s] + strip.sends().size();
        }
        List<PlannedSend> sends =
                planned.stream().flatMap(strip -> strip.sends().stream()).toList();
        routes = sends.stream().map(PlannedSend::route).toArray(Route[]::new);
        lefts = new float[routes.length];
        rights = new float[routes.length];
        for (int r = 0; r < routes.length; r++) {
            lefts[r] = sends.get(r).left();
            rights[r] = sends.get(r).right();
        }
        this.buses = buses.stream().map(PlannedBus::bus).toArray(MixBus[]::new);
        ports = buses.stream()
                .map(bus -> bus.ports().toArray(PlaybackPort[]::new))
                .toArray(PlaybackPort[][]::new);
        busFaders = new float[buses.size()];
        busListens = new float[buses.size()];
        busLimits = new boolean[buses.size()];
        for (int b = 0; b < buses.size(); b++) {
            busFaders[b] = buses.get(b).fader();
            busListens[b] = buses.get(b).listened();
            busLimits[b] = buses.get(b).isLimited();
        }
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
        for (MixBus bus : buses) {
            bus.clear(numFrames);
        }
        for (int s = 0; s < strips.length; s++) {
            float[][] sound = sources[s].pull(numFrames, cycleStartNs, nsPerFrame, captureFrame);
            mix(s, sound, numFrames);
        }
        for (int b = 0; b < buses.length; b++) {
            buses[b].finish(ports[b], numFrames, busFaders[b], busListens[b], busLimits[b]);
        }
    }

    @RealTimeSafe
    private void mix(int s, float[][] sound, int numFrames) {
        ChannelStrip strip = strips[s];
        strip.trim(sound, numFrames, trims[s]);
        DelayLine delay = delays[s];
        if (delay != null) {
            delay.process(sound, numFrames, delayFrames[s]);
        }
        boolean isSilent = strip.measure(sound, numFrames, faders[s]);
        for (int r = firstRoute[s]; r < firstRoute[s + 1]; r++) {
            routes[r].play(sound, isSilent, numFrames, lefts[r], rights[r]);
        }
    }
}
