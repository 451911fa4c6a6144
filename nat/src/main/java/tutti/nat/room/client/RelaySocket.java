package tutti.nat.room.client;

import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tutti.nat.invite.ServerUrl;
import tutti.nat.room.wire.Bytes;
import tutti.nat.room.wire.FromServer;
import tutti.nat.room.wire.MalformedMessageException;
import tutti.nat.room.wire.RoomJson;
import tutti.nat.room.wire.ToServer;
import tutti.nat.room.wire.WireLimits;
import tutti.nat.udp.PacketRoute;

/// Packets to other members through the room server, over TCP, for players whose network lets no UDP out
/// (`nat/docs/protocol.md`, section 7). Comes back by itself until it is closed.
///
/// What waits here is bounded by [RelayQueue], and what the operating system takes by a small send buffer: by default
/// it
/// takes megabytes, which on a slow line is seconds of music that nobody wants any more.
///
/// Thread: any, for all methods; none waits.
public final class RelaySocket implements AutoCloseable {
    /// As much as is on its way at 5 Mbit/s and 100 ms. Linux keeps twice as much.
    private static final String SEND_BUFFER_BYTES = "65536";

    /// The one way to tell the JDK's client.
    private static final String SEND_BUFFER_PROPERTY = "jdk.httpclient.sendBufferSize";

    private static final int MESSAGE_BYTES = WireLimits.MEMBER_ID_BYTES + WireLimits.MAX_DATAGRAM_BYTES;
    private static final long TICK_MS = 250;

    /// What it tells. Thread: `tutti-relay`; nothing must wait.
    public interface Listener {
        /// A packet came.
        ///
        /// @param fromMemberId who sent it, says the server
        /// @param packet the receiver's to keep; not authentic yet
        /// @param arrivalNs when it came, on the clock of this socket
        void onPacket(String fromMemberId, byte[] packet, long arrivalNs);
    }

    private final Supplier<Optional<Bytes>> ticket;
    private final Listener listener;
    private final LongSupplier clockNs;
    private final RoomThread thread = new RoomThread("tutti-relay");
    private final HttpThreads httpThreads = new HttpThreads("tutti-relay-http-");
    private final HttpClient client;
    private final ServerConnection connection;
    private final RelayQueue queue = new RelayQueue();
    private final Map<String, PacketRoute> routes = new ConcurrentHashMap<>();
    private final AtomicBoolean isWoken = new AtomicBoolean();
    private final LongAdder opened = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final LongAdder unsent = new LongAdder();
    private final LongAdder malformed = new LongAdder();
    private volatile boolean isOpen;
    private byte[] lastId = new byte[0];
    private String lastMemberId = "";

    private RelaySocket(
            ServerUrl server,
            Supplier<Optional<Bytes>> ticket,
            Listener listener,
            LongSupplier clockNs,
            SecureRandom random) {
        if (System.getProperty(SEND_BUFFER_PROPERTY) == null) {
            System.setProperty(SEND_BUFFER_PROPERTY, SEND_BUFFER_BYTES);
        }
        this.ticket = ticket;
        this.listener = listener;
        this.clockNs = clockNs;
        this.client = HttpClient.newBuilder()
                .sslContext(new PinnedTls(server, random).context())
                .executor(httpThreads)
                .build();
        this.connection =
                new ServerConnection(server, "/relay", MESSAGE_BYTES, client, new Ear(), thread, clockNs, random);
    }

    /// Begins to connect.
    ///
    /// @param ticket the present one, see [RoomSession#relayTicket]; without one, it is tried again
    /// @param clockNs the monotonic clock
    public static RelaySocket open(
            ServerUrl server,
            Supplier<Optional<Bytes>> ticket,
            Listener listener,
            LongSupplier clockNs,
            SecureRandom random) {
        RelaySocket socket = new RelaySocket(server, ticket, listener, clockNs, random);
        socket.thread.execute(socket.connection::open);
        var _ = socket.thread.schedule(socket::tick, TICK_MS, TimeUnit.MILLISECONDS);
        return socket;
    }

    private void tick() {
        var _ = thread.schedule(this::tick, TICK_MS, TimeUnit.MILLISECONDS);
        connection.tick();
    }

    /// Whether packets go out at present.
    public boolean isOpen() {
        return isOpen;
    }

    /// Connects anew at once: to be called when there is a new ticket, or this computer has other addresses.
    public void reconnectNow() {
        thread.execute(() -> {
            isOpen = false;
            connection.reconnectNow();
        });
    }

    /// The way to a member, the same each time. Sending never waits; it fails while the connection is not open.
    public PacketRoute routeTo(String memberId) {
        return routes.computeIfAbsent(memberId, id -> {
            byte[] idBytes = HexFormat.of().parseHex(id);
            return (buffer, offsetBytes, numBytes) -> send(idBytes, buffer, offsetBytes, numBytes);
        });
    }

    private boolean send(byte[] memberId, byte[] buffer, int offsetBytes, int numBytes) {
        if (!isOpen || numBytes > WireLimits.MAX_DATAGRAM_BYTES) {
            unsent.increment();
            return false;
        }
        queue.add(memberId, buffer, offsetBytes, numBytes, clockNs.getAsLong());
        if (!isWoken.getAndSet(true)) {
            thread.execute(this::wake);
        }
        return true;
    }

    private void wake() {
        isWoken.set(false);
        connection.wake();
    }

    /// What was counted since the beginning.
    public RelayCounters counters() {
        return new RelayCounters(
                opened.sum(),
                sent.sum(),
                received.sum(),
                queue.stale(),
                queue.overflown(),
                unsent.sum(),
                malformed.sum());
    }

    /// Ends it. Idempotent.
    @Override
    public void close() {
        isOpen = false;
        thread.execute(() -> connection.close(() -> {}));
        thread.shutdown();
        client.shutdownNow();
        httpThreads.shutdown();
    }

    private final class Ear implements ServerConnection.Listener {
        @Override
        public void onOpen() {
            Optional<Bytes> present = ticket.get();
            if (present.isPresent()) {
                connection.send(RoomJson.encode(new ToServer.Relay(present.get())));
            } else {
                connection.reconnect("The room server is not reached yet.");
            }
        }

        @Override
        public void onText(String text) {
            try {
                if (RoomJson.decodeFromServer(text) instanceof FromServer.RelayReady) {
                    opened.increment();
                    connection.settled();
                    isOpen = true;
                    return;
                }
            } catch (MalformedMessageException e) {
                // Counted below, like everything else that does not belong here.
            }
            malformed.increment();
        }

        @Override
        public void onPacket(byte[] message, long arrivalNs) {
            if (message.length <= WireLimits.MEMBER_ID_BYTES) {
                malformed.increment();
                return;
            }
            received.increment();
            byte[] packet = new byte[message.length - WireLimits.MEMBER_ID_BYTES];
            System.arraycopy(message, WireLimits.MEMBER_ID_BYTES, packet, 0, packet.length);
            listener.onPacket(memberId(message), packet, arrivalNs);
        }

        @Override
        public @Nullable ByteBuffer nextPacket() {
            ByteBuffer next = isOpen ? queue.next(clockNs.getAsLong()) : null;
            if (next != null) {
                sent.increment();
            }
            return next;
        }

        @Override
        public void onLost(int code, String reason) {
            isOpen = false;
        }
    }

    /// Most packets come from whom the last one came.
    private String memberId(byte[] message) {
        if (!Arrays.equals(message, 0, WireLimits.MEMBER_ID_BYTES, lastId, 0, lastId.length)) {
            lastId = Arrays.copyOf(message, WireLimits.MEMBER_ID_BYTES);
            lastMemberId = HexFormat.of().formatHex(lastId);
        }
        return lastMemberId;
    }
}
