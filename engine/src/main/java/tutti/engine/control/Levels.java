package tutti.engine.control;

import tutti.engine.desk.Decibels;
import tutti.engine.desk.MeterReader;

/// What a meter showed when it was read last, in dB, the louder side of two.
///
/// Thread: one reads the meter, any reads this.
abstract class Levels {
    volatile double peakDb = Decibels.SILENCE;
    volatile double rmsDb = Decibels.SILENCE;
    volatile double prePeakDb = Decibels.SILENCE;
    volatile double preRmsDb = Decibels.SILENCE;

    private final MeterReader reader;

    Levels(MeterReader reader) {
        this.reader = reader;
    }

    /// Takes what was measured since the last call.
    final void read() {
        reader.read();
        take(reader);
    }

    abstract void take(MeterReader read);

    static double peakDb(MeterReader read, int from, int to) {
        double peak = 0;
        for (int lane = from; lane < to; lane++) {
            peak = Math.max(peak, read.peak(lane));
        }
        return Decibels.ofLinear(peak);
    }

    static double rmsDb(MeterReader read, int from, int to) {
        double most = 0;
        for (int lane = from; lane < to; lane++) {
            most = Math.max(most, read.meanSquare(lane));
        }
        return Decibels.ofLinear(Math.sqrt(most));
    }

    /// A strip has as many lanes before the fader as behind it.
    static final class OfStrip extends Levels {
        OfStrip(MeterReader reader) {
            super(reader);
        }

        @Override
        void take(MeterReader read) {
            int sides = read.lanes() / 2;
            prePeakDb = peakDb(read, 0, sides);
            preRmsDb = rmsDb(read, 0, sides);
            peakDb = peakDb(read, sides, 2 * sides);
            rmsDb = rmsDb(read, sides, 2 * sides);
        }
    }

    /// A bus has left, right, and by how much its limiter turns down.
    static final class OfBus extends Levels {
        private static final int SIDES = 2;

        volatile double reductionDb;

        OfBus(MeterReader reader) {
            super(reader);
        }

        @Override
        void take(MeterReader read) {
            int sides = Math.min(SIDES, read.lanes());
            peakDb = peakDb(read, 0, sides);
            rmsDb = rmsDb(read, 0, sides);
            // The meter has 1 less the least gain.
            reductionDb = read.lanes() > SIDES ? -Decibels.ofLinear(1 - read.peak(SIDES)) : 0;
        }
    }
}
