package tutti.nat.doctor;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tutti.nat.portmap.AddressScope;
import tutti.nat.portmap.Gateway;
import tutti.nat.portmap.RouterSurvey;

/// Says what was measured of this computer's own network means for music. A pure function.
final class NetworkJudge {
    /// Tunnels of WireGuard, OpenVPN, Tailscale, ZeroTier and the systems' own.
    private static final Pattern TUNNEL = Pattern.compile("(tun|tap|wg|utun|ppp|tailscale|zt|nordlynx|proton).*");

    private static final String ROOM_SERVER = "use a room server on the internet (tutti host --room URL)";

    private NetworkJudge() {}

    static List<Finding> findings(NetworkFacts facts) {
        List<Finding> findings = new ArrayList<>();
        findings.add(network(facts.own()));
        if (facts.own().isWireless()) {
            findings.add(Finding.warn(
                    "wifi",
                    "This computer is on Wi-Fi (" + facts.own().interfaceName()
                            + "), which delays packets unevenly; the others hear it as a longer delay or as crackles.",
                    "Use a network cable while you play."));
        }
        if (TUNNEL.matcher(facts.own().interfaceName()).matches()) {
            findings.add(Finding.warn(
                    "vpn",
                    "Everything goes through a tunnel (" + facts.own().interfaceName()
                            + "), probably a VPN, which adds delay.",
                    "Switch the VPN off while you play, unless the others are in it too."));
        }
        if (facts.own().sourceV4().isPresent() || facts.own().publicV6().isPresent()) {
            findings.add(ipv6(facts.own()));
            findings.addAll(router(facts));
        }
        // Without a network there is no news in that nobody is reached.
        if (findings.getFirst().status() != Finding.Status.BAD || facts.isReached()) {
            findings.addAll(ServerJudge.findings(facts));
        }
        return findings;
    }

    private static Finding network(OwnNetwork own) {
        Optional<Gateway> router = own.routerV4();
        if (own.sourceV4().isPresent() && router.isPresent()) {
            String at = own.interfaceName().isEmpty() ? "" : " (" + own.interfaceName() + ")";
            return Finding.good(
                    "network",
                    "This computer is " + text(own.sourceV4().get()) + at + ", behind the router "
                            + text(router.get().address()) + ".");
        }
        if (own.publicV6().isPresent()) {
            return Finding.good(
                    "network",
                    "This computer is on an IPv6 network, as "
                            + text(own.publicV6().get()) + ".");
        }
        return own.addresses().isEmpty()
                ? Finding.bad(
                        "network", "This computer is on no network.", "Plug in a network cable, or switch Wi-Fi on.")
                : Finding.warn(
                        "network",
                        "This computer (" + text(own.addresses().getLast())
                                + ") is on a network that leads nowhere else.",
                        "Players on the same network can be reached; for others connect this network to the internet.");
    }

    private static Finding ipv6(OwnNetwork own) {
        return own.publicV6()
                .map(address -> Finding.good(
                        "ipv6",
                        "There is IPv6 (" + text(address) + "), over which players who have it too connect easily."))
                .orElseGet(() -> Finding.good("ipv6", "There is no IPv6 here; IPv4 does as well."));
    }

    private static List<Finding> router(NetworkFacts facts) {
        AddressScope scope = facts.own().sourceV4().map(AddressScope::of).orElse(AddressScope.NONE);
        if (scope == AddressScope.PUBLIC) {
            return List.of(
                    Finding.good("router", "This computer has a public address: no router has to let others in."));
        }
        return facts.router().map(survey -> List.of(router(survey))).orElse(List.of());
    }

    private static Finding router(RouterSurvey survey) {
        if (survey.protocols().isEmpty()) {
            return Finding.warn(
                    "router",
                    "The router cannot be asked to let others in (no PCP, NAT-PMP or UPnP); that matters only to who"
                            + " hosts a room on this computer.",
                    "To host one, switch UPnP on in the router's settings, or " + ROOM_SERVER + ".");
        }
        String asked = "The router can be asked to let others in (" + String.join(", ", survey.protocols()) + ")";
        Optional<AddressScope> scope = survey.external().map(AddressScope::of);
        if (scope.isPresent() && scope.get() == AddressScope.PUBLIC) {
            return Finding.good("router", asked + ": a room can be hosted on this computer.");
        }
        boolean isToldByAll = survey.protocols().stream().anyMatch(each -> !each.equals("PCP"));
        if (scope.isEmpty() && !isToldByAll) {
            return Finding.good("router", asked + ".");
        }
        String behind = scope.isPresent() && scope.get() == AddressScope.PROVIDER
                ? "its own address " + text(survey.external().get()) + " is shared by many customers of the provider"
                        + " (CGNAT)"
                : scope.isEmpty()
                        ? "it has no public address itself"
                        : "its own address " + text(survey.external().get()) + " is private: it stands behind another"
                                + " router";
        return Finding.warn(
                "router",
                asked + ", but " + behind + "; that matters only to who hosts a room on this computer.",
                "To host one, ask the provider for a public address, or " + ROOM_SERVER + ".");
    }

    static String text(InetAddress address) {
        String literal = address.getHostAddress();
        int zoneAt = literal.indexOf('%');
        return zoneAt < 0 ? literal : literal.substring(0, zoneAt);
    }

    static String text(InetSocketAddress address) {
        String literal = text(address.getAddress());
        return (literal.indexOf(':') < 0 ? literal : "[" + literal + "]") + ":" + address.getPort();
    }
}
