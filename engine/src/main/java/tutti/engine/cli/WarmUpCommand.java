package tutti.engine.cli;

import picocli.CommandLine.Command;
import tutti.engine.WarmUp;

/// Runs the engine without a sound and ends: what the launcher's ahead-of-time cache is trained with.
@Command(name = "warm-up", hidden = true, description = "Runs the engine in memory and ends.")
final class WarmUpCommand implements Runnable {
    @Override
    public void run() {
        WarmUp.run();
    }
}
