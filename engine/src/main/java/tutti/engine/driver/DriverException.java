package tutti.engine.driver;

import java.io.Serial;

/// The local sound system cannot do what was asked. The message is one sentence that says what happened and what to
/// do, fit to be shown to a musician.
public final class DriverException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public DriverException(String message) {
        super(message);
    }

    public DriverException(String message, Throwable cause) {
        super(message, cause);
    }
}
