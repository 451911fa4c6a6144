package tutti.nat.udp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Many UDP ports that one thread receives from, each belonging to somebody; ports come and go meanwhile. A selector
/// waits for them all: blocking sockets wake up no earlier (median 11 to 21 us either way, measured), make a sender
/// wait for room in a buffer, and need a thread each.
///
/// Datagrams that come another way than by UDP are offered to the same thread through a bounded queue.
///
/// Receiving allocates nothing as long as a port hears from one address, but for what the JDK's selector does: 16 bytes
/// for each time that a port becomes ready, unless the compiler leaves them out.
///
/// @param <T> whose a port is
public final class PortSet<T> implements AutoCloseable {
    /// Datagrams taken from one port before the next has its turn: a flood at one must not silence the others.
    private static final int MAX_BURST = 16;

    /// Datagrams that filters may take in one [#receive] before it returns, so that a flood cannot keep the link
    /// thread from its timers.
    private static final int MAX_TAKEN = 64;

    /// What waits when the link thread is kept off its core: 64 ms at 4,000 packets a second.
    private static final int OFFERED_CAPACITY = 256;

    private static final int TAKEN = -2;
    private static final long NS_PER_MS = 1_000_000;

    private static final class Entry<T> {
        final Port port;
        final DatagramChannel channel;
        final T owner;
        final DatagramFilter filter;

        Entry(Port port, DatagramChannel channel, T owner, DatagramFilter filter) {
            this.port = port;
            this.channel = channel;
            this.owner = owner;
            this.filter = filter;
        }
    }

    private final Selector selector;
    private final LongSupplier clockNs;
    private final PacketQueue<T> offered = new PacketQueue<>(OFFERED_CAPACITY);
    private final ThreadLocal<ByteBuffer> outgoing =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(DatagramPort.MAX_DATAGRAM_BYTES));

    private volatile boolean isWoken;

    // Owned by the link thread.
    private final ByteBuffer incoming = ByteBuffer.allocateDirect(DatagramPort.MAX_DATAGRAM_BYTES + 1);
    private final List<Entry<T>> ready = new ArrayList<>();
    private final Consumer<SelectionKey> onReady = this::onReady;
    private int turn;
    private int burst;
    private @Nullable T owner;
    private @Nullable Port port;
    private @Nullable InetSocketAddress sender;
    private long arrivalNs;

    private PortSet(Selector selector, LongSupplier clockNs) {
        this.selector = selector;
        this.clockNs = clockNs;
    }

    /// Makes an empty set.
    ///
    /// @param clockNs the monotonic clock of arrival times, `System::nanoTime` outside tests
    public static <T> PortSet<T> open(LongSupplier clockNs) {
        try {
            return new PortSet<>(Selector.open(), clockNs);
        } catch (IOException e) {
            throw new UncheckedIOException("This system has no room for another selector; close other programs.", e);
        }
    }

    /// Opens a port. The IPv6 wildcard address receives IPv4 too where the system has both. Thread: any.
    ///
    /// @param local an address of this computer; port number 0 takes any that is free
    /// @param newOwner whose it is, see [#owner]
    /// @param filter what sees its datagrams first
    /// @throws UdpPortException if the address is not this computer's or the port is taken
    public Port open(InetSocketAddress local, T newOwner, DatagramFilter filter) {
        DatagramChannel channel = Port.bind(local);
        try {
            Port opened = new Port(channel, outgoing, selector::wakeup);
            channel.register(selector, SelectionKey.OP_READ, new Entry<>(opened, channel, newOwner, filter));
            // A selector that waits already looks at a new channel only when it is woken.
            selector.wakeup();
            return opened;
        } catch (IOException e) {
            closeQuietly(channel);
            throw Port.explained(local, e);
        } catch (ClosedSelectorException e) {
            closeQuietly(channel);
            throw new UdpPortException("No port can be opened any more: the program is closing its ports.");
        }
    }

    private static void closeQuietly(DatagramChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing was received or sent here, and nobody has it.
            return;
        }
    }

    /// Opens ports for one owner. Thread: any.
    public PortOpener ownedBy(T newOwner) {
        return (local, filter) -> open(local, newOwner, filter);
    }

    /// Waits for one datagram and copies it to the start of `buffer`, cut to its length, as [DatagramPort#receive]
    /// does. What filters take is not seen here. Waits in whole milliseconds, rounded up, as the
    /// system's `epoll_wait` does.
    ///
    /// Thread: the link thread alone. RT-safe: no (waits).
    ///
    /// @param timeoutNs how long to wait at most, 0 = look and return at once
    /// @return the datagram's length in bytes, or [DatagramPort#NONE]: nothing came in time, [#wake] was called, or
    ///     filters have taken a lot
    public int receive(byte[] buffer, long timeoutNs) {
        long startNs = clockNs.getAsLong();
        long remainingNs = timeoutNs;
        boolean waited = false;
        for (int numTaken = 0; numTaken < MAX_TAKEN; ) {
            int numBytes = next(buffer);
            if (numBytes >= 0) {
                return numBytes;
            }
            if (numBytes == TAKEN) {
                numTaken++;
            } else if ((waited && (remainingNs <= 0 || mustReturn())) || !select(remainingNs)) {
                return DatagramPort.NONE;
            } else {
                waited = true;
                remainingNs = timeoutNs - (clockNs.getAsLong() - startNs);
            }
        }
        return DatagramPort.NONE;
    }

    /// A new port wakes the selector too, and only [#wake] and an interrupt are meant for the caller.
    private boolean mustReturn() {
        boolean isMeant = isWoken || Thread.currentThread().isInterrupted();
        isWoken = false;
        return isMeant;
    }

    /// @return false if the set is closed
    private boolean select(long timeoutNs) {
        try {
            // What was offered and has not had its turn does not wait for a datagram.
            if (timeoutNs <= 0 || offered.hasMore()) {
                selector.selectNow(onReady);
            } else {
                selector.select(onReady, (timeoutNs + NS_PER_MS - 1) / NS_PER_MS);
            }
            return true;
        } catch (IOException | ClosedSelectorException e) {
            return false;
        }
    }

    @SuppressWarnings("unchecked") // Only open() attaches anything.
    private void onReady(SelectionKey key) {
        ready.add((Entry<T>) key.attachment());
    }

    /// @return a length, [#TAKEN], or [DatagramPort#NONE] if nothing is known to be ready
    private int next(byte[] buffer) {
        while (turn < ready.size()) {
            Entry<T> entry = ready.get(turn);
            int numBytes = burst++ < MAX_BURST ? poll(entry, buffer) : DatagramPort.NONE;
            if (numBytes != DatagramPort.NONE) {
                return numBytes;
            }
            turn++;
            burst = 0;
        }
        ready.clear();
        turn = 0;
        return burst++ < MAX_BURST ? pollOffered(buffer) : endRound();
    }

    private int endRound() {
        burst = 0;
        return DatagramPort.NONE;
    }

    private int poll(Entry<T> entry, byte[] buffer) {
        incoming.clear();
        InetSocketAddress from;
        try {
            from = (InetSocketAddress) entry.channel.receive(incoming);
        } catch (IOException e) {
            // Some systems report here that an earlier datagram could not be delivered: not a matter of this port.
            return DatagramPort.NONE;
        }
        if (from == null) {
            return DatagramPort.NONE;
        }
        arrivalNs = clockNs.getAsLong();
        owner = entry.owner;
        port = entry.port;
        sender = from;
        incoming.flip();
        int numBytes = Math.min(incoming.remaining(), buffer.length);
        incoming.get(buffer, 0, numBytes);
        int numLeft = entry.filter.filter(buffer, numBytes, from, arrivalNs);
        return numLeft < 0 ? TAKEN : numLeft;
    }

    private int pollOffered(byte[] buffer) {
        int numBytes = offered.poll(buffer, 0);
        if (numBytes == DatagramPort.NONE) {
            return endRound();
        }
        arrivalNs = offered.arrivalNs();
        owner = offered.origin();
        port = null;
        sender = null;
        return numBytes;
    }

    /// Whose port the datagram came to that [#receive] returned last; null before the first. Thread: the link
    /// thread, until its next [#receive].
    public @Nullable T owner() {
        return owner;
    }

    /// Which port that was; null if the datagram was offered. Thread: the link thread.
    public @Nullable Port port() {
        return port;
    }

    /// Who sent it; null if it was offered. Thread: the link thread.
    public @Nullable InetSocketAddress sender() {
        return sender;
    }

    /// When it arrived, on this set's clock. Thread: the link thread.
    public long arrivalNs() {
        return arrivalNs;
    }

    /// Hands the link thread a copy of a datagram that came another way. Thread: any. RT-safe: no (locks).
    ///
    /// @param forWhom what [#owner] will say
    /// @return false if it was dropped because too many wait
    public boolean offer(T forWhom, byte[] buffer, int offsetBytes, int numBytes, long nowNs) {
        boolean taken = offered.offer(forWhom, buffer, offsetBytes, numBytes, nowNs);
        selector.wakeup();
        return taken;
    }

    /// How many that were offered were dropped. Thread: any.
    public long droppedOffers() {
        return offered.dropped();
    }

    /// Lets a [#receive] that waits, or else the next that would, return. Thread: any.
    public void wake() {
        isWoken = true;
        selector.wakeup();
    }

    /// Closes all ports and lets a waiting [#receive] return. Idempotent. Thread: any.
    @Override
    public void close() {
        try {
            List<SelectionKey> keys = selector.isOpen() ? List.copyOf(selector.keys()) : List.of();
            for (SelectionKey key : keys) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException | ClosedSelectorException e) {
            // Nothing can be done about a port that will not close, and nobody needs it any more.
            return;
        }
    }
}
