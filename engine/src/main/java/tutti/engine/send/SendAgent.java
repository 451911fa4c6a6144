package tutti.engine.send;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tutti.engine.agent.Agent;
import tutti.engine.os.WakeSignal;

/// The send thread's duty: sleep until the callback has published a block, then take the send path once through.
public final class SendAgent implements Agent {
    /// Wakes for reports when no sound comes.
    private static final int MAX_WAIT_MS = 50;

    private final WakeSignal wake;
    private final LongSupplier nanoClock;
    private volatile @Nullable SendPath path;

    /// Touched by the send thread alone.
    private @Nullable SendPath used;

    public SendAgent(WakeSignal wake, LongSupplier nanoClock) {
        this.wake = wake;
        this.nanoClock = nanoClock;
    }

    /// Puts another path in place; the old one may be in use until the present [#doWork] ends. Thread: the conductor.
    public void path(@Nullable SendPath newPath) {
        path = newPath;
    }

    @Override
    public String roleName() {
        return "tutti-send";
    }

    @Override
    public int doWork() {
        SendPath current = path;
        if (current != used) {
            close(used);
            used = current;
        }
        int blocks = current == null ? 0 : current.doWork(nanoClock.getAsLong());
        if (blocks == 0) {
            wake.await(MAX_WAIT_MS);
        }
        return blocks;
    }

    @Override
    public void onClose() {
        close(used);
        used = null;
    }

    private static void close(@Nullable SendPath old) {
        if (old != null) {
            old.close();
        }
    }
}
