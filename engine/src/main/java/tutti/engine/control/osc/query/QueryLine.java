package tutti.engine.control.osc.query;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.websocket.WsUpgrader;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/// A WebSocket: puts frames together from the pieces in which they come, reads them, and hands them to the control
/// thread through a queue of [#INBOX_FRAMES]. When that is full, the connection's thread waits, and with it, by TCP,
/// the other end.
///
/// Thread: the connection's own, but for what [QueryRecipient] and the control thread ask of it.
final class QueryLine implements WsListener, QueryRecipient {
    static final int INBOX_FRAMES = 16;

    /// The longest frame.
    static final int MAX_FRAME_BYTES = 16_384;

    /// So many frames of a client are taken in a turn, then the others' are.
    private static final int MAX_FRAMES_A_TURN = 64;

    /// Who reads nothing for so long is gone.
    private static final long STALL_NS = 10_000_000_000L;

    private final QueryLines lines;
    private final BlockingQueue<Frame> inbox = new ArrayBlockingQueue<>(INBOX_FRAMES);
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
    private volatile @Nullable QueryOutbox outbox;
    private volatile @Nullable ServerConnection connection;
    private volatile String peer = "";

    /// What came.
    private sealed interface Frame {
        record Command(Optional<QueryCommand> command) implements Frame {}

        record Messages(List<NodeMessage> messages) implements Frame {}
    }

    QueryLine(QueryLines lines) {
        this.lines = lines;
    }

    /// Names what is spoken to a client that has offered it: browsers insist.
    @Override
    public Optional<Headers> onHttpUpgrade(HttpPrologue prologue, Headers headers) {
        if (!offered(headers).contains(Doorkeeper.SUB_PROTOCOL)) {
            return Optional.empty();
        }
        WritableHeaders<?> answer = WritableHeaders.create();
        answer.set(WsUpgrader.PROTOCOL, Doorkeeper.SUB_PROTOCOL);
        return Optional.of(answer);
    }

    /// The sub-protocols of a request.
    static List<String> offered(Headers headers) {
        return headers.contains(WsUpgrader.PROTOCOL)
                ? headers.get(WsUpgrader.PROTOCOL).allValues(true).stream()
                        .map(String::strip)
                        .toList()
                : List.of();
    }

    @Override
    public void onOpen(WsSession session) {
        QueryOutbox made = new QueryOutbox(session, lines.nanoClock());
        outbox = made;
        connection = session instanceof ServerConnection closable ? closable : null;
        peer = session.socketContext().remotePeer().host() + ":"
                + session.socketContext().remotePeer().port();
        lines.opened(session, this);
        made.start();
    }

    @Override
    public void onMessage(WsSession session, String piece, boolean isLast) {
        if (text.length() + piece.length() > QueryCommand.MAX_CHARS) {
            tooLong();
            return;
        }
        text.append(piece);
        if (isLast) {
            Optional<QueryCommand> command = QueryCommand.read(text.toString());
            text.setLength(0);
            (command.isEmpty() ? lines.counters().malformed : lines.counters().received).increment();
            take(new Frame.Command(command));
        }
    }

    @Override
    public void onMessage(WsSession session, BufferData piece, boolean isLast) {
        if (binary.size() + piece.available() > MAX_FRAME_BYTES) {
            tooLong();
            return;
        }
        binary.writeBytes(piece.readBytes());
        if (isLast) {
            Optional<List<NodeMessage>> messages = NodeMessage.read(ByteBuffer.wrap(binary.toByteArray()));
            binary.reset();
            (messages.isEmpty() ? lines.counters().malformed : lines.counters().received).increment();
            messages.ifPresent(read -> take(new Frame.Messages(read)));
        }
    }

    private void tooLong() {
        lines.counters().malformed.increment();
        leave("A message has at most " + MAX_FRAME_BYTES + " bytes.");
    }

    private void take(Frame frame) {
        try {
            inbox.put(frame);
            lines.wake();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void onPing(WsSession session, BufferData content) {
        QueryOutbox box = outbox;
        if (box != null && !box.pong(content)) {
            leave("You do not read your answers; come back.");
        }
    }

    /// Hands what has come to the door. Thread: the control thread's.
    ///
    /// @return how many frames
    int deliver(QueryDoor door) {
        int done = 0;
        for (Frame frame = inbox.poll(); frame != null; frame = inbox.poll()) {
            switch (frame) {
                case Frame.Command(Optional<QueryCommand> command) -> door.command(this, command);
                case Frame.Messages(List<NodeMessage> messages) -> door.messages(this, messages);
            }
            done++;
            if (done == MAX_FRAMES_A_TURN) {
                break;
            }
        }
        return done;
    }

    /// Ends a connection whose other end has not read for long. Thread: any.
    void endIfStalled(long nowNs) {
        QueryOutbox box = outbox;
        if (box != null && box.stalledNs(nowNs) > STALL_NS) {
            lines.counters().notReading.increment();
            cut();
        }
    }

    /// Ends the connection without a word.
    void cut() {
        QueryOutbox box = outbox;
        ServerConnection open = connection;
        if (box != null) {
            box.over();
        }
        if (open != null) {
            open.close(true);
        }
    }

    /// The server ends.
    void goAway() {
        QueryOutbox box = outbox;
        if (box != null) {
            box.end(QueryOutbox.GOING_AWAY, "The engine stops.");
        }
    }

    /// The connection's thread is about to end.
    void ended() {
        QueryOutbox box = outbox;
        if (box != null) {
            box.over();
        }
    }

    @Override
    public boolean hasRoom() {
        QueryOutbox box = outbox;
        return box != null && box.hasRoom();
    }

    @Override
    public boolean text(String frame) {
        QueryOutbox box = outbox;
        return box != null && box.text(frame);
    }

    @Override
    public boolean packet(byte[] packet) {
        QueryOutbox box = outbox;
        return box != null && box.packet(packet);
    }

    @Override
    public void ping() {
        QueryOutbox box = outbox;
        if (box != null) {
            box.ping();
        }
    }

    @Override
    public void leave(String why) {
        QueryOutbox box = outbox;
        if (box != null) {
            box.end(QueryOutbox.BUSY, why);
        }
    }

    @Override
    public String toString() {
        return peer;
    }
}
