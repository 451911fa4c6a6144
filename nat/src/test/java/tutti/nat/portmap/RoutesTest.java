package tutti.nat.portmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.net.InetAddress;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RoutesTest {
    private static final String LINUX_V4 = """
            Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
            wlan0\t00000000\tFE01A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0
            eth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0
            tun0\t00000000\t00000000\t0001\t0\t0\t50\t00000000\t0\t0\t0
            eth0\t0001A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0
            eth1\t00000000\t0102A8C0\t0002\t0\t0\t10\t00000000\t0\t0\t0
            eth0\t00000000\t0103A8C0\t0003\t0\t0\t1\t000000FE\t0\t0\t0
            """;
    private static final String LINUX_V6 = "fe800000000000000000000000000000 40 00000000000000000000000000000000 00"
            + " 00000000000000000000000000000000 00000400 00000001 00000000 00000001     eth0\n"
            + "00000000000000000000000000000000 00 00000000000000000000000000000000 00"
            + " fe800000000000000000000000000001 00000064 00000003 00000000 00450003     eth0\n"
            + "00000000000000000000000000000000 00 00000000000000000000000000000000 00"
            + " 00000000000000000000000000000000 ffffffff 00000001 00000000 00200200       lo\n";
    private static final String MACOS = """
            Routing tables

            Internet:
            Destination        Gateway            Flags               Netif Expire
            default            192.168.1.1        UGScg                 en0
            127                127.0.0.1          UCS                   lo0
            default            link#12            UCSIg             bridge100

            Internet6:
            Destination                             Gateway                         Flags               Netif Expire
            default                                 fe80::1%en0                     UGcg                  en0
            default                                 fe80::%utun0                    UGcIg               utun0
            """;
    private static final String WINDOWS = """
            IPv4 Route Table
            ===========================================================================
            Active Routes:
            Network Destination        Netmask          Gateway       Interface  Metric
                      0.0.0.0          0.0.0.0      192.168.1.1     192.168.1.23     25
                    127.0.0.0        255.0.0.0         On-link         127.0.0.1    331
            ===========================================================================
            IPv6 Route Table
             If Metric Network Destination      Gateway
             14    281 ::/0                     fe80::1
              1    331 ::1/128                  On-link
            """;

    private static Gateway gateway(String address, String interfaceName) {
        return new Gateway(InetAddress.ofLiteral(address), interfaceName);
    }

    @Test
    void shouldReadLinuxRoutesByMetric() {
        assertEquals(
                List.of(gateway("192.168.1.1", "eth0"), gateway("192.168.1.254", "wlan0")),
                LinuxRoutes.readV4(LINUX_V4));
        assertEquals(List.of(gateway("fe80::1", "eth0")), LinuxRoutes.readV6(LINUX_V6));
        assertEquals(List.of(), LinuxRoutes.readV4(""));
        assertEquals(List.of(), LinuxRoutes.readV6(""));
    }

    @Test
    void shouldReadWhatNetstatPrints() {
        assertEquals(
                List.of(gateway("192.168.1.1", "en0"), gateway("fe80::1", "en0"), gateway("fe80::", "utun0")),
                NetstatRoutes.read(MACOS));
        assertEquals(List.of(gateway("192.168.1.1", ""), gateway("fe80::1", "")), NetstatRoutes.read(WINDOWS));
        assertEquals(List.of(), NetstatRoutes.read(""));
    }

    @Test
    void shouldSurviveAnyTable() {
        Random random = new Random(4);
        for (int i = 0; i < 5_000; i++) {
            String table = List.of(LINUX_V4, LINUX_V6, MACOS, WINDOWS).get(random.nextInt(4));
            StringBuilder garbled = new StringBuilder(table);
            for (int n = random.nextInt(20); n > 0; n--) {
                garbled.setCharAt(random.nextInt(garbled.length()), (char) random.nextInt(128));
            }
            String text = garbled.toString();
            for (Gateway each : LinuxRoutes.readV4(text)) {
                assertNotNull(each.address());
            }
            assertNotNull(LinuxRoutes.readV6(text));
            assertNotNull(NetstatRoutes.read(text));
        }
    }

    @Test
    void shouldAskTheSystem() {
        assertNotNull(GatewaySource.system().gateways());
    }
}
