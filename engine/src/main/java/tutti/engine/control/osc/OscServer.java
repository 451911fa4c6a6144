package tutti.engine.control.osc;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import tutti.engine.control.tree.ControlTree;
import tutti.engine.control.tree.Sampler;

/// The UDP door's socket, and the duty of the thread that serves it. Never meets the callback.
///
/// A flood costs one ordinary thread: so many packets are taken between two turns, the kernel drops the rest.
public final class OscServer {
    /// Beyond the largest UDP payload, so that nothing is cut off unseen.
    private static final int RECEIVE_BYTES = 65_536;

    private static final int MAX_PACKETS_A_TURN = 256;
    private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;
    private static final int SECRET_BYTES = 32;

    private final DatagramChannel channel;
    private final LongSupplier nanoClock;
    private final OscDoor door;
    private final ByteBuffer incoming = ByteBuffer.allocateDirect(RECEIVE_BYTES);

    /// Where the door is, and who may come.
    ///
    /// @param isAllowed which clients beyond this computer need no handshake
    public record Settings(
            InetSocketAddress bind, Predicate<InetSocketAddress> isAllowed, String token, int maxClients) {}

    private OscServer(
            DatagramChannel channel,
            Settings settings,
            ControlTree tree,
            Sampler sampler,
            LongSupplier nanoClock,
            Supplier<Instant> wallClock) {
        this.channel = channel;
        this.nanoClock = nanoClock;
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        this.door = new OscDoor(
                tree,
                sampler,
                this::send,
                from -> from.getAddress().isLoopbackAddress()
                        || settings.isAllowed().test(from),
                secret,
                settings.token(),
                () -> ntp(wallClock.get()),
                settings.maxClients());
    }

    /// Opens the port.
    ///
    /// @param wallClock for time tags
    /// @param selector selects when a packet has come; whoever serves the door waits on it
    /// @throws IOException if it cannot be had
    public static OscServer open(
            Settings settings,
            ControlTree tree,
            Sampler sampler,
            LongSupplier nanoClock,
            Supplier<Instant> wallClock,
            Selector selector)
            throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.configureBlocking(false);
            channel.bind(settings.bind());
            channel.register(selector, SelectionKey.OP_READ);
            return new OscServer(channel, settings, tree, sampler, nanoClock, wallClock);
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    private static long ntp(Instant now) {
        long fraction = ((long) now.getNano() << 32) / 1_000_000_000L;
        return ((now.getEpochSecond() + SECONDS_1900_TO_1970) << 32) | fraction;
    }

    /// Where it listens.
    public InetSocketAddress address() {
        try {
            return (InetSocketAddress) channel.getLocalAddress();
        } catch (IOException closed) {
            throw new IllegalStateException("The door is closed.", closed);
        }
    }

    /// What was counted. Thread: any; each number is as it was at some moment.
    public OscCounters counters() {
        return door.counters();
    }

    /// Does what the packets say that have come.
    ///
    /// @return how many
    public int receive() {
        int numPackets = 0;
        try {
            while (numPackets < MAX_PACKETS_A_TURN && receiveOne()) {
                numPackets++;
            }
        } catch (IOException broken) {
            throw new IllegalStateException("The control port cannot be read: " + broken.getMessage(), broken);
        }
        return numPackets;
    }

    /// Does what is due; the sampler's turn is a new one.
    public void turn(long nowNs) {
        door.turn(nowNs);
    }

    private boolean receiveOne() throws IOException {
        incoming.clear();
        InetSocketAddress from;
        try {
            from = (InetSocketAddress) channel.receive(incoming);
        } catch (PortUnreachableException nobodyThere) {
            return true;
        }
        if (from == null) {
            return false;
        }
        incoming.flip();
        door.received(incoming, from, nanoClock.getAsLong());
        return true;
    }

    private boolean send(ByteBuffer packet, InetSocketAddress to) {
        try {
            return channel.send(packet, to) > 0;
        } catch (IOException | RuntimeException unreachable) {
            return false;
        }
    }

    /// Closes the port. Thread: the one that serves it.
    public void close() {
        try {
            channel.close();
        } catch (IOException ended) {
            throw new IllegalStateException("The control port did not close: " + ended.getMessage(), ended);
        }
    }
}
