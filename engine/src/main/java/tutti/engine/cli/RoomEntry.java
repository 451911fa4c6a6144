package tutti.engine.cli;

import java.util.concurrent.TimeUnit;
import tutti.nat.invite.ServerUrl;
import tutti.nat.mesh.RoomEndpoint;

/// Waits at the door of a room.
final class RoomEntry {
    private static final long PATIENCE_MS = 10_000;
    private static final long LOOK_MS = 10;

    private RoomEntry() {}

    /// Returns when the player is in, or, if patient, when it is clear that this takes longer.
    ///
    /// @param patient whether a server that does not answer may come later
    /// @throws UsageException if the player is refused, or the server does not answer
    static void await(RoomEndpoint room, ServerUrl server, boolean patient, Performance performance) {
        long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        try {
            while (!room.hasEntered()) {
                String refusal = room.refusal().orElse(null);
                if (refusal != null) {
                    throw new UsageException(refusal);
                }
                if (System.nanoTime() - untilNs >= 0) {
                    String sentence = "The room server at " + server.host() + " does not answer; check the invite, and "
                            + "that this computer is online (tutti check --room says more)";
                    if (!patient) {
                        throw new UsageException(sentence + ".");
                    }
                    performance.say(sentence + "; trying on.");
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
