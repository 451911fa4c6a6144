package tutti.nat.invite;

import java.io.Serial;

/// An invite that cannot be used. The message is one sentence for people and never contains the secret.
public final class InviteException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1L;

    /// @param message one sentence that quotes nothing secret
    public InviteException(String message) {
        super(message);
    }
}
