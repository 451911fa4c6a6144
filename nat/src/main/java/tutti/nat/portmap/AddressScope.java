package tutti.nat.portmap;

import java.net.Inet4Address;
import java.net.InetAddress;

/// From where an address can be reached (IANA special-purpose address registries, RFC 6890).
public enum AddressScope {
    /// From everywhere.
    PUBLIC,
    /// From a home or office network: 10/8, 172.16/12, 192.168/16 (RFC 1918), fc00::/7 (RFC 4193).
    PRIVATE,
    /// From within a provider's network, which puts many customers behind one address: 100.64/10 (RFC 6598),
    /// 192.0.0/29 (RFC 7335).
    PROVIDER,
    /// From the same cable: 169.254/16, fe80::/10.
    LINK_LOCAL,
    /// From this computer.
    LOOPBACK,
    /// From nowhere: unspecified, multicast, reserved.
    NONE;

    /// The scope of an address.
    public static AddressScope of(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return LOOPBACK;
        }
        if (address.isLinkLocalAddress()) {
            return LINK_LOCAL;
        }
        if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
            return NONE;
        }
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xFF;
        int second = bytes[1] & 0xFF;
        if (!(address instanceof Inet4Address)) {
            return (first & 0xFE) == 0xFC || address.isSiteLocalAddress() ? PRIVATE : PUBLIC;
        }
        if (first == 0 || first >= 240) {
            return NONE;
        }
        boolean isProviders = (first == 100 && (second & 0xC0) == 64) || (first == 192 && second == 0 && bytes[2] == 0);
        return isProviders ? PROVIDER : address.isSiteLocalAddress() ? PRIVATE : PUBLIC;
    }
}
