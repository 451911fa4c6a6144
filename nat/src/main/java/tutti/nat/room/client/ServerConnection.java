package tutti.nat.room.client;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tutti.nat.invite.ServerUrl;

/// A WebSocket to a room server that comes back: messages out, one at a time; messages in, put together from their
/// pieces.
/// It asks for a sign of life every 10 s, and takes 15 s without one for a loss.
///
///     Connecting -> Open -> Waiting -> Connecting ...       Waiting is between two attempts
///     any -> Closed                                         by [#close]
///
/// At most [#MAX_WAITING] text messages wait to be sent; what is more is refused. Packets do not wait here: whenever
/// one can be sent, the listener is asked for it. Of what the server sends, one piece at a time is taken from the
/// socket, so that nothing piles up here.
///
/// Thread: the executor's only one. Callbacks run on it.
final class ServerConnection {
    static final int MAX_WAITING = 512;
    static final long PING_NS = 10_000_000_000L;
    static final long SILENCE_NS = 15_000_000_000L;

    /// An attempt that has neither come about nor failed by now is given up: the HTTP client's own limit ends with the
    /// TCP connection, and a server may take that and never answer.
    static final long ATTEMPT_NS = 10_000_000_000L;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final int TOO_LONG = 1009;

    /// No close code: the connection broke, or did not come about.
    static final int BROKEN = 1006;

    /// What it tells.
    interface Listener {
        /// There is a connection.
        void onOpen();

        /// The server says something.
        void onText(String text);

        /// The server passes a packet on.
        ///
        /// @param arrivalNs when it came
        default void onPacket(byte[] packet, long arrivalNs) {}

        /// The packet to be sent now; null for none. It must not be changed before this is asked again.
        default @Nullable ByteBuffer nextPacket() {
            return null;
        }

        /// The connection is gone, or did not come about; another one follows.
        ///
        /// @param code the server's, or [#BROKEN]
        /// @param reason one sentence for people
        void onLost(int code, String reason);
    }

    private sealed interface State {
        record Connecting(Socket socket) implements State {}

        record Open(Socket socket) implements State {}

        record Waiting(Future<?> timer) implements State {}

        record Closed() implements State {}
    }

    private final ServerUrl server;
    private final String path;
    private final int maxBytes;
    private final HttpClient client;
    private final Listener listener;
    private final ScheduledExecutorService executor;
    private final LongSupplier clockNs;
    private final Reconnecting reconnecting;
    private State state = new State.Closed();

    /// @param path `/room` or `/relay`
    /// @param maxBytes the longest message that the server may send
    ServerConnection(
            ServerUrl server,
            String path,
            int maxBytes,
            HttpClient client,
            Listener listener,
            ScheduledExecutorService executor,
            LongSupplier clockNs,
            RandomGenerator random) {
        this.server = server;
        this.path = path;
        this.maxBytes = maxBytes;
        this.client = client;
        this.listener = listener;
        this.executor = executor;
        this.clockNs = clockNs;
        this.reconnecting = new Reconnecting(random);
    }

    /// Begins.
    void open() {
        reconnecting.nextMs();
        connect();
    }

    private void connect() {
        Socket socket = new Socket();
        state = new State.Connecting(socket);
        var _ = client.newWebSocketBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .buildAsync(server.uri("wss", path), socket)
                .whenCompleteAsync((_, failure) -> socket.onAttempted(failure), executor);
    }

    /// Sends a message behind all earlier ones; false if there is no connection or too much waits.
    boolean send(String text) {
        return state instanceof State.Open(Socket socket) && socket.offer(text);
    }

    /// There is a packet to be sent.
    void wake() {
        if (state instanceof State.Open(Socket socket)) {
            socket.sendNext();
        }
    }

    /// The connection has proven to be of use: when it is lost, the next one is made at once.
    void settled() {
        reconnecting.reset();
    }

    /// Makes another connection at once, for example because the network has changed.
    void reconnectNow() {
        switch (state) {
            case State.Connecting(Socket socket) -> socket.abandon();
            case State.Open(Socket socket) -> socket.abandon();
            case State.Waiting(Future<?> timer) -> timer.cancel(false);
            case State.Closed _ -> {
                return;
            }
        }
        connect();
    }

    /// Ends the connection, and makes another one after the usual pause.
    void reconnect(String reason) {
        if (state instanceof State.Open(Socket socket)) {
            socket.lose(BROKEN, reason);
        }
    }

    /// Looks at the time; to be called a few times a second.
    void tick() {
        if (state instanceof State.Open(Socket socket)) {
            socket.tick(clockNs.getAsLong());
        } else if (state instanceof State.Connecting(Socket socket)) {
            socket.tickAttempt(clockNs.getAsLong());
        }
    }

    /// Ends it, behind all that waits to be sent.
    ///
    /// @param whenDone told when that has been sent, or cannot be
    void close(Runnable whenDone) {
        State before = state;
        state = new State.Closed();
        if (before instanceof State.Open(Socket socket)) {
            socket.finish(whenDone);
            return;
        }
        if (before instanceof State.Connecting(Socket socket)) {
            socket.abandon();
        } else if (before instanceof State.Waiting(Future<?> timer)) {
            timer.cancel(false);
        }
        whenDone.run();
    }

    /// One attempt and what becomes of it. Calls from the HTTP client's threads are carried over to the room's.
    private final class Socket implements WebSocket.Listener {
        private final Deque<String> waiting = new ArrayDeque<>();
        private final StringBuilder pieces = new StringBuilder();
        private final ByteArrayOutputStream packet = new ByteArrayOutputStream();
        private @Nullable WebSocket socket;
        private boolean isSending;
        private @Nullable Runnable whenDone;
        private boolean isAbandoned;
        private final long beganNs = clockNs.getAsLong();
        private long heardNs;
        private long pingedNs;

        // --- The HTTP client's threads ------------------------------------------------------------------------------

        @Override
        public void onOpen(WebSocket opened) {
            executor.execute(() -> onOpened(opened));
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence piece, boolean isLast) {
            String text = piece.toString();
            executor.execute(() -> onPiece(from, text, isLast));
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer piece, boolean isLast) {
            long arrivalNs = clockNs.getAsLong();
            byte[] bytes = new byte[piece.remaining()];
            piece.get(bytes);
            executor.execute(() -> onPiece(from, bytes, isLast, arrivalNs));
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
            executor.execute(() -> onSignOfLife(from));
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
            executor.execute(() -> onSignOfLife(from));
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            executor.execute(() -> lose(code, Reasons.ofClose(code, reason)));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            executor.execute(() -> lose(BROKEN, Reasons.of(error, server)));
        }

        // --- The room's thread --------------------------------------------------------------------------------------

        /// The attempt is over. Success is told by [#onOpen], which may be later.
        void onAttempted(@Nullable Throwable failure) {
            if (failure != null) {
                lose(BROKEN, Reasons.of(failure, server));
            }
        }

        /// Nothing that the server says is taken before this: it speaks first, and is to be answered.
        private void onOpened(WebSocket opened) {
            socket = opened;
            if (isAbandoned) {
                opened.abort();
                return;
            }
            heardNs = clockNs.getAsLong();
            pingedNs = heardNs;
            state = new State.Open(this);
            listener.onOpen();
            opened.request(1);
        }

        private void onPiece(WebSocket from, String text, boolean isLast) {
            if (isAbandoned) {
                return;
            }
            heardNs = clockNs.getAsLong();
            if (pieces.length() + text.length() > maxBytes) {
                lose(TOO_LONG, "The room server sent a message that is too long.");
                return;
            }
            pieces.append(text);
            if (isLast) {
                String message = pieces.toString();
                pieces.setLength(0);
                listener.onText(message);
            }
            from.request(1);
        }

        private void onPiece(WebSocket from, byte[] bytes, boolean isLast, long arrivalNs) {
            if (isAbandoned) {
                return;
            }
            heardNs = arrivalNs;
            if (packet.size() + bytes.length > maxBytes) {
                lose(TOO_LONG, "The room server sent a packet that is too long.");
                return;
            }
            packet.writeBytes(bytes);
            if (isLast) {
                byte[] whole = packet.toByteArray();
                packet.reset();
                listener.onPacket(whole, arrivalNs);
            }
            from.request(1);
        }

        private void onSignOfLife(WebSocket from) {
            heardNs = clockNs.getAsLong();
            from.request(1);
        }

        boolean offer(String text) {
            if (waiting.size() >= MAX_WAITING) {
                return false;
            }
            waiting.add(text);
            sendNext();
            return true;
        }

        private void sendNext() {
            if (isSending || socket == null || isAbandoned) {
                return;
            }
            String text = waiting.poll();
            ByteBuffer next = text == null ? listener.nextPacket() : null;
            if (text != null) {
                isSending = true;
                var _ = socket.sendText(text, true).whenCompleteAsync((_, failure) -> onSent(failure), executor);
            } else if (next != null) {
                isSending = true;
                var _ = socket.sendBinary(next, true).whenCompleteAsync((_, failure) -> onSent(failure), executor);
            } else if (whenDone != null) {
                Runnable done = whenDone;
                isAbandoned = true;
                var _ = socket.sendClose(WebSocket.NORMAL_CLOSURE, "")
                        .whenCompleteAsync((_, _) -> done.run(), executor);
            }
        }

        private void onSent(@Nullable Throwable failure) {
            isSending = false;
            if (failure == null) {
                sendNext();
            } else {
                lose(BROKEN, Reasons.of(failure, server));
            }
        }

        void tick(long nowNs) {
            if (nowNs - heardNs >= SILENCE_NS) {
                loseSilent();
            } else if (nowNs - pingedNs >= PING_NS && socket != null) {
                pingedNs = nowNs;
                // If an earlier one has not gone out yet, this one fails, and is not missed.
                var _ = socket.sendPing(ByteBuffer.allocate(0));
            }
        }

        void tickAttempt(long nowNs) {
            if (nowNs - beganNs >= ATTEMPT_NS) {
                loseSilent();
            }
        }

        private void loseSilent() {
            lose(BROKEN, "The room server does not answer; trying again.");
        }

        void finish(Runnable done) {
            whenDone = done;
            if (socket == null) {
                abandon();
            } else {
                sendNext();
            }
        }

        void abandon() {
            isAbandoned = true;
            waiting.clear();
            if (socket != null) {
                socket.abort();
            }
            if (whenDone != null) {
                whenDone.run();
            }
        }

        void lose(int code, String reason) {
            if (isAbandoned) {
                return;
            }
            abandon();
            if (!(state instanceof State.Closed)) {
                long pauseMs = reconnecting.nextMs();
                state = new State.Waiting(
                        executor.schedule(ServerConnection.this::connect, pauseMs, TimeUnit.MILLISECONDS));
                listener.onLost(code, reason);
            }
        }
    }
}
