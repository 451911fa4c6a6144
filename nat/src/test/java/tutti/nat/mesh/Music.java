package tutti.nat.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
        List<Integer> heard = to.ear.heardFrom(from);
        Set<Integer> missing =
                new TreeSet<>(IntStream.range(0, numPlayed).boxed().toList());
        missing.removeAll(heard);
        assertEquals(Set.of(), missing, () -> "what " + to + " has not heard of " + from);
        assertEquals(numPlayed, heard.size(), () -> "what " + to + " has heard of " + from);
    }
}
