package tutti.nat.portmap;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads `/proc/net/route` and `/proc/net/ipv6_route` (Linux, man page proc(5)). What cannot be understood is passed
/// over.
final class LinuxRoutes {
    private static final int UP = 0x1;
    private static final int GATEWAY = 0x2;
    private static final String ANY_V6 = "0".repeat(32);

    private record Route(Gateway gateway, long metric) {}

    private LinuxRoutes() {}

    /// Columns: interface, destination, gateway, flags, references, use, metric, mask, ...; addresses in hexadecimal,
    /// in the byte order of the computer, which is little-endian wherever Tutti runs.
    static List<Gateway> readV4(String table) {
        return read(table, line -> {
            boolean isDefault = line.length >= 8 && line[1].equals("00000000") && line[7].equals("00000000");
            return isDefault ? route(reversed(line[2]), line[0], line[3], Long.parseLong(line[6])) : null;
        });
    }

    /// Columns: destination, its prefix length, source, its prefix length, gateway, metric, references, use, flags,
    /// interface; everything in hexadecimal, addresses in network order.
    static List<Gateway> readV6(String table) {
        return read(table, line -> {
            boolean isDefault = line.length >= 10 && line[0].equals(ANY_V6) && line[1].equals("00");
            return isDefault ? route(line[4], line[9], line[8], Long.parseLong(line[5], 16)) : null;
        });
    }

    private interface LineReader {
        @Nullable
        Route read(String[] columns) throws UnknownHostException;
    }

    private static List<Gateway> read(String table, LineReader reader) {
        List<Route> routes = new ArrayList<>();
        for (String line : table.split("\n", 1_000)) {
            try {
                Route route = reader.read(line.strip().split("\\s+"));
                if (route != null) {
                    routes.add(route);
                }
            } catch (IllegalArgumentException | UnknownHostException e) {
                // The head of the table, or a line of a kind that is not known here.
            }
        }
        return routes.stream()
                .sorted(Comparator.comparingLong(Route::metric))
                .map(Route::gateway)
                .toList();
    }

    private static @Nullable Route route(String address, String interfaceName, String flags, long metric)
            throws UnknownHostException {
        InetAddress gateway = InetAddress.getByAddress(HexFormat.of().parseHex(address));
        boolean leads = (Integer.parseUnsignedInt(flags, 16) & (UP | GATEWAY)) == (UP | GATEWAY);
        return leads && !gateway.isAnyLocalAddress() ? new Route(new Gateway(gateway, interfaceName), metric) : null;
    }

    private static String reversed(String hex) {
        int address = Integer.parseUnsignedInt(hex, 16);
        return HexFormat.of().toHexDigits(Integer.reverseBytes(address));
    }
}
