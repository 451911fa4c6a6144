package tutti.nat.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UdpPathTest {
    static final InetSocketAddress LOCAL = new InetSocketAddress("192.168.1.5", 4000);
    static final InetSocketAddress SERVER = new InetSocketAddress("198.51.100.1", 443);

    /// Answers of servers that see the port at these addresses; `-` for no answer, `?` for one that says nothing.
    static UdpPath path(Set<Integer> passed, String... mapped) {
        List<UdpPath.Seen> seen = Arrays.stream(mapped)
                .map(each -> new UdpPath.Seen(
                        SERVER,
                        !each.equals("-"),
                        each.length() > 1 ? Optional.of(address(each)) : Optional.empty(),
                        each.equals("-") ? 0 : 12_400_000))
                .toList();
        return new UdpPath(LOCAL, seen, passed);
    }

    private static InetSocketAddress address(String text) {
        int portAt = text.lastIndexOf(':');
        return new InetSocketAddress(text.substring(0, portAt), Integer.parseInt(text.substring(portAt + 1)));
    }

    private static NatKind nat(String... mapped) {
        return path(Set.of(), mapped).nat();
    }

    @Test
    void shouldTellWhatTheRouterDoes() {
        assertEquals(NatKind.NONE, nat("192.168.1.5:4000"));
        assertEquals(NatKind.NONE, nat("-", "192.168.1.5:4000"));
        assertEquals(NatKind.SAME_FOR_ALL, nat("203.0.113.5:4000", "203.0.113.5:4000"));
        assertEquals(NatKind.PER_DESTINATION, nat("203.0.113.5:4000", "203.0.113.5:4001"));
        assertEquals(NatKind.PER_DESTINATION, nat("203.0.113.5:1", "-", "203.0.113.6:1"));
        assertEquals(NatKind.UNTOLD, nat("203.0.113.5:4000", "-"));
        assertEquals(NatKind.UNTOLD, nat("203.0.113.5:4000", "?"));
        assertEquals(NatKind.UNTOLD, nat("-", "-"));
        assertEquals(NatKind.UNTOLD, nat());
    }

    @Test
    void shouldTellWhetherAnybodyAnsweredAndThePortWasKept() {
        assertFalse(path(Set.of(), "-").isOpen());
        assertTrue(path(Set.of(), "-", "?").isOpen());
        assertTrue(path(Set.of(), "203.0.113.5:4000").isPortKept());
        assertFalse(path(Set.of(), "203.0.113.5:4001").isPortKept());
        assertFalse(path(Set.of(), "-").isPortKept());
    }
}
