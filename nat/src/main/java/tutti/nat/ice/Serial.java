package tutti.nat.ice;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs tasks one after the other on a shared worker, so that what they touch needs no lock. Unbounded: whoever
/// hands tasks over bounds them.
final class Serial implements Executor {
    private final Executor worker;
    private final Consumer<RuntimeException> onBroken;

    // Guarded by this.
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean running;

    /// @param onBroken told, as a task of its own, what a task has thrown
    Serial(Executor worker, Consumer<RuntimeException> onBroken) {
        this.worker = worker;
        this.onBroken = onBroken;
    }

    /// Thread: any.
    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            tasks.add(task);
            if (running) {
                return;
            }
            running = true;
        }
        try {
            worker.execute(this::run);
        } catch (RejectedExecutionException e) {
            // The program is ending, and with it all that there was to do.
            forget();
        }
    }

    private synchronized void forget() {
        tasks.clear();
        running = false;
    }

    private void run() {
        for (Runnable task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (RuntimeException e) {
                onBroken.accept(e);
            }
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable task = tasks.poll();
        running = task != null;
        return task;
    }
}
