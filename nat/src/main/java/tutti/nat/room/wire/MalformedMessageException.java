package tutti.nat.room.wire;

import java.io.Serial;

/// A message that is not one. The message is one sentence that quotes nothing of it. Checked, as it is to be
/// expected: whoever reads what others send must say what happens then.
public final class MalformedMessageException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /// @param message what is wrong, quoting nothing
    public MalformedMessageException(String message) {
        super(message);
    }
}
