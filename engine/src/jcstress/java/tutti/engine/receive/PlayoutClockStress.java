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
    private final PlayoutClock.Reading cycle = new PlayoutClock.Reading();
    private final PlayoutClock.Reading reading = new PlayoutClock.Reading();

    @Actor
    public void callback() {
        publish(1, 2, 3, 4);
        publish(5, 6, 7, 8);
    }

    private void publish(long cycleStartNs, long localFrame, long readFrame, long takenFrames) {
        cycle.cycleStartNs = cycleStartNs;
        cycle.localFrame = localFrame;
        cycle.readFrame = readFrame;
        cycle.takenFrames = takenFrames;
        clock.publish(cycle);
    }

    @Actor
    public void link(JJJJ_Result result) {
        if (clock.read(reading)) {
            result.r1 = reading.cycleStartNs;
            result.r2 = reading.localFrame;
            result.r3 = (long) reading.readFrame;
            result.r4 = reading.takenFrames;
        }
    }
}
