package tutti.nat.room.client;

import java.util.random.RandomGenerator;

/// How long to wait before the next attempt to connect: not at all, then 250 ms, and twice as long each time up to 2 s.
/// Each pause is cut at random by up to a half, so that all members of a server that comes back do not come at once.
///
/// Thread: one.
final class Reconnecting {
    private static final long FIRST_MS = 250;
    private static final long LONGEST_MS = 2000;

    private final RandomGenerator random;
    private long pauseMs;

    Reconnecting(RandomGenerator random) {
        this.random = random;
    }

    /// The next pause.
    long nextMs() {
        long ms = pauseMs;
        pauseMs = Math.clamp(2 * pauseMs, FIRST_MS, LONGEST_MS);
        return ms == 0 ? 0 : ms / 2 + random.nextLong(ms / 2 + 1);
    }

    /// It worked: the next time there is no pause.
    void reset() {
        pauseMs = 0;
    }
}
