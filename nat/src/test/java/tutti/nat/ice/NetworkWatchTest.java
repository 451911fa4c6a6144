package tutti.nat.ice;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkWatchTest {
    private static final InetAddress CABLE = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress RADIO = InetAddress.ofLiteral("198.51.100.1");

    private List<InetAddress> addresses = List.of(CABLE);
    private final NetworkWatch watch = new NetworkWatch(() -> addresses);

    @Test
    void shouldNoticeEveryOtherSetOfAddressesOnce() {
        assertFalse(watch.hasChanged());
        addresses = List.of(RADIO, CABLE);
        assertTrue(watch.hasChanged());
        addresses = List.of(CABLE, RADIO);
        assertFalse(watch.hasChanged());
        addresses = List.of(RADIO);
        assertTrue(watch.hasChanged());
        assertFalse(watch.hasChanged());
    }

    @Test
    void shouldWaitUntilThereIsSomethingToGoOnWith() {
        addresses = List.of();
        assertFalse(watch.hasChanged());
        addresses = List.of(CABLE);
        assertFalse(watch.hasChanged());
        addresses = List.of();
        assertFalse(watch.hasChanged());
        addresses = List.of(RADIO);
        assertTrue(watch.hasChanged());
    }
}
