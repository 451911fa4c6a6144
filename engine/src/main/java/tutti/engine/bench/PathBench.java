package tutti.engine.bench;

import java.util.List;
import java.util.function.Consumer;
import tutti.engine.session.Notices;

/// `tutti bench path`: the audio path's figures, one part after the other.
public final class PathBench {
    private static final int PEERS = 16;
    private static final int MEMORY_PEERS = 8;
    private static final int CALLBACK_SECONDS = 30;
    private static final double LOSS_SHARE = 0.05;
    private static final int CYCLES_PER_SECOND = 750;

    private final int jackSeconds;
    private final Notices progress;

    /// @param jackSeconds seconds of music from JACK to JACK
    /// @param progress told what is going on
    public PathBench(int jackSeconds, Notices progress) {
        this.jackSeconds = jackSeconds;
        this.progress = progress;
    }

    /// Runs every part.
    ///
    /// @param figures gets each figure as soon as it is known
    /// @throws InterruptedException if the thread is asked to stop
    public void run(Consumer<Figure> figures) throws InterruptedException {
        progress.say("How long a callback takes with " + PEERS + " stereo peers (" + CALLBACK_SECONDS + " s)...");
        hand(new CallbackBench(PEERS, CALLBACK_SECONDS * CYCLES_PER_SECOND, 0).run(), figures);
        progress.say("The same, each losing 5 % of its packets (" + CALLBACK_SECONDS + " s)...");
        hand(new CallbackBench(PEERS, CALLBACK_SECONDS * CYCLES_PER_SECOND, LOSS_SHARE).run(), figures);
        progress.say("How soon the send thread wakes (10 s)...");
        hand(new WakeBench(10 * CYCLES_PER_SECOND).run(), figures);
        progress.say("Music from JACK to JACK (" + jackSeconds + " s)...");
        hand(new JackBench(jackSeconds, 1, progress).clean(), figures);
        progress.say("Memory with " + MEMORY_PEERS + " peers (half a minute)...");
        hand(new MemoryBench(MEMORY_PEERS).run(), figures);
    }

    private static void hand(List<Figure> measured, Consumer<Figure> figures) {
        measured.forEach(figures);
    }
}
