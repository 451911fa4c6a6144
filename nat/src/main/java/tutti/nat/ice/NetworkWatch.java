package tutti.nat.ice;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// Notices that this computer has other addresses than before: another network, a cable pulled, a VPN. Asked now and
/// then, because Java tells nobody.
///
/// Thread: one.
public final class NetworkWatch {
    private final Supplier<List<InetAddress>> addresses;
    private Set<InetAddress> before;

    /// @param addresses the present ones, usually [LocalAddresses#usable]
    public NetworkWatch(Supplier<List<InetAddress>> addresses) {
        this.addresses = addresses;
        this.before = new HashSet<>(addresses.get());
    }

    /// Whether there is an address now that was not there at the last call, or one is gone and another is left. To
    /// have none at all is no change: there is nothing to be done until one comes.
    public boolean hasChanged() {
        Set<InetAddress> now = new HashSet<>(addresses.get());
        if (now.isEmpty() || now.equals(before)) {
            return false;
        }
        before = now;
        return true;
    }
}
