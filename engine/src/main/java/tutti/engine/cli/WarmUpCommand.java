package tutti.engine.cli;

import java.time.Duration;
import picocli.CommandLine.Command;
import tutti.engine.WarmUp;
import tutti.engine.rehearsal.RoomRehearsal;

/// Runs the engine without a sound, opens a room and connects two players in it, and ends: what the launcher's
/// ahead-of-time cache is trained with.
@Command(name = "warm-up", hidden = true, description = "Runs the engine in memory and ends.")
final class WarmUpCommand implements Runnable {
    /// Without a network the two do not find each other, and what was loaded until then is still worth its place.
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    @Override
    public void run() {
        WarmUp.runWhole();
        RoomRehearsal.run(System::nanoTime, System::currentTimeMillis, PATIENCE);
    }
}
