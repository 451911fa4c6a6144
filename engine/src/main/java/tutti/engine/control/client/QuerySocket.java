package tutti.engine.control.client;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/// One WebSocket to an engine: puts messages together from their pieces and sends one at a time. Of what the engine
/// sends, one piece at a time is taken, so that nothing piles up here: an engine whose listener is slow tells less.
///
/// Thread: the executor's only one; what the HTTP client calls on its threads is carried over to it.
final class QuerySocket implements WebSocket.Listener {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /// The longest message, in bytes or characters.
    private static final int MAX_MESSAGE = 1 << 20;

    /// What waits to be sent is the business of whoever sends: only a few commands wait here.
    private static final int MAX_WAITING = 64;

    private final Executor executor;
    private final Events events;
    private final Deque<String> waiting = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
    private @Nullable WebSocket socket;
    private boolean isSending;
    private boolean isOver;
    private boolean isHeard;

    /// What it tells.
    interface Events {
        /// There is a connection.
        void onOpen(QuerySocket from);

        /// A text frame came.
        void onText(String text);

        /// A binary frame came.
        void onPacket(ByteBuffer packet);

        /// The packet to be sent now; null for none. It must not be changed before this is asked again.
        @Nullable
        ByteBuffer nextPacket();

        /// The connection has ended or did not come about.
        ///
        /// @param why a sentence for people
        void onLost(QuerySocket from, String why);
    }

    QuerySocket(Executor executor, Events events) {
        this.executor = executor;
        this.events = events;
    }

    void connect(HttpClient client, Door door) {
        URI uri = URI.create("ws" + door.uri().toString().substring("http".length()) + "/");
        var _ = client.newWebSocketBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .header("Authorization", "Bearer " + door.token())
                .buildAsync(uri, this)
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        run(() -> lose("The engine of " + door.name() + " does not answer at " + door.uri() + "."));
                    }
                });
    }

    /// After the end of the link nothing runs any more.
    private void run(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException closed) {
            isOver = true;
        }
    }

    // --- The HTTP client's threads ----------------------------------------------------------------------------------

    @Override
    public void onOpen(WebSocket opened) {
        run(() -> {
            socket = opened;
            isHeard = true;
            if (isOver) {
                opened.abort();
            } else {
                events.onOpen(this);
                opened.request(1);
            }
        });
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence piece, boolean isLast) {
        String copy = piece.toString();
        run(() -> onPiece(from, copy, isLast));
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer piece, boolean isLast) {
        byte[] copy = new byte[piece.remaining()];
        piece.get(copy);
        run(() -> onPiece(from, copy, isLast));
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer content) {
        run(() -> onSignOfLife(from));
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer content) {
        run(() -> onSignOfLife(from));
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        run(() -> lose(reason.isEmpty() ? "The engine has ended the connection." : reason));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        run(() -> lose("The connection to the engine broke."));
    }

    // --- The executor's thread --------------------------------------------------------------------------------------

    private void onPiece(WebSocket from, String piece, boolean isLast) {
        if (isOver) {
            return;
        }
        isHeard = true;
        if (text.length() + piece.length() > MAX_MESSAGE) {
            lose("The engine sent a message that is too long.");
            return;
        }
        text.append(piece);
        if (isLast) {
            String whole = text.toString();
            text.setLength(0);
            events.onText(whole);
        }
        from.request(1);
    }

    private void onPiece(WebSocket from, byte[] piece, boolean isLast) {
        if (isOver) {
            return;
        }
        isHeard = true;
        if (binary.size() + piece.length > MAX_MESSAGE) {
            lose("The engine sent a message that is too long.");
            return;
        }
        binary.writeBytes(piece);
        if (isLast) {
            ByteBuffer whole = ByteBuffer.wrap(binary.toByteArray());
            binary.reset();
            events.onPacket(whole);
        }
        from.request(1);
    }

    private void onSignOfLife(WebSocket from) {
        isHeard = true;
        from.request(1);
    }

    /// Sends a text frame behind the others.
    void send(String frame) {
        if (waiting.size() < MAX_WAITING) {
            waiting.add(frame);
            sendNext();
        }
    }

    /// Sends what there is to be sent, if nothing is being sent.
    void sendNext() {
        if (isSending || isOver || socket == null) {
            return;
        }
        String frame = waiting.poll();
        ByteBuffer packet = frame == null ? events.nextPacket() : null;
        if (frame != null) {
            isSending = true;
            var _ = socket.sendText(frame, true).whenComplete((_, failure) -> run(() -> onSent(failure)));
        } else if (packet != null) {
            isSending = true;
            var _ = socket.sendBinary(packet, true).whenComplete((_, failure) -> run(() -> onSent(failure)));
        }
    }

    private void onSent(@Nullable Throwable failure) {
        isSending = false;
        if (failure == null) {
            sendNext();
        } else {
            lose("The connection to the engine broke.");
        }
    }

    /// Asks for a sign of life.
    ///
    /// @return whether there was one since the last call
    boolean ping() {
        boolean wasHeard = isHeard;
        isHeard = false;
        if (socket != null && !isOver) {
            // If an earlier one has not gone out yet, this one fails, and is not missed.
            var _ = socket.sendPing(ByteBuffer.allocate(0));
        }
        return wasHeard;
    }

    /// Ends it, and tells so.
    void lose(String why) {
        if (!isOver) {
            end();
            events.onLost(this, why);
        }
    }

    /// Ends it without a word.
    void end() {
        isOver = true;
        waiting.clear();
        if (socket != null) {
            socket.abort();
        }
    }
}
