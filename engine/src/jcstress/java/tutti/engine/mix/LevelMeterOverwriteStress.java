package tutti.engine.mix;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// A reader that has not looked for so long that what it reads is being written over: it gets the last stretches as
/// they were at one moment. All stretches are silent but the two that are measured meanwhile; a reading is told as
/// the sum of squares and the peak.
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Neither is there yet.")
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "The first alone.")
@Outcome(id = "3, 2", expect = Expect.ACCEPTABLE, desc = "Both.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The second, written over the oldest, without the first.")
@State
public class LevelMeterOverwriteStress {
    private static final int RATE_HZ = 200;

    private final LevelMeter meter = new LevelMeter(1, RATE_HZ);
    private final LevelMeter.Reader reader = meter.newReader();

    public LevelMeterOverwriteStress() {
        for (int n = 0; n < LevelMeter.STRETCHES; n++) {
            meter.advance(1);
        }
    }

    @Actor
    public void callback() {
        meter.note(0, 1, 1);
        meter.advance(1);
        meter.note(0, 2, 2);
        meter.advance(1);
    }

    @Actor
    public void console(II_Result result) {
        reader.read();
        result.r1 = (int) Math.round(reader.meanSquare(0) * (LevelMeter.STRETCHES - 1));
        result.r2 = (int) reader.peak(0);
    }
}
