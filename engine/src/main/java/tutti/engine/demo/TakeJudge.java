package tutti.engine.demo;

import java.util.Optional;
import java.util.OptionalInt;
import tutti.engine.driver.virtual.LoopSource;
import tutti.engine.judge.Hearing;
import tutti.engine.judge.Judge;
import tutti.engine.judge.Sound;
import tutti.engine.judge.Verdict;

/// Has a recording judged against the piece that was played, from its first sound on.
///
/// Takes about 20 ms for a second of sound. Thread: any, one at a time.
public final class TakeJudge {
    private static final int WINDOWS_PER_SECOND = 10;

    /// -80 dBFS: what is softer at the beginning is silence.
    private static final float AUDIBLE = 1e-4f;

    private final Take take;
    private final Judge judge;
    private final int windowFrames;
    private final double msPerFrame;
    private final double restFrames;

    /// @param take what was heard, stereo
    /// @param piece what was played, from its driver's frame 0 on
    /// @param offsetFrames which frame of the piece was played when frame 0 of the recording was heard; fractions
    ///     where the two drivers' cycles do not fall together; may be negative
    /// @param maxLatencyMs latencies from 0 to this are looked for
    public TakeJudge(Take take, LoopSource piece, int rateHz, double offsetFrames, double maxLatencyMs) {
        this.take = take;
        windowFrames = rateHz / WINDOWS_PER_SECOND;
        msPerFrame = 1e3 / rateHz;
        long wholeFrames = (long) Math.floor(offsetFrames);
        restFrames = offsetFrames - wholeFrames;
        judge = new Judge(new Piece(piece, wholeFrames), new TakeSound(take), rateHz, (int)
                Math.ceil(maxLatencyMs * rateHz / 1e3));
    }

    /// Judges the recording from its first sound up to a frame.
    ///
    /// @return empty if there is no sound in it, or not of this piece
    Optional<DemoVerdict> judge(long endFrame) {
        return judge(firstSound(endFrame), endFrame);
    }

    /// Judges a part of the recording.
    ///
    /// @return empty if there is no sound in it, or not of this piece
    public Optional<DemoVerdict> judge(long first, long endFrame) {
        OptionalInt lag = judge.findLag(first, endFrame);
        return lag.isEmpty()
                ? Optional.empty()
                : judge.judge(first - lag.getAsInt(), endFrame - lag.getAsInt())
                        .map(Hearing::verdict)
                        .map(this::verdict);
    }

    /// Where the sound begins, less the window in which it fades in.
    private long firstSound(long endFrame) {
        int stepFrames = WINDOWS_PER_SECOND * windowFrames;
        for (long at = 0; at < endFrame; at += stepFrames) {
            float[][] heard = take.read(at, stepFrames);
            for (int i = 0; i < heard[0].length; i++) {
                if (Math.abs(heard[0][i]) > AUDIBLE || Math.abs(heard[1][i]) > AUDIBLE) {
                    return at + i + windowFrames;
                }
            }
        }
        return endFrame;
    }

    private DemoVerdict verdict(Verdict verdict) {
        return new DemoVerdict(
                ms(verdict.latencyFrames()),
                ms(verdict.leastFrames()),
                ms(verdict.mostFrames()),
                ms(verdict.lastFrames()),
                verdict.moves(),
                verdict.blocks(),
                verdict.damaged(),
                verdict.dropouts(),
                verdict.errorDb());
    }

    private double ms(double lagFrames) {
        return (lagFrames + restFrames) * msPerFrame;
    }

    /// The piece on the recording's clock: again and again, before the beginning too.
    private record Piece(LoopSource loop, long offsetFrames) implements Sound {
        @Override
        public int numChannels() {
            return 2;
        }

        @Override
        public void read(int channel, long firstFrame, float[] into, int numFrames) {
            loop.fill(channel, Math.floorMod(firstFrame + offsetFrames, (long) loop.numFrames()), into, 0, numFrames);
        }
    }
}
