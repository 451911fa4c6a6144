package tutti.nat.stun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AddressRateTest {
    private static final long NS_PER_S = 1_000_000_000L;
    private static final long START_NS = Long.MAX_VALUE - NS_PER_S;

    private long nowNs = START_NS;
    private final AddressRate rate = new AddressRate(50, 200, 64, 0x1234567L, nowNs);

    private static InetAddress random(Random random) {
        byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
        random.nextBytes(bytes);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private int permitted(InetAddress address, int numAsked) {
        int permitted = 0;
        for (int i = 0; i < numAsked; i++) {
            permitted += rate.permits(address, nowNs) ? 1 : 0;
        }
        return permitted;
    }

    /// The clock passes its greatest value meanwhile.
    @Test
    void shouldPermitABurstAndThenTheRate() {
        InetAddress one = InetAddress.ofLiteral("192.0.2.1");
        assertEquals(200, permitted(one, 1_000));
        nowNs += NS_PER_S / 50;
        assertEquals(1, permitted(one, 10));
        nowNs += NS_PER_S;
        assertEquals(50, permitted(one, 1_000));
        nowNs += 100 * NS_PER_S;
        assertEquals(200, permitted(one, 1_000));
    }

    @Test
    void shouldKeepAddressesApartAndTakeAnIpv6NetworkAsOne() {
        assertEquals(200, permitted(InetAddress.ofLiteral("192.0.2.1"), 300));
        assertEquals(200, permitted(InetAddress.ofLiteral("192.0.2.2"), 300));
        assertEquals(200, permitted(InetAddress.ofLiteral("2001:db8::1"), 300));
        assertEquals(0, permitted(InetAddress.ofLiteral("2001:db8::ffff:2"), 300));
        assertEquals(200, permitted(InetAddress.ofLiteral("2001:db8:0:1::1"), 300));
        assertEquals(200, permitted(InetAddress.ofLiteral("0.0.0.0"), 300));
    }

    /// Forged addresses by the hundred thousand: whoever floods stays limited, and a newcomer is served.
    @Test
    void shouldNeitherForgetTheFloodNorRefuseTheNewcomer() {
        Random random = new Random(5);
        InetAddress flood = InetAddress.ofLiteral("198.51.100.1");
        int served = 0;
        for (int i = 0; i < 400_000; i++) {
            // 64 sets: each sees a forged address 7 times less often than the flood.
            nowNs += 10_000;
            assertTrue(rate.permits(random(random), nowNs));
            served += i % 8 == 0 && rate.permits(flood, nowNs) ? 1 : 0;
        }
        assertTrue(served <= 200 + 50 * 4 + 1, "the flood was served " + served + " times in 4 s");
        assertTrue(rate.permits(InetAddress.ofLiteral("203.0.113.1"), nowNs));
        assertFalse(rate.permits(flood, nowNs));
    }

    @Test
    void shouldWantAPowerOfTwo() {
        assertThrows(IllegalArgumentException.class, () -> new AddressRate(1, 1, 3, 0, 0));
    }
}
