package tutti.engine.rehearsal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Function;
import tutti.codecs.CodecSet;
import tutti.engine.Engine;
import tutti.engine.EngineConfig;
import tutti.engine.agent.Agent;
import tutti.engine.driver.virtual.SteppedDriver;
import tutti.engine.driver.virtual.VirtualDriver;
import tutti.engine.driver.virtual.VirtualOptions;
import tutti.engine.os.WakeSignal;
import tutti.engine.session.Notices;
import tutti.nat.direct.DirectHost;
import tutti.nat.direct.DirectJoin;
import tutti.nat.impair.SimulatedNetwork;
import tutti.nat.invite.InviteSecret;
import tutti.nat.link.LinkEndpoint;
import tutti.nat.link.LinkListener;
import tutti.nat.udp.DatagramPort;

/// A world of its own: one clock, one network, one host and any number of joiners, stepped event by event. The same
/// seed gives the same run.
///
/// One thread.
public final class Rehearsal implements AutoCloseable {
    private static final int HOST_PORT = 4464;

    /// How often links and conductors look at their timers, when nothing else makes them.
    private static final long TICK_NS = 5_000_000;

    /// Away from zero, so that no time stamp is special.
    private static final long START_NS = 1_000_000_000L;

    private final SimulatedNetwork network;
    private final SplittableRandom random;
    private final InviteSecret secret;
    private final CodecSet codecs;
    private final List<Player> players = new ArrayList<>();
    private long nowNs = START_NS;
    private long nextTickNs = START_NS;
    private int addresses;

    /// Somebody in this world.
    ///
    /// @param engine the real one
    /// @param driver its sound system
    /// @param port its place on the network
    public record Player(Engine engine, SteppedDriver driver, DatagramPort port) {
        void work() {
            for (Agent agent : engine.agents()) {
                agent.doWork();
            }
        }
    }

    /// @param codecs what every engine can play
    /// @param seed decides everything that is left to chance, except the keys
    public Rehearsal(CodecSet codecs, long seed) {
        this.codecs = codecs;
        random = new SplittableRandom(seed);
        network = new SimulatedNetwork(this::nowNs, random.nextLong());
        secret = InviteSecret.random(new SecureRandom());
    }

    /// The time in this world.
    public long nowNs() {
        return nowNs;
    }

    /// The network, to be impaired at will.
    public SimulatedNetwork network() {
        return network;
    }

    /// The host's address; whoever is opened by [#host] has it.
    public InetSocketAddress hostAddress() {
        return new InetSocketAddress(address(1), HOST_PORT);
    }

    /// Opens the host's engine and starts it.
    public Player host(EngineConfig config, VirtualOptions options, Notices notices) {
        DatagramPort port = network.open(hostAddress());
        addresses = Math.max(addresses, 1);
        return start(
                config,
                options,
                notices,
                port,
                (listener) ->
                        new DirectHost(port, secret, config.identity(), listener, this::nowNs, new SecureRandom()));
    }

    /// Opens a joiner's engine and starts it.
    public Player join(EngineConfig config, VirtualOptions options, Notices notices) {
        DatagramPort port = network.open(new InetSocketAddress(address(1 + ++addresses), HOST_PORT));
        return start(
                config,
                options,
                notices,
                port,
                (listener) -> new DirectJoin(
                        port, hostAddress(), secret, config.identity(), listener, this::nowNs, new SecureRandom()));
    }

    private Player start(
            EngineConfig config,
            VirtualOptions options,
            Notices notices,
            DatagramPort port,
            Function<LinkListener, LinkEndpoint> endpoint) {
        SteppedDriver driver = VirtualDriver.stepped(options, nowNs);
        Engine engine = new Engine(
                config,
                new Engine.Parts(
                        driver,
                        endpoint,
                        codecs,
                        this::nowNs,
                        WakeSignal.none(),
                        WakeSignal.none(),
                        new Random(random.nextLong()),
                        notices,
                        0));
        engine.start();
        Player player = new Player(engine, driver, port);
        players.add(player);
        return player;
    }

    private static InetAddress address(int host) {
        try {
            return InetAddress.getByAddress(new byte[] {10, 0, (byte) (host >> 8), (byte) host});
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Takes a player out of this world, as a process that ends in good order.
    public void leave(Player player) {
        players.remove(player);
        player.engine.close();
    }

    /// Takes a player out without a word to anybody, as a process that is killed.
    public void kill(Player player) {
        players.remove(player);
        // Before the engine, so that its goodbyes go nowhere.
        player.port.close();
        player.engine.close();
    }

    /// Runs this world for a while.
    public void run(long durationNs) {
        long endNs = nowNs + durationNs;
        while (step(endNs)) {
            // Each step is one event.
        }
        nowNs = endNs;
    }

    /// Does what is due next, if that is before `endNs`.
    private boolean step(long endNs) {
        Player next = null;
        long dueNs = Math.min(network.nextDeliveryNs(), nextTickNs);
        for (Player player : players) {
            if (player.driver.nextCycleNs() < dueNs) {
                dueNs = player.driver.nextCycleNs();
                next = player;
            }
        }
        if (dueNs >= endNs) {
            return false;
        }
        nowNs = Math.max(nowNs, dueNs);
        if (next != null) {
            next.driver.step();
            next.work();
        } else {
            if (nowNs >= nextTickNs) {
                nextTickNs = nowNs + TICK_NS;
            }
            players.forEach(Player::work);
        }
        return true;
    }

    @Override
    public void close() {
        players.forEach(player -> player.engine.close());
        players.clear();
    }
}
