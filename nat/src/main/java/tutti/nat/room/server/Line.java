package tutti.nat.room.server;

import io.helidon.common.buffers.BufferData;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import tutti.nat.room.wire.MalformedMessageException;
import tutti.nat.room.wire.WireLimits;

/// A WebSocket connection: puts messages together from the pieces in which they come, and sends by an [Outbox].
///
/// Thread: the connection's own, but for sending and ending, which any thread may do.
abstract class Line implements WsListener {
    /// A close frame has 125 bytes, 2 of them the code; our sentences are in ASCII.
    private static final int MAX_REASON_CHARS = 123;

    private final Desk desk;
    private final StringBuilder pieces = new StringBuilder();
    private volatile @Nullable Outbox outbox;
    private volatile FrontDoor.@Nullable Visitor visitor;

    Line(Desk desk) {
        this.desk = desk;
    }

    final Desk desk() {
        return desk;
    }

    /// The connection is open.
    abstract void opened();

    /// A message came. Throwing ends the connection.
    abstract void received(String text) throws MalformedMessageException;

    /// A piece of a binary message came. Throwing ends the connection.
    abstract void received(BufferData piece, boolean isLast) throws MalformedMessageException;

    /// The connection has ended. Called once.
    abstract void closed();

    /// How much may wait to be sent.
    abstract int capacityBytes();

    @Override
    public final void onOpen(WsSession session) {
        FrontDoor.Visitor found =
                desk.door().visitor(session.socketContext().remotePeer().address());
        Outbox made = new Outbox(
                session, capacityBytes(), desk.parts().clockNs(), desk.parts().metrics().relayStale);
        outbox = made;
        visitor = found;
        desk.lines().opened(session, this);
        made.start();
        if (found == null) {
            end(CloseCode.BUSY, "The connection took too long to open.");
        } else {
            opened();
        }
    }

    @Override
    public final void onMessage(WsSession session, String piece, boolean isLast) {
        if (!isOpen()) {
            return;
        }
        if (pieces.length() + piece.length() > WireLimits.MAX_MESSAGE_BYTES) {
            desk.parts().metrics().malformed.increment();
            end(CloseCode.TOO_LONG, "A message has at most " + WireLimits.MAX_MESSAGE_BYTES + " bytes.");
            return;
        }
        pieces.append(piece);
        if (isLast) {
            String text = pieces.toString();
            pieces.setLength(0);
            pieces.trimToSize();
            try {
                received(text);
            } catch (MalformedMessageException e) {
                malformed(String.valueOf(e.getMessage()));
            }
        }
    }

    @Override
    public final void onMessage(WsSession session, BufferData piece, boolean isLast) {
        if (!isOpen()) {
            return;
        }
        try {
            received(piece, isLast);
        } catch (MalformedMessageException e) {
            malformed(String.valueOf(e.getMessage()));
        }
    }

    final void malformed(String sentence) {
        desk.parts().metrics().malformed.increment();
        end(CloseCode.MALFORMED, sentence);
    }

    @Override
    public final void onPing(WsSession session, BufferData content) {
        Outbox box = outbox;
        if (box != null && !box.pong(content)) {
            notReading();
        }
    }

    final boolean isOpen() {
        Outbox box = outbox;
        return box != null && box.isOpen();
    }

    /// Who it is to the front door; null before it is open.
    final FrontDoor.@Nullable Visitor visitor() {
        return visitor;
    }

    public final void send(String text) {
        Outbox box = outbox;
        if (box != null && !box.offer(text)) {
            notReading();
        }
    }

    public final void send(Iterator<String> texts) {
        Outbox box = outbox;
        if (box != null && !box.offer(texts)) {
            notReading();
        }
    }

    /// Sends a packet soon or never.
    public final void relay(byte[] message) {
        Outbox box = outbox;
        if (box != null) {
            box.offer(message);
        }
    }

    private void notReading() {
        desk.parts().metrics().notReading.increment();
        Outbox box = outbox;
        if (box != null) {
            box.endAtOnce(CloseCode.BUSY, "You read too slowly; come back.");
        }
        leaves();
    }

    public final void end(CloseCode code, String reason) {
        Outbox box = outbox;
        if (box != null) {
            box.end(code, reason.substring(0, Math.min(reason.length(), MAX_REASON_CHARS)));
        }
        leaves();
    }

    private void leaves() {
        FrontDoor.Visitor leaving = visitor;
        if (leaving != null) {
            desk.door().leaves(leaving);
        }
    }

    /// The connection's thread is about to end.
    final void ended() {
        Outbox box = outbox;
        if (box != null) {
            box.over();
        }
        FrontDoor.Visitor gone = visitor;
        if (gone != null) {
            desk.door().left(gone);
        }
        closed();
    }
}
