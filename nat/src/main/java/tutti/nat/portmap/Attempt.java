package tutti.nat.portmap;

import java.net.InetAddress;

/// What came of asking a router by one protocol.
sealed interface Attempt {
    /// The way is open. The address is as the router says, public or not.
    ///
    /// @param lifetimeS how long, in seconds
    record Granted(InetAddress externalAddress, int externalPort, int lifetimeS) implements Attempt {}

    /// The router speaks this protocol and says no.
    ///
    /// @param reason half a sentence for people, to follow "the router"
    record Denied(String reason) implements Attempt {}

    /// The router speaks this protocol and has no public address, so it opens nothing: what miniupnpd, and so most
    /// routers, say in one form or another when they stand behind another NAT.
    record NoAddress() implements Attempt {}

    /// Nobody speaks this protocol.
    record Silent() implements Attempt {}
}
