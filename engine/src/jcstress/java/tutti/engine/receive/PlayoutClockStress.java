package tutti.engine.receive;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJJ_Result;

/// The callback publishes two cycles while the link thread asks where it is.
@JCStressTest
@Outcome(id = "0, 0, 0, 0", expect = Expect.ACCEPTABLE, desc = "No cycle has begun yet.")
@Outcome(id = "1, 2, 3, 4", expect = Expect.ACCEPTABLE, desc = "The first cycle, whole.")
@Outcome(id = "5, 6, 7, 8", expect = Expect.ACCEPTABLE, desc = "The second cycle, whole.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A mixture of two cycles.")
@State
public class PlayoutClockStress {
    private final PlayoutClock clock = new PlayoutClock();
    private final PlayoutClock.Reading reading = new PlayoutClock.Reading();

    @Actor
    public void callback() {
        clock.publish(1, 2, 3, 4);
        clock.publish(5, 6, 7, 8);
    }

    @Actor
    public void link(JJJJ_Result result) {
        if (clock.read(reading)) {
            result.r1 = reading.cycleStartNs;
            result.r2 = reading.positionFrames;
            result.r3 = (long) reading.advanceFrames;
            result.r4 = (long) reading.periodNs;
        }
    }
}
