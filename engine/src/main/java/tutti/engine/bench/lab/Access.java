package tutti.engine.bench.lab;

import java.util.Locale;

/// How a home is connected to the internet. What each router does stands in `lab.sh`.
public enum Access {
    /// A public IPv4 address for everybody; the router translates and refuses nothing.
    ROUTED("4"),
    /// A NAT that keeps the port, whoever is called, and lets in who was called: what most homes have.
    CONE("4"),
    /// A NAT with a new port for everybody who is called: phone networks, companies.
    SYMMETRIC("4"),
    /// As [#CONE], but the only UDP that goes out is to the TURN server.
    RELAY_ONLY("4"),
    /// As [#CONE], but no UDP goes out at all.
    NO_UDP("4"),
    /// IPv6 alone, behind a firewall that lets answers in.
    IPV6("6"),
    /// As [#CONE], and IPv6 as [#IPV6].
    DUAL("46");

    private final String families;

    Access(String families) {
        this.families = families;
    }

    /// Whether the home has IPv6.
    public boolean hasIpv6() {
        return families.contains("6");
    }

    /// Whether the home has IPv4.
    public boolean hasIpv4() {
        return families.contains("4");
    }

    /// In tables and on command lines.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The function of `lab.sh` that writes the router's rules.
    String rules() {
        return name().toLowerCase(Locale.ROOT);
    }

    String families() {
        return families;
    }
}
