package tutti.nat.portmap;

import java.time.Duration;

/// One way of asking one router. Calls wait. One thread at a time.
sealed interface RouterProtocol permits PcpRouter, NatPmpRouter, UpnpRouter {
    /// For people: `PCP`, `NAT-PMP` or `UPnP`.
    String name();

    /// Asks for a way in, or for its renewal, or, with a lifetime of 0, for its end.
    Attempt map(Wish wish, Duration limit);

    /// Whether the router's answers show that it has forgotten what it granted, since this was asked last.
    boolean hasForgotten();
}
