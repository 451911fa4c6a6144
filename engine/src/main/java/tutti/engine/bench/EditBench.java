package tutti.engine.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tutti.engine.desk.BusId;
import tutti.engine.desk.Desk;
import tutti.engine.desk.Send;
import tutti.engine.desk.StripId;
import tutti.engine.desk.StripInput;
import tutti.engine.driver.virtual.SteppedDriver;
import tutti.engine.driver.virtual.VirtualDriver;
import tutti.engine.driver.virtual.VirtualOptions;
import tutti.engine.mix.CycleTimer;
import tutti.engine.mix.ProcessCycle;
import tutti.engine.mix.StripSource;
import tutti.plugins.api.RealTimeSafe;

/// What one edit of a desk costs whoever makes it: a fader is moved on a desk of 32 stereo strips with 4 sends each, as
/// [MixBench] mixes them, from another graph to the plan that the callback will read.
final class EditBench {
    private static final int STRIPS = 32;
    private static final int SENDS = 4;
    private static final int PERIOD = 64;
    private static final int WARM_UP_EDITS = 5_000;
    private static final int EDITS = 20_000;
    private static final double NS_PER_US = 1e3;

    private EditBench() {}

    static List<Figure> run() {
        try (SteppedDriver driver = VirtualDriver.stepped(VirtualOptions.of(48_000, PERIOD), 0)) {
            Desk desk = new Desk(driver, new ProcessCycle(System::nanoTime, new CycleTimer()));
            List<StripId> strips = furnish(desk);
            long[] durationsNs = new long[EDITS];
            for (int n = -WARM_UP_EDITS; n < EDITS; n++) {
                StripId strip = strips.get(Math.floorMod(n, STRIPS));
                double faderDb = -Math.floorMod(n, 60);
                long beganNs = System.nanoTime();
                desk.fader(strip, faderDb);
                long tookNs = System.nanoTime() - beganNs;
                if (n >= 0) {
                    durationsNs[n] = tookNs;
                }
            }
            Percentiles ns = new Percentiles(durationsNs, EDITS);
            String what = "one edit of that desk, not in the callback: ";
            return List.of(Figure.told(what + "median", micros(ns, 0.5)), Figure.told(what + "99th", micros(ns, 0.99)));
        }
    }

    private static List<StripId> furnish(Desk desk) {
        List<BusId> buses = new ArrayList<>();
        for (int n = 1; n <= SENDS; n++) {
            buses.add(new BusId("aux" + n));
            desk.addBus(new BusId("aux" + n));
        }
        List<StripId> strips = new ArrayList<>();
        for (int n = 1; n <= STRIPS; n++) {
            StripId strip = new StripId.Remote("player" + n, "main");
            strips.add(strip);
            desk.attach(strip, new StripInput(new Silence(), 2));
            buses.forEach(bus -> desk.send(strip, bus, _ -> Send.UNITY));
        }
        return strips;
    }

    /// A strip's source that nobody plays.
    @RealTimeSafe
    private static final class Silence implements StripSource {
        private final float[][] silence = new float[2][PERIOD];

        @Override
        public float[][] pull(int numFrames, long cycleStartNs, double nsPerFrame, long captureFrame) {
            return silence;
        }
    }

    private static String micros(Percentiles ns, double share) {
        return String.format(Locale.ROOT, "%.1f us", ns.at(share) / NS_PER_US);
    }
}
