package tutti.engine.ensemble;

import java.io.Serial;

/// The demo cannot go on; the message is one sentence for the user.
public final class EnsembleException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    public EnsembleException(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    /// 2 for a mistake of the user's, 1 for anything else.
    public int exitCode() {
        return exitCode;
    }
}
