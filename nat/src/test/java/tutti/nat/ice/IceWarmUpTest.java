package tutti.nat.ice;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class IceWarmUpTest {
    @Test
    void shouldConnectOverLoopback() {
        assertTrue(IceWarmUp.run(System::nanoTime));
    }
}
