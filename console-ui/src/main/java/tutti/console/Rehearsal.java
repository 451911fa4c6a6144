package tutti.console;

import javafx.animation.AnimationTimer;

/// Shows everything for some pulses and ends: what the launcher's ahead-of-time cache is trained with.
final class Rehearsal {
    private static final int PULSES = 60;

    private Rehearsal() {}

    /// @param onEnd ends the console
    static void begin(Console console, Runnable onEnd) {
        new AnimationTimer() {
            private int numPulses;

            @Override
            public void handle(long nowNs) {
                numPulses++;
                if (numPulses == PULSES / 2) {
                    console.shell().toggleShortcuts();
                }
                if (numPulses == PULSES) {
                    stop();
                    onEnd.run();
                }
            }
        }.start();
    }
}
