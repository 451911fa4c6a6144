package tutti.nat.room.server;

import io.helidon.websocket.WsSession;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The WebSocket connections that there are. Thread: any.
final class OpenLines {
    private final Map<WsSession, Line> lines = new ConcurrentHashMap<>();

    void opened(WsSession session, Line line) {
        lines.put(session, line);
    }

    void ended(WsSession session) {
        Line line = lines.remove(session);
        if (line != null) {
            line.ended();
        }
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    void endAll(CloseCode code, String reason) {
        lines.values().forEach(line -> line.end(code, reason));
    }
}
