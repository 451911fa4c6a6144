package tutti.nat.portmap;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/// How a router can be asked to open a port, found out without opening one.
///
/// @param protocols of `PCP`, `NAT-PMP`, `UPnP` those that it speaks
/// @param external the router's own address, if it told
public record RouterSurvey(List<String> protocols, Optional<InetAddress> external) {
    public RouterSurvey {
        protocols = List.copyOf(protocols);
    }

    /// Asks a router. Thread: any; waits about 1 s.
    ///
    /// @param router over IPv4
    /// @param local this computer's address on the router's network
    /// @param clockNs monotonic
    public static RouterSurvey of(InetAddress router, InetAddress local, LongSupplier clockNs, SecureRandom random) {
        return new RouterTalk(router, local, RouterPorts.STANDARD, clockNs, random).survey();
    }
}
