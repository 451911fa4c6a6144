package tutti.nat.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tutti.nat.portmap.AddressScope;

/// Says what was measured of the way to a room server means for music. A pure function.
final class ServerJudge {
    /// What Tutti sends at most in one packet.
    private static final int TUTTI_BYTES = 1_200;

    private static final int UNAUTHENTICATED = 401;
    private static final int STALE_NONCE = 438;
    private static final int QUOTA = 486;
    private static final int NO_CAPACITY = 508;
    private static final double NS_PER_MS = 1e6;

    private ServerJudge() {}

    static List<Finding> findings(NetworkFacts facts) {
        List<Finding> findings = new ArrayList<>();
        facts.server().ifPresent(server -> findings.add(reach(server)));
        if (facts.server().isPresent() || !facts.paths().isEmpty()) {
            findings.add(udp(facts));
        }
        facts.openPath().ifPresent(path -> {
            findings.add(nat(path));
            findings.add(length(path));
        });
        facts.relays().forEach(relay -> findings.add(relay(relay)));
        return findings;
    }

    private static Finding reach(NetworkFacts.Server server) {
        String name = server.url().host() + ":" + server.url().port();
        String ask = "Ask whoever runs it ";
        return switch (server.reach()) {
            case ServerReach.Reached(long roundTripNs) ->
                Finding.good("server", "The room server " + name + " answers, in " + ms(roundTripNs) + ".");
            case ServerReach.NoName() ->
                Finding.bad(
                        "server",
                        "The name " + server.url().host() + " leads nowhere.",
                        "Check the spelling, and that this computer is online.");
            case ServerReach.NoAnswer(boolean isRefused) ->
                Finding.bad(
                        "server",
                        isRefused
                                ? "Nothing listens at " + name + ", where the room server should be."
                                : "The room server " + name + " does not answer.",
                        ask + "whether it is up, and at this address (TCP port "
                                + server.url().port() + ").");
            case ServerReach.Untrusted(boolean isPinned) ->
                Finding.bad(
                        "server",
                        isPinned
                                ? "Whoever answers at " + name + " is not the room server that the invite names."
                                : "What answers at " + name + " cannot show that it is the room server.",
                        isPinned
                                ? "Do not join: ask for a fresh invite, as the server was set up anew or somebody is"
                                        + " in between."
                                : ask + "for the whole invite, with the part behind '#'.");
            case ServerReach.Foreign() ->
                Finding.bad(
                        "server",
                        "What answers at " + name + " is no room server of Tutti's.",
                        "Check the address and the port.");
        };
    }

    private static Finding udp(NetworkFacts facts) {
        Optional<UdpPath> open = facts.openPath();
        if (open.isPresent()) {
            String families = facts.paths().stream().filter(UdpPath::isOpen).count() > 1 ? ", over IPv4 and IPv6" : "";
            long roundTripNs = open.get().seen().stream()
                    .filter(UdpPath.Seen::isAnswered)
                    .findFirst()
                    .map(UdpPath.Seen::roundTripNs)
                    .orElse(0L);
            return Finding.good(
                    "udp", "UDP, which music travels by, gets through in " + ms(roundTripNs) + families + ".");
        }
        String allow = "Allow outgoing UDP in the firewall of this computer or network, or use another network.";
        if (facts.isReached()) {
            return Finding.warn(
                    "udp",
                    "UDP is blocked between here and the room server, so music would travel over TCP: with more delay,"
                            + " and gaps when a packet is lost.",
                    allow);
        }
        return facts.server().isPresent()
                ? Finding.unknown(
                        "udp", "Whether UDP gets through could not be tried: the room server was not reached.", "")
                : Finding.warn("udp", "No STUN server answers: UDP is blocked, or none of them runs.", allow);
    }

    private static Finding nat(UdpPath path) {
        String seen = path.mapped().map(NetworkJudge::text).orElse("");
        return switch (path.nat()) {
            case NONE -> Finding.good("nat", "The world sees this computer at its own address, " + seen + ": no NAT.");
            case SAME_FOR_ALL ->
                Finding.good(
                        "nat",
                        "The world sees this computer at " + seen
                                + ", whoever looks: players connect directly through a NAT like this.");
            case PER_DESTINATION ->
                Finding.warn(
                        "nat",
                        "The router gives each connection another port (symmetric NAT), so some players can be reached"
                                + " through a relay only.",
                        "See that the room has a relay (tutti room --turn), or use another router or network.");
            case UNTOLD -> untold(path, seen);
        };
    }

    private static Finding untold(UdpPath path, String seen) {
        if (seen.isEmpty()) {
            return Finding.unknown("nat", "The server did not say from which address it sees this computer.", "");
        }
        String from = "The server sees this computer at " + seen;
        boolean isShared = path.mapped().map(each -> AddressScope.of(each.getAddress())).stream()
                .anyMatch(scope -> scope == AddressScope.PRIVATE || scope == AddressScope.LOOPBACK);
        if (isShared) {
            return Finding.good("nat", from + ", which is within the same network.");
        }
        return path.isPortKept()
                ? Finding.good(
                        "nat", from + "; the router keeps the number of the port, a good sign for direct connections.")
                : Finding.unknown(
                        "nat",
                        from + "; the router changes the number of the port, and one server alone cannot tell whether"
                                + " it does so for each connection.",
                        "If a player cannot be reached, see that the room has a relay (tutti room --turn).");
    }

    private static Finding length(UdpPath path) {
        int longest = path.passed().stream().mapToInt(Integer::intValue).max().orElse(0);
        if (path.passed().contains(TUTTI_BYTES)) {
            return Finding.good(
                    "mtu", "Packets of " + longest + " bytes get through; Tutti sends up to " + TUTTI_BYTES + ".");
        }
        return longest > 0
                ? Finding.bad(
                        "mtu",
                        "Packets of " + TUTTI_BYTES + " bytes, as Tutti sends them, are lost on the way; shorter ones"
                                + " get through.",
                        "Switch a VPN off, or use another network; a shorter period or --codec opus makes shorter packets"
                                + " meanwhile.")
                : Finding.unknown(
                        "mtu", "How long packets may be could not be found out: all longer ones were lost.", "");
    }

    private static Finding relay(NetworkFacts.Relay relay) {
        String name = NetworkJudge.text(relay.turn().address());
        String ask = "Ask whoever runs the room ";
        return switch (relay.reach()) {
            case RelayReach.Relayed(var address, long roundTripNs) ->
                Finding.good(
                        "relay",
                        "The relay " + name + " would carry music, in " + ms(roundTripNs) + " there and back.");
            case RelayReach.Silent() ->
                Finding.warn(
                        "relay",
                        "The relay " + name + " does not answer.",
                        ask + "whether it runs, and whether a firewall keeps UDP from it.");
            case RelayReach.Refused(int code, String reason)
            when code == UNAUTHENTICATED || code == STALE_NONCE ->
                Finding.warn(
                        "relay",
                        "The relay " + name + " does not accept the room server's credentials.",
                        ask + "to compare --turn-secret with the relay's own (coturn: static-auth-secret), and the"
                                + " clocks of both.");
            case RelayReach.Refused(int code, String reason)
            when code == QUOTA || code == NO_CAPACITY ->
                Finding.warn("relay", "The relay " + name + " is full.", "Try again later.");
            case RelayReach.Refused(int code, String reason) ->
                Finding.warn(
                        "relay",
                        "The relay " + name + " refuses (" + (code == 0 ? reason : code + " " + reason) + ").",
                        ask + "to look at the relay's log.");
        };
    }

    private static String ms(long ns) {
        double ms = ns / NS_PER_MS;
        return ms < 1 ? "under 1 ms" : Math.round(ms) + " ms";
    }
}
