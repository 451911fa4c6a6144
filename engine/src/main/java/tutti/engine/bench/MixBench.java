package tutti.engine.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import tutti.engine.driver.DriverFormat;
import tutti.engine.mix.ChannelStrip;
import tutti.engine.mix.CycleTimer;
import tutti.engine.mix.MixBus;
import tutti.engine.mix.MixPlan;
import tutti.engine.mix.ProcessCycle;
import tutti.engine.mix.Route;
import tutti.engine.mix.StripSource;
import tutti.engine.os.ThreadPriority;
import tutti.plugins.api.RealTimeSafe;

/// `tutti bench mix`: how long the mix of 32 stereo strips with 4 sends each takes, meters, loudness and limiter
/// included, each cycle begun on time as a driver does, so that caches are as cold as in a real client. In the
/// second part every factor of the desk is on its way all the time, and a new plan comes every other period. The third
/// says what an edit of such a desk costs outside the callback.
public final class MixBench {
    private static final DriverFormat FORMAT = new DriverFormat(48_000, 64);
    private static final int STRIPS = 32;
    private static final int BUSES = 5;
    private static final int WARM_UP_CYCLES = 20_000;
    private static final double WANTED_PERCENT = 20;

    private final int numCycles;
    private final SplittableRandom random = new SplittableRandom(1);

    /// @param seconds of music in each part
    public MixBench(int seconds) {
        numCycles = seconds * FORMAT.sampleRateHz() / FORMAT.periodFrames();
    }

    /// Measures on a thread like the callback's.
    ///
    /// @throws InterruptedException if the thread is asked to stop
    public List<Figure> run() throws InterruptedException {
        List<Figure> figures = new ArrayList<>();
        Thread thread = Thread.ofPlatform().name("tutti-bench").start(() -> {
            ThreadPriority.raiseCurrentThread(ThreadPriority.CALLBACK);
            Percentiles idle = measure(0, false);
            figures.add(Figure.told("an empty cycle, for comparison: 99.9th", share(idle, 0.999)));
            figures.addAll(figures("at rest", measure(STRIPS, false)));
            figures.addAll(figures("all moving", measure(STRIPS, true)));
        });
        thread.join();
        figures.addAll(EditBench.run());
        return figures;
    }

    private Percentiles measure(int numStrips, boolean isMoving) {
        ProcessCycle cycle = new ProcessCycle(System::nanoTime, new CycleTimer());
        Desk desk = new Desk(numStrips);
        MixPlan[] plans = {desk.plan(1), desk.plan(0.5f)};
        cycle.plan(plans[0]);
        long[] durationsNs = new long[numCycles];
        long startNs = 0;
        for (int n = -WARM_UP_CYCLES; n < numCycles; n++) {
            if (n == 0) {
                startNs = System.nanoTime();
            }
            if (n >= 0) {
                Due.await(startNs + n * FORMAT.periodNs());
            }
            // Moving while it is compiled, too.
            if (n % 2 == 0 && (isMoving || n < 0)) {
                cycle.plan(plans[n / 2 & 1]);
            }
            long frame = (long) (n + WARM_UP_CYCLES) * FORMAT.periodFrames();
            long beganNs = System.nanoTime();
            cycle.process(FORMAT.periodFrames(), beganNs, frame);
            long tookNs = System.nanoTime() - beganNs;
            if (n >= 0) {
                durationsNs[n] = tookNs;
            }
        }
        return new Percentiles(durationsNs, numCycles);
    }

    private List<Figure> figures(String state, Percentiles ns) {
        String what = "mix of " + STRIPS + " stereo strips to " + BUSES + " buses, " + state + ": ";
        return List.of(
                Figure.told(what + "median", share(ns, 0.5)),
                Figure.told(what + "99th percentile", share(ns, 0.99)),
                Figure.atMost(what + "99.9th", percent(ns, 0.999), WANTED_PERCENT, "%"),
                Figure.told(what + "longest", share(ns, 1)));
    }

    private static String share(Percentiles ns, double share) {
        return Math.round(100 * percent(ns, share)) / 100.0 + " %";
    }

    private static double percent(Percentiles ns, double share) {
        return 100 * ns.at(share) / FORMAT.periodNs();
    }

    /// 32 strips that go to the monitor and by 4 sends each to 4 more buses, all with ports.
    private final class Desk {
        private final List<MixBus> buses = new ArrayList<>();
        private final List<Noise> sources = new ArrayList<>();
        private final List<ChannelStrip> strips = new ArrayList<>();
        private final List<Route> routes = new ArrayList<>();

        Desk(int numStrips) {
            int rateHz = FORMAT.sampleRateHz();
            for (int b = 0; b < (numStrips == 0 ? 0 : BUSES); b++) {
                buses.add(new MixBus(null, FORMAT.periodFrames(), rateHz));
            }
            for (int s = 0; s < numStrips; s++) {
                sources.add(new Noise());
                strips.add(new ChannelStrip(2, rateHz));
                buses.forEach(bus -> routes.add(new Route(bus, rateHz, false)));
            }
        }

        MixPlan plan(float level) {
            List<MixPlan.PlannedStrip> planned = new ArrayList<>();
            for (int s = 0; s < strips.size(); s++) {
                List<MixPlan.PlannedSend> sends = new ArrayList<>();
                for (int b = 0; b < BUSES; b++) {
                    sends.add(new MixPlan.PlannedSend(routes.get(s * BUSES + b), 0.1f * level, 0.07f * level));
                }
                planned.add(
                        new MixPlan.PlannedStrip(sources.get(s), strips.get(s), null, 0, 0.9f * level, level, sends));
            }
            List<MixPlan.PlannedBus> plannedBuses = buses.stream()
                    .map(bus -> new MixPlan.PlannedBus(bus, List.of(new MutePort(), new MutePort()), level, 0, true))
                    .toList();
            return new MixPlan(null, planned, plannedBuses, FORMAT);
        }
    }

    /// Noise that is made in advance and costs a copy.
    @RealTimeSafe
    private final class Noise implements StripSource {
        private final float[][] noise = new float[2][FORMAT.periodFrames()];
        private final float[][] given = new float[2][FORMAT.periodFrames()];

        Noise() {
            for (float[] channel : noise) {
                for (int i = 0; i < channel.length; i++) {
                    channel[i] = (float) random.nextDouble(-0.5, 0.5);
                }
            }
        }

        @Override
        public float[][] pull(int numFrames, long cycleStartNs, double nsPerFrame, long captureFrame) {
            System.arraycopy(noise[0], 0, given[0], 0, numFrames);
            System.arraycopy(noise[1], 0, given[1], 0, numFrames);
            return given;
        }
    }
}
