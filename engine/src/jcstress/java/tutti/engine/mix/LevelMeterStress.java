package tutti.engine.mix;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// Two stretches are measured while somebody reads, and the rest is read afterwards: each is in exactly one reading,
/// and no reading has a stretch by halves. A reading is told as `100 peak + 10 mean square`: the first stretch
/// has 1 and 1, the second 2 and 4.
@JCStressTest
@Outcome(id = "0, 225", expect = Expect.ACCEPTABLE, desc = "Neither is there yet.")
@Outcome(id = "110, 240", expect = Expect.ACCEPTABLE, desc = "The first alone.")
@Outcome(id = "225, 0", expect = Expect.ACCEPTABLE, desc = "Both.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A torn stretch, or one that is lost or counted twice.")
@State
public class LevelMeterStress {
    /// At 200 Hz a stretch of 5 ms is one frame.
    private static final int RATE_HZ = 200;

    private final LevelMeter meter = new LevelMeter(1, RATE_HZ);
    private final LevelMeter.Reader reader = meter.newReader();

    @Actor
    public void callback() {
        meter.note(0, 1, 1);
        meter.advance(1);
        meter.note(0, 2, 4);
        meter.advance(1);
    }

    @Actor
    public void console(II_Result result) {
        result.r1 = told();
    }

    @Arbiter
    public void later(II_Result result) {
        result.r2 = told();
    }

    private int told() {
        return reader.read() ? (int) Math.round(100 * reader.peak(0) + 10 * reader.meanSquare(0)) : 0;
    }
}
