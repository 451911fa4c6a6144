package tutti.engine.wav;

import java.io.Serial;

/// A WAV file cannot be read or written. The message is one sentence that names the file and says what is wrong with
/// it.
public final class WavException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    WavException(String message) {
        super(message);
    }

    WavException(String message, Throwable cause) {
        super(message, cause);
    }

    /// The sentence.
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
