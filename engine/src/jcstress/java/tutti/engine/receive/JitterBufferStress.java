package tutti.engine.receive;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IFF_Result;

/// The link thread writes a frame of two channels while the callback looks for it.
@JCStressTest
@Outcome(id = "-1, 0.0, 0.0", expect = Expect.ACCEPTABLE, desc = "The frame has not come yet.")
@Outcome(id = "1, 1.0, 2.0", expect = Expect.ACCEPTABLE, desc = "The frame is there, with all of its samples.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The frame is said to be there, but not all of it is.")
@State
public class JitterBufferStress {
    private static final long FRAME = 5;

    private final JitterBuffer buffer = new JitterBuffer(2, 8);
    private final float[][] packet = {{1}, {2}};
    private final float[][] out = new float[2][1];

    @Actor
    public void link() {
        buffer.write(FRAME, 1, packet);
    }

    @Actor
    public void callback(IFF_Result result) {
        result.r1 = buffer.run(FRAME, 1);
        if (result.r1 == 1) {
            buffer.read(FRAME, 1, out, 0);
        }
        result.r2 = out[0][0];
        result.r3 = out[1][0];
    }
}
