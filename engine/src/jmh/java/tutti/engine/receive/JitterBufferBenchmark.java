package tutti.engine.receive;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// One stereo packet in and one stereo period out, 64 frames each.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JitterBufferBenchmark {
    private static final int PERIOD = 64;

    /// Frames of the packet that the period read begins in the middle of.
    @Param({"0", "17"})
    public int misalignedFrames;

    private final JitterBuffer buffer = new JitterBuffer(2, 48_000);
    private final float[][] packet = new float[2][PERIOD];
    private final float[][] out = new float[2][PERIOD];
    private long frame = PERIOD;

    /// Both, since neither can go on without the other.
    @Benchmark
    public int writeAndRead() {
        buffer.write(frame, PERIOD, packet);
        long first = frame - misalignedFrames;
        int run = buffer.run(first, PERIOD);
        if (run > 0) {
            buffer.read(first, run, out, 0);
        }
        frame += PERIOD;
        buffer.advanceTo(frame - misalignedFrames);
        return run;
    }
}
