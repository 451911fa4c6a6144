package tutti.nat.portmap;

import java.net.InetSocketAddress;
import java.time.Duration;

/// What came of asking for a way in.
public sealed interface MappingResult {
    /// The router passes on what comes to its address.
    ///
    /// @param external the address to give to others
    /// @param how the protocol that did it, `PCP`, `NAT-PMP` or `UPnP`
    /// @param lifetime how long without a renewal
    record Mapped(InetSocketAddress external, String how, Duration lifetime) implements MappingResult {}

    /// This computer has a public address of its own; nothing but a firewall stands before it.
    ///
    /// @param address the one to give to others
    record NotNeeded(InetSocketAddress address) implements MappingResult {}

    /// There is no way in.
    ///
    /// @param reason one sentence for people: why, and what to do
    record Refused(String reason) implements MappingResult {}
}
