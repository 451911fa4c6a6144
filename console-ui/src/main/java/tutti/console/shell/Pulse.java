package tutti.console.shell;

import java.util.function.LongConsumer;
import javafx.animation.AnimationTimer;

/// The console's one timer: once a pulse, and never while nobody can see the window.
public final class Pulse {
    private final AnimationTimer timer;
    private boolean isRunning;

    /// @param onPulse does a pulse's work; gets its time
    public Pulse(LongConsumer onPulse) {
        timer = new AnimationTimer() {
            @Override
            public void handle(long nowNs) {
                onPulse.accept(nowNs);
            }
        };
    }

    /// Begins or ends as the window can be seen or not.
    public void follow(boolean isSeen) {
        if (isSeen && !isRunning) {
            timer.start();
        } else if (!isSeen && isRunning) {
            timer.stop();
        }
        isRunning = isSeen;
    }

    /// Whether it beats.
    public boolean isRunning() {
        return isRunning;
    }
}
