package tutti.nat.room.server;

import java.io.Serial;

/// A room server that cannot start or go on. The message is one sentence for people.
public final class RoomServerException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    RoomServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
