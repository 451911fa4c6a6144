package tutti.nat.portmap;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads what `netstat -rn` prints on macOS and Windows. Default routes are there:
///
///     default            192.168.1.1        UGScg                 en0            (macOS)
///     default            fe80::1%en0        UGcg                  en0
///     0.0.0.0            0.0.0.0      192.168.1.1     192.168.1.23     25        (Windows)
///      14    281 ::/0                     fe80::1
///
/// What cannot be understood is passed over.
final class NetstatRoutes {
    private NetstatRoutes() {}

    static List<Gateway> read(String words) {
        List<Gateway> gateways = new ArrayList<>();
        for (String line : words.split("\n", 2_000)) {
            gateway(line.strip().split("\\s+")).ifPresent(gateways::add);
        }
        return gateways;
    }

    private static Optional<Gateway> gateway(String[] columns) {
        if (columns.length >= 4 && columns[0].equals("default")) {
            return gateway(columns[1], columns[3]);
        }
        if (columns.length >= 4 && columns[0].equals("0.0.0.0") && columns[1].equals("0.0.0.0")) {
            return gateway(columns[2], "");
        }
        return columns.length >= 4 && columns[2].equals("::/0") ? gateway(columns[3], "") : Optional.empty();
    }

    /// The zone is told by the interface's name, which this computer may call otherwise.
    private static Optional<Gateway> gateway(String address, String interfaceName) {
        int zoneAt = address.indexOf('%');
        try {
            InetAddress literal = InetAddress.ofLiteral(zoneAt < 0 ? address : address.substring(0, zoneAt));
            return literal.isAnyLocalAddress() ? Optional.empty() : Optional.of(new Gateway(literal, interfaceName));
        } catch (IllegalArgumentException e) {
            // "On-link", "link#12": a route without a router.
            return Optional.empty();
        }
    }
}
