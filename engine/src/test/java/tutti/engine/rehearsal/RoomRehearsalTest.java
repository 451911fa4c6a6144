package tutti.engine.rehearsal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The whole of a room in one process: server, log, signals, ICE, DTLS, SRTP, over this computer's real sockets;
/// through
/// the server where it has no address besides loopback.
class RoomRehearsalTest {
    @Test
    void shouldLinkTwoPlayersOfARoom() {
        assertTrue(RoomRehearsal.run(System::nanoTime, System::currentTimeMillis, Duration.ofSeconds(60)));
    }
}
