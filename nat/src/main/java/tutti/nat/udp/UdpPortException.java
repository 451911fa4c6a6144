package tutti.nat.udp;

import java.io.IOException;
import java.io.Serial;

/// A UDP port that could not be opened. The message is one sentence for people: which address and port, and what to
/// do.
public final class UdpPortException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    UdpPortException(String message) {
        super(message);
    }

    UdpPortException(String message, IOException cause) {
        super(message, cause);
    }
}
