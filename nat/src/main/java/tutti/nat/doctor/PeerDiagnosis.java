package tutti.nat.doctor;

import java.util.List;
import java.util.Optional;
import tutti.nat.ice.PairReport;

/// The connection doctor for one player: how the way stands, why, and what to do. A pure function.
public final class PeerDiagnosis {
    private static final String ADD_RELAY = "Ask whoever runs the room to add a relay (tutti room --turn).";
    private static final String LOOK_AT_RELAY =
            "The relay should have carried it: ask whoever runs the room whether it runs and is reached by both.";

    private PeerDiagnosis() {}

    /// What can be said.
    ///
    /// @return sentences for people, the most important one first; never empty
    public static List<String> of(PeerFacts facts) {
        Optional<PairReport> used =
                facts.pairs().stream().filter(PairReport::selected).findFirst();
        if (used.isPresent()) {
            return connected(facts, used.get());
        }
        if (facts.remote().isEmpty()) {
            return List.of(
                    facts.peer() + " has not told where to be reached: its program is starting still, or does not"
                            + " reach the room server.");
        }
        if (facts.count(PairReport.State.WORKS) > 0) {
            return List.of("There is a way to " + facts.peer() + ", about to be used.");
        }
        int numTrying = facts.count(PairReport.State.TRYING) + facts.count(PairReport.State.WAITING);
        if (numTrying > 0 || facts.pairs().isEmpty()) {
            return List.of("Looking for a way to " + facts.peer() + ": " + tried(facts) + ".");
        }
        return List.of(why(facts), whatToDo(facts), "Tried: " + tried(facts) + ".");
    }

    private static List<String> connected(PeerFacts facts, PairReport used) {
        if (!used.local().contains("relay") && !used.remote().contains("relay")) {
            return List.of(
                    "Connected to " + facts.peer() + " directly: " + used.local() + " to " + used.remote() + ".");
        }
        return List.of(
                "Connected to " + facts.peer() + " through a relay: " + used.local() + " to " + used.remote() + ".",
                why(facts));
    }

    private static String tried(PeerFacts facts) {
        int numPairs = facts.pairs().size();
        if (numPairs == 0) {
            return "nothing tried yet";
        }
        return numPairs + (numPairs == 1 ? " pair of addresses" : " pairs of addresses") + ", "
                + facts.count(PairReport.State.FAILED) + " failed, "
                + facts.count(PairReport.State.TRYING) + " under way";
    }

    /// Why there is no direct way.
    private static String why(PeerFacts facts) {
        String peer = facts.peer();
        if (facts.isSameHouse()) {
            return "You and " + peer + " are on the same network, but it does not let your computers reach each other.";
        }
        return switch (facts.localKind()) {
            case UNKNOWN -> "This computer has no address to be reached at.";
            case CLOSED ->
                facts.hasLocalRelay()
                        ? "Your network lets UDP out to the relay only, so no direct way leads to " + peer + "."
                        : facts.remoteKind() == EndKind.CLOSED
                                ? "UDP gets out neither of your network nor of " + peer + "'s."
                                : "UDP does not get out of your network, so no direct way leads to " + peer + ".";
            case PUBLIC -> whyFromPublic(facts);
            case NATTED -> whyFromNat(facts);
            case SYMMETRIC -> whyFromSymmetric(facts);
        };
    }

    private static String whyFromPublic(PeerFacts facts) {
        String peer = facts.peer();
        return switch (facts.remoteKind()) {
            case UNKNOWN, CLOSED -> closed(facts);
            case PUBLIC ->
                "Both you and " + peer
                        + " have public addresses, so a firewall on one of the two computers blocks UDP.";
            case NATTED, SYMMETRIC ->
                "This computer has a public address, but what " + peer + " sends there does not arrive: a firewall"
                        + " blocks it.";
        };
    }

    private static String whyFromNat(PeerFacts facts) {
        String peer = facts.peer();
        return switch (facts.remoteKind()) {
            case UNKNOWN, CLOSED -> closed(facts);
            case PUBLIC ->
                peer + " has a public address, but what is sent there does not arrive: a firewall blocks it.";
            case NATTED ->
                "Routers like yours and " + peer + "'s usually let each other in, but one of them, or a firewall,"
                        + " does not.";
            case SYMMETRIC ->
                peer + "'s router gives each connection another port (symmetric NAT), and yours lets in only whom you"
                        + " have called at the right one, so only a relay can connect you.";
        };
    }

    private static String whyFromSymmetric(PeerFacts facts) {
        String peer = facts.peer();
        return switch (facts.remoteKind()) {
            case UNKNOWN, CLOSED -> closed(facts);
            case PUBLIC ->
                peer + " has a public address, but what is sent there does not arrive: a firewall blocks it.";
            case NATTED ->
                "Your router gives each connection another port (symmetric NAT), and " + peer + "'s lets in only whom "
                        + peer + " has called at the right one, so only a relay can connect you.";
            case SYMMETRIC ->
                peer + "'s router gives each connection another port (symmetric NAT) and so does yours, so only a relay"
                        + " can connect you.";
        };
    }

    private static String closed(PeerFacts facts) {
        return facts.hasRemoteRelay()
                ? facts.peer() + "'s network lets UDP out to the relay only, so no direct way leads there."
                : "UDP does not get out of " + facts.peer() + "'s network, so no direct way leads there.";
    }

    private static String whatToDo(PeerFacts facts) {
        String peer = facts.peer();
        if (facts.isSameHouse()) {
            return "Switch off client isolation (or use no guest network) in the Wi-Fi's settings, or use cables.";
        }
        EndKind local = facts.localKind();
        if (local == EndKind.UNKNOWN) {
            return "Connect this computer to a network.";
        }
        if (local == EndKind.CLOSED && !facts.hasLocalRelay()) {
            return "Allow outgoing UDP in the firewall of this computer or network, or use another network; meanwhile"
                    + " music can go through the room server.";
        }
        if (facts.remoteKind() == EndKind.CLOSED && !facts.hasRemoteRelay()) {
            return "Ask " + peer + " to allow outgoing UDP in the firewall, or to use another network; meanwhile music"
                    + " can go through the room server.";
        }
        if (facts.hasLocalRelay() || facts.hasRemoteRelay()) {
            return LOOK_AT_RELAY;
        }
        if (local == EndKind.PUBLIC) {
            return "Let Tutti receive UDP in this computer's firewall, or: " + lowered(ADD_RELAY);
        }
        return facts.remoteKind() == EndKind.PUBLIC
                ? "Ask " + peer + " to let Tutti receive UDP in the firewall, or: " + lowered(ADD_RELAY)
                : ADD_RELAY;
    }

    private static String lowered(String sentence) {
        return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
