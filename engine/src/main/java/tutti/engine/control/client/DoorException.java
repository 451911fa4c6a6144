package tutti.engine.control.client;

import java.io.Serial;

/// An engine cannot be asked; the message is one sentence that says why and what to do.
public final class DoorException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /// @param sentence for people
    public DoorException(String sentence) {
        super(sentence);
    }

    /// @param sentence for people
    public DoorException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
