package tutti.nat.ice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CandidateSorterTest {
    private static IceCandidate candidate(String address, int port) {
        return new IceCandidate(
                IceCandidate.Type.HOST, new InetSocketAddress(InetAddress.ofLiteral(address), port), 1, "1", null);
    }

    @Test
    void shouldTakeWhatCanBeReached() {
        List<IceCandidate> offered = new ArrayList<>();
        for (String address : List.of("192.168.1.2", "203.0.113.1", "2001:db8::1", "fd00::1")) {
            offered.add(candidate(address, 1000));
        }
        for (String senseless : List.of(
                "0.0.0.0",
                "0.1.2.3",
                "224.0.0.1",
                "255.255.255.255",
                "240.0.0.1",
                "169.254.1.1",
                "127.0.0.1",
                "::",
                "::1",
                "ff02::1",
                "fe80::1")) {
            offered.add(candidate(senseless, 1000));
        }
        assertEquals(offered.subList(0, 4), new CandidateSorter(false).take(offered));
        assertTrue(new CandidateSorter(true).take(offered).contains(candidate("127.0.0.1", 1000)));
    }

    @Test
    void shouldTakeNoMoreThan64AndNoneTwice() {
        CandidateSorter sorter = new CandidateSorter(false);
        int numTaken = 0;
        for (int round = 0; round < 10; round++) {
            List<IceCandidate> offered = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                offered.add(candidate("203.0.113.1", 1 + round * 10 + i));
            }
            numTaken += sorter.take(offered).size();
        }
        assertEquals(64, numTaken);
        assertEquals(64, sorter.addresses().size());
    }
}
