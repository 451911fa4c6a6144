package tutti.nat.ice;

import java.net.InetAddress;
import java.util.List;

/// How one agent looks for a way.
///
/// @param controlling whether this end decides which pair is used; the two ends must say different things
/// @param servers who helps
/// @param addresses this computer's addresses to try, usually [LocalAddresses#usable]; a loopback address among
///     them lets the other end offer loopback addresses too
/// @param relayOnly whether only relayed candidates are offered, so that the other end does not learn this end's
///     addresses
public record IceSettings(boolean controlling, IceServers servers, List<InetAddress> addresses, boolean relayOnly) {
    public IceSettings {
        addresses = List.copyOf(addresses);
    }

    /// Tries all of this computer's usable addresses and the servers.
    public static IceSettings of(boolean controlling, IceServers servers) {
        return new IceSettings(controlling, servers, LocalAddresses.usable(), false);
    }

    /// Whether loopback addresses are taken seriously.
    boolean loopback() {
        return addresses.stream().anyMatch(InetAddress::isLoopbackAddress);
    }
}
