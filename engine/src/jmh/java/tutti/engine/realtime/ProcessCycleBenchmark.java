package tutti.engine.realtime;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One callback with 16 stereo peers at 64 frames and 48 kHz, of which a period is 1,333 us: capture, pull, conceal,
/// mix, meter, play. What feeds the streams runs between the samples.
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ProcessCycleBenchmark {
    private static final int PEERS = 16;
    private static final int LISTENING_CYCLES = 1_000;

    /// Share of the packets that never come.
    @Param({"0", "0.05"})
    public double lossShare;

    /// The sample rate of the sixteenth peer.
    @Param({"48000", "44100"})
    public int lastRateHz;

    private Band band = new Band(0, 0, 0, 0);

    /// Plays until every peer is heard.
    @Setup(Level.Iteration)
    public void listen() {
        band = new Band(PEERS - 1, lastRateHz, lossShare, 0);
        for (int i = 0; i < LISTENING_CYCLES; i++) {
            band.feed();
            band.turn();
        }
        if (band.playingPeers() != PEERS) {
            throw new IllegalStateException("Only " + band.playingPeers() + " peers are heard.");
        }
    }

    /// What the other threads do.
    @Setup(Level.Invocation)
    public void feed() {
        band.feed();
    }

    /// What the callback does.
    @Benchmark
    public void cycle() {
        band.turn();
    }
}
