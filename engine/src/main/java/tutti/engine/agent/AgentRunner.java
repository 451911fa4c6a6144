package tutti.engine.agent;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tutti.engine.os.RealTimeThread;

/// Runs one agent on one thread until it is closed.
public final class AgentRunner implements AutoCloseable, RealTimeWatch.Watched {
    /// After this many exceptions without success in between the agent is given up: it would only burn the processor.
    private static final int MAX_ERRORS_IN_A_ROW = 1_000;

    private final Agent agent;
    private final ErrorHandler errorHandler;
    private final int realTimePriority;
    private final Thread thread;
    private volatile boolean running = true;
    private volatile @Nullable RealTimeThread realTime;

    private final AtomicLong turns = new AtomicLong();

    /// @param realTimePriority SCHED_FIFO priority to ask for, 1 to 99, or 0 for an ordinary thread; without
    ///     permission the thread stays ordinary
    public AgentRunner(Agent agent, int realTimePriority, ErrorHandler errorHandler) {
        this.agent = agent;
        this.errorHandler = errorHandler;
        this.realTimePriority = realTimePriority;
        this.thread = Thread.ofPlatform().daemon(true).name(agent.roleName()).unstarted(this::loop);
    }

    /// Starts the thread. Once only. Thread: any.
    public AgentRunner start() {
        thread.start();
        return this;
    }

    private void loop() {
        if (realTimePriority > 0) {
            realTime = RealTimeThread.ofCurrent(realTimePriority).orElse(null);
        }
        int errorsInARow = 0;
        while (running && errorsInARow < MAX_ERRORS_IN_A_ROW) {
            try {
                agent.doWork();
                errorsInARow = 0;
            } catch (RuntimeException | Error error) {
                errorsInARow++;
                errorHandler.onError(agent.roleName(), error);
            }
            turns.incrementAndGet();
        }
        // Its number may be another thread's soon.
        realTime = null;
        agent.onClose();
    }

    @Override
    public boolean isRealTime() {
        return realTime != null;
    }

    @Override
    public long turns() {
        return turns.get();
    }

    @Override
    public long cpuNs() {
        RealTimeThread present = realTime;
        return present == null ? 0 : present.cpuNs();
    }

    @Override
    public void lower() {
        RealTimeThread present = realTime;
        if (present != null) {
            present.lower();
        }
    }

    @Override
    public void raise() {
        RealTimeThread present = realTime;
        if (present != null) {
            present.raise();
        }
    }

    /// Asks the agent to stop and waits for at most one second. Idempotent. Thread: any but the agent's.
    @Override
    public void close() {
        running = false;
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            if (!thread.join(Duration.ofSeconds(1))) {
                errorHandler.onError(
                        agent.roleName(), new IllegalStateException("The thread did not end in a second."));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
