package tutti.nat.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.nat.ice.IceCandidate;
import tutti.nat.ice.IceCredentials;
import tutti.nat.impair.Impairment;
import tutti.nat.link.MediaLink;
import tutti.nat.link.PathReport;

/// Whatever happens, in whatever order: when all is well again, everybody is linked directly, and nothing else is
/// open.
class MeshFuzzTest {
    private static final int SEEDS_A_RUN = 30;
    private static final int NUM_EVENTS = 40;

    /// What has happened, for messages.
    private final StringBuilder story = new StringBuilder();

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void shouldEndLinkedWhateverHappens(long run) {
        for (long seed = run * SEEDS_A_RUN; seed < (run + 1) * SEEDS_A_RUN; seed++) {
            story.setLength(0);
            try {
                live(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("Seed " + seed + ":" + story, e);
            }
        }
    }

    private void live(long seed) {
        World world = new World(seed);
        world.stepNs = 20_000_000;
        Random random = world.random;
        List<Player> band = Stream.of("ann", "ben", "cem").map(world::player).toList();
        band.forEach(world.room::enter);
        for (int i = 0; i < NUM_EVENTS; i++) {
            disturb(world, random);
            world.passMs(random.nextInt(random.nextInt(10) == 0 ? 8000 : 500));
            for (Player player : band) {
                assertTrue(world.ice.numOpen(player) <= 2 * 4, () -> player + " searches too much");
            }
        }
        heal(world);
        assertTrue(world.passUntil(60_000, () -> isQuiet(world)), world::states);
        world.passMs(4000);
        assertTrue(isQuiet(world), world::states);
        assertMusic(world, band);
        for (Player player : band) {
            assertEquals(0, player.mesh().droppedWork());
            player.mesh().close();
            assertEquals(0, world.ice.numOpen(player) + player.keys.numOpen(), player + " leaves something open");
        }
    }

    /// Everybody is linked directly, and hears the others, and has one search and one exchange open for each.
    private static boolean isQuiet(World world) {
        boolean isQuiet = world.isEverybodyLinked(PathReport.Kind.DIRECT);
        for (Player player : world.players) {
            int numOthers = world.players.size() - 1;
            isQuiet &= world.ice.numOpen(player) == numOthers && player.keys.numOpen() == numOthers;
        }
        return isQuiet;
    }

    private static void assertMusic(World world, List<Player> band) {
        for (Player from : band) {
            for (Player to : band) {
                if (from != to) {
                    int before = to.ear.heardFrom(from).size();
                    assertTrue(from.play(to, 1));
                    world.passMs(100);
                    assertEquals(before + 1, to.ear.heardFrom(from).size(), from + " to " + to);
                }
            }
        }
    }

    private static void heal(World world) {
        world.mend();
        world.net.impair(Impairment.NONE.withDelayNs(10_000_000));
        world.ice.isMute = false;
        world.room.loss = 0;
        world.room.comeBack();
        for (Player player : world.players) {
            player.mayRelay = true;
            player.mayUdp = true;
            player.online = true;
            player.keys.isMute = false;
            if (!isAlive(player)) {
                player.start();
            }
        }
        // A goodbye that is under way ends a link that the room asks for now, and rightly so.
        world.passMs(1000);
        world.players.forEach(world.room::enter);
    }

    private static boolean isAlive(Player player) {
        return player.isRunning() && !player.antenna.isClosed;
    }

    private void disturb(World world, Random random) {
        Player one = world.players.get(random.nextInt(world.players.size()));
        Player two = world.players.get(random.nextInt(world.players.size()));
        int what = random.nextInt(26);
        story.append(' ').append(what).append(one).append('-').append(two);
        switch (what) {
            case 0, 1 -> world.cut(one, two);
            case 2 -> world.cutBoth(one, two);
            case 3, 4 -> world.mend();
            case 5 -> world.room.goAway();
            case 6, 7 -> world.room.comeBack();
            case 8 -> {
                world.room.online(one, false);
                world.room.vanish(one);
            }
            case 9 -> {
                world.room.online(one, true);
                world.room.enter(one);
            }
            case 10 -> one.mayRelay = !one.mayRelay;
            case 11 -> one.mayUdp = !one.mayUdp;
            case 12 -> world.ice.isStrict = !world.ice.isStrict;
            case 13 -> world.ice.tellsGoodLast = !world.ice.tellsGoodLast;
            case 14 -> world.room.loss = random.nextDouble() / 2;
            case 15 ->
                world.net.impair(
                        Impairment.NONE.withDelayNs(random.nextInt(100_000_000)).withLoss(random.nextDouble() / 3, 1));
            case 16 -> world.ice.isMute = !world.ice.isMute;
            case 17 -> one.keys.isMute = !one.keys.isMute;
            default -> disturbEngine(world, random, one, two, what);
        }
    }

    private static void disturbEngine(World world, Random random, Player one, Player two, int what) {
        if (!isAlive(one)) {
            one.start();
            world.room.enter(one);
            return;
        }
        switch (what) {
            case 18 -> one.move();
            case 19 -> {
                one.move();
                one.mesh().onAddressesChanged();
            }
            case 20 -> one.mesh().onAddressesChanged();
            case 21 -> {
                one.kill();
                if (random.nextBoolean()) {
                    world.room.vanish(one);
                }
            }
            case 22 -> {
                one.mesh().close();
                world.room.leave(one);
            }
            case 23 -> {
                one.mesh().dismiss(two.id(), two + " was removed.", random.nextBoolean());
                if (one != two && random.nextBoolean()) {
                    one.mesh().admit(two.member());
                }
            }
            case 24 ->
                one.ear.up.stream().filter(link -> random.nextInt(4) == 0).forEach(MediaLink::close);
            default -> attack(world, random, one, two);
        }
    }

    /// Strangers send garbage, and a member has lost its mind.
    private static void attack(World world, Random random, Player victim, Player mad) {
        for (int i = 0; i < 20; i++) {
            byte[] bytes = new byte[random.nextInt(100)];
            random.nextBytes(bytes);
            InetSocketAddress stranger = new InetSocketAddress("203.0.113.1", 1 + random.nextInt(3));
            world.ice.ports(victim).forEach(port -> world.net.forge(bytes, stranger, port));
            if (mad != victim) {
                world.room.say(mad, victim, any(random));
            }
        }
    }

    private static Signal any(Random random) {
        int session = random.nextInt(5);
        int generation = random.nextInt(5);
        List<IceCandidate> candidates = List.of(new IceCandidate(
                IceCandidate.Type.HOST, new InetSocketAddress("192.0.2.1", 1 + random.nextInt(9)), 1, "1", null));
        return switch (random.nextInt(4)) {
            case 0 -> new Signal.Relayed();
            case 1 -> new Signal.Candidates(session, generation, candidates, true);
            default ->
                new Signal.Offer(
                        session,
                        generation,
                        random.nextBoolean(),
                        new IceCredentials("mad" + random.nextInt(10), "p".repeat(22)),
                        random.nextInt(3),
                        candidates,
                        true);
        };
    }
}
