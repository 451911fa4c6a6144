package tutti.nat.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;

/// One player plays a numbered packet to another in every step.
final class Music {
    private final Player from;
    private final Player to;
    private int numPlayed;
    private boolean isPaused;

    private Music(World world, Player from, Player to) {
        this.from = from;
        this.to = to;
        world.eachStep(this::play);
    }

    static Music play(World world, Player from, Player to) {
        return new Music(world, from, to);
    }

    private void play() {
        if (!isPaused && from.isRunning() && from.hasLinkTo(to)) {
            from.play(to, numPlayed++);
        }
    }

    void pause() {
        isPaused = true;
    }

    int numPlayed() {
        return numPlayed;
    }

    int numHeard() {
        return to.ear.heardFrom(from).size();
    }

    /// How many were not heard.
    int numLost() {
        return numPlayed - numHeard();
    }

    /// Every packet was heard exactly once.
    void assertWhole() {
        List<Integer> heard = to.ear.heardFrom(from).stream().sorted().toList();
        assertEquals(IntStream.range(0, numPlayed).boxed().toList(), heard, () -> from + " to " + to);
    }
}
