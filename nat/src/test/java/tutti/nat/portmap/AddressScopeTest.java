package tutti.nat.portmap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressScopeTest {
    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, PUBLIC",
        "100.63.255.255, PUBLIC",
        "100.64.0.0, PROVIDER",
        "100.127.255.255, PROVIDER",
        "100.128.0.0, PUBLIC",
        "192.0.0.1, PROVIDER",
        "192.0.1.1, PUBLIC",
        "10.0.0.1, PRIVATE",
        "172.15.255.255, PUBLIC",
        "172.16.0.0, PRIVATE",
        "172.31.255.255, PRIVATE",
        "172.32.0.0, PUBLIC",
        "192.168.3.4, PRIVATE",
        "169.254.1.1, LINK_LOCAL",
        "127.0.0.1, LOOPBACK",
        "0.0.0.0, NONE",
        "0.1.2.3, NONE",
        "224.0.0.1, NONE",
        "255.255.255.255, NONE",
        "240.0.0.1, NONE",
        "2001:db8::1, PUBLIC",
        "fd00::1, PRIVATE",
        "fc00::1, PRIVATE",
        "fe80::1, LINK_LOCAL",
        "::1, LOOPBACK",
        "::, NONE",
        "ff02::1, NONE",
        "::ffff:10.0.0.1, PRIVATE",
    })
    void shouldKnowFromWhereAnAddressIsReached(String address, AddressScope scope) {
        assertEquals(scope, AddressScope.of(InetAddress.ofLiteral(address)));
    }
}
