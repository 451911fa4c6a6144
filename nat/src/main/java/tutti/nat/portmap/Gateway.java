package tutti.nat.portmap;

import java.net.InetAddress;

/// A router that leads to the rest of the world.
///
/// @param address its address on this network
/// @param interfaceName the network interface that it is reached by, empty if unknown
public record Gateway(InetAddress address, String interfaceName) {}
