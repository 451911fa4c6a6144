package tutti.engine.cli;

import java.io.Serial;

/// The user asked for what cannot be done; the message is one sentence that says what to do instead.
final class UsageException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    UsageException(String sentence) {
        super(sentence);
    }
}
