package tutti.nat.mesh;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import tutti.nat.impair.SimulatedNetwork;
import tutti.nat.link.PathReport;

/// Players, their network and their room, in one thread, on one clock moved by hand. One seed decides all chances.
final class World implements LongSupplier {
    private static final int MAX_ROUNDS = 2000;

    /// One direction between two players.
    private record Direction(Player from, Player to) {}

    final Random random;
    final SimulatedNetwork net;
    final HandRoom room;
    final HandIce ice = new HandIce(this);
    final List<Player> players = new ArrayList<>();
    private final Set<Direction> cuts = new HashSet<>();
    private final List<Runnable> beats = new ArrayList<>();
    long nowNs = 1_000_000_000_000L;

    /// How far the clock moves at once; the mesh itself looks at its timers each 5 ms.
    long stepNs = 5_000_000;

    World(long seed) {
        random = new Random(seed);
        net = new SimulatedNetwork(this, seed);
        room = new HandRoom(this);
    }

    @Override
    public long getAsLong() {
        return nowNs;
    }

    /// A new player whose engine runs, and who has not entered the room.
    Player player(String name) {
        Player player = new Player(this, name, players.size() + 1);
        players.add(player);
        player.start();
        return player;
    }

    /// Two players who are linked.
    void link(Player first, Player second) {
        room.enter(first);
        room.enter(second);
        if (!passUntil(3000, () -> first.isLinkedTo(second) && second.isLinkedTo(first))) {
            throw new AssertionError(first.stateOf(second) + " and " + second.stateOf(first));
        }
    }

    /// Loses all packets in one direction, until [#mend].
    void cut(Player from, Player to) {
        cuts.add(new Direction(from, to));
    }

    void cutBoth(Player first, Player second) {
        cut(first, second);
        cut(second, first);
    }

    void mend() {
        cuts.clear();
    }

    boolean isCut(Player from, Player to) {
        return cuts.contains(new Direction(from, to));
    }

    /// Does something in every step from now on.
    void eachStep(Runnable beat) {
        beats.add(beat);
    }

    /// Lets everybody work, without time passing, until nothing moves any more.
    void settle() {
        int numHandled;
        int numRounds = 0;
        do {
            numHandled = room.deliver() + ice.work();
            for (Player player : players) {
                numHandled += player.work();
            }
            numRounds++;
            if (numRounds > MAX_ROUNDS) {
                throw new AssertionError("It never becomes quiet.");
            }
        } while (numRounds < 2 || numHandled > 0);
    }

    void step() {
        nowNs += stepNs;
        beats.forEach(Runnable::run);
        settle();
    }

    void passMs(long ms) {
        long endNs = nowNs + ms * 1_000_000;
        while (nowNs < endNs) {
            step();
        }
    }

    /// Passes time until something is so, at most `ms`.
    boolean passUntil(long ms, BooleanSupplier condition) {
        long endNs = nowNs + ms * 1_000_000;
        settle();
        while (!condition.getAsBoolean() && nowNs < endNs) {
            step();
        }
        return condition.getAsBoolean();
    }

    /// How long it takes until something is so; -1 if it is not within `ms`.
    long msUntil(long ms, BooleanSupplier condition) {
        long beganNs = nowNs;
        return passUntil(ms, condition) ? (nowNs - beganNs) / 1_000_000 : -1;
    }

    boolean isEverybodyLinked() {
        return isEach(Player::isLinkedTo);
    }

    /// Whether all links take this kind of way.
    boolean isEverybodyLinked(PathReport.Kind kind) {
        return isEach((player, other) -> player.isLinkedTo(other, kind));
    }

    private boolean isEach(BiPredicate<Player, Player> condition) {
        for (Player player : players) {
            for (Player other : players) {
                if (player != other && !condition.test(player, other)) {
                    return false;
                }
            }
        }
        return true;
    }

    /// Who is not linked, for messages.
    String states() {
        StringBuilder text = new StringBuilder();
        for (Player player : players) {
            for (Player other : players) {
                if (player != other) {
                    text.append(player.name)
                            .append(" to ")
                            .append(other.name)
                            .append(": ")
                            .append(player.stateOf(other))
                            .append('\n');
                }
            }
        }
        return text.toString();
    }
}
