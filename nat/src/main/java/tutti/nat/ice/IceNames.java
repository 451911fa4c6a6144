package tutti.nat.ice;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.ice4j.Transport;
import org.ice4j.TransportAddress;
import org.ice4j.ice.Candidate;
import org.ice4j.ice.CandidatePair;
import org.ice4j.ice.CandidatePairState;
import org.ice4j.ice.CandidateType;
import org.ice4j.ice.Component;
import org.ice4j.ice.IceMediaStream;
import org.ice4j.ice.LocalCandidate;
import org.ice4j.ice.RemoteCandidate;
import org.jspecify.annotations.Nullable;
import tutti.nat.link.PathReport;

/// ice4j's things in this house's words, and the other way round. Thread: any (stateless).
final class IceNames {
    private IceNames() {}

    /// Without ice4j's transport, which would make it unequal to what the network reports.
    static InetSocketAddress plain(TransportAddress address) {
        return new InetSocketAddress(address.getAddress(), address.getPort());
    }

    /// @param secret whether the address from which it was found must not be told
    static IceCandidate candidate(LocalCandidate local, boolean secret) {
        TransportAddress related = secret ? null : local.getRelatedAddress();
        return new IceCandidate(
                type(local.getType()),
                plain(local.getTransportAddress()),
                local.getPriority(),
                local.getFoundation(),
                related == null ? null : plain(related));
    }

    static RemoteCandidate remote(IceCandidate candidate, Component component) {
        return new RemoteCandidate(
                new TransportAddress(candidate.address(), Transport.UDP),
                component,
                switch (candidate.type()) {
                    case HOST -> CandidateType.HOST_CANDIDATE;
                    case SRFLX -> CandidateType.SERVER_REFLEXIVE_CANDIDATE;
                    case PRFLX -> CandidateType.PEER_REFLEXIVE_CANDIDATE;
                    case RELAY -> CandidateType.RELAYED_CANDIDATE;
                },
                candidate.foundation(),
                candidate.priority(),
                null);
    }

    private static IceCandidate.Type type(CandidateType type) {
        return switch (type) {
            case PEER_REFLEXIVE_CANDIDATE -> IceCandidate.Type.PRFLX;
            case SERVER_REFLEXIVE_CANDIDATE, STUN_CANDIDATE -> IceCandidate.Type.SRFLX;
            case RELAYED_CANDIDATE -> IceCandidate.Type.RELAY;
            default -> IceCandidate.Type.HOST;
        };
    }

    /// How many relays a pair leads through, whosever. The far side of a peer's relay may show itself as an
    /// address of its own at the server's (measured: `prflx`); but a player may live where the server does, and
    /// say so.
    static int numRelays(CandidatePair pair, Set<InetAddress> relays) {
        Candidate<?> remote = pair.getRemoteCandidate();
        boolean far = remote.getType() == CandidateType.RELAYED_CANDIDATE
                || (remote.getType() == CandidateType.PEER_REFLEXIVE_CANDIDATE
                        && relays.contains(remote.getTransportAddress().getAddress()));
        boolean near = pair.getLocalCandidate().getType() == CandidateType.RELAYED_CANDIDATE;
        return (near ? 1 : 0) + (far ? 1 : 0);
    }

    static PathReport path(CandidatePair pair, Set<InetAddress> relays) {
        return new PathReport(
                numRelays(pair, relays) > 0 ? PathReport.Kind.RELAY : PathReport.Kind.DIRECT,
                text(pair.getLocalCandidate()),
                text(pair.getRemoteCandidate()));
    }

    private static String text(Candidate<?> candidate) {
        TransportAddress address = candidate.getTransportAddress();
        String host = address.getAddress().getHostAddress();
        String literal = address.isIPv6() ? "[" + host + "]" : host;
        return literal + ":" + address.getPort() + " "
                + type(candidate.getType()).name().toLowerCase(Locale.ROOT);
    }

    static List<PairReport> pairs(IceMediaStream stream) {
        List<CandidatePair> pairs;
        CandidatePair selected = stream.getComponents().isEmpty()
                ? null
                : stream.getComponents().getFirst().getSelectedPair();
        synchronized (stream.getCheckList()) {
            pairs = new ArrayList<>(stream.getCheckList());
        }
        if (selected != null && !pairs.contains(selected)) {
            pairs.add(selected);
        }
        return pairs.stream()
                .sorted()
                .map(pair -> new PairReport(
                        text(pair.getLocalCandidate()),
                        text(pair.getRemoteCandidate()),
                        state(pair.getState()),
                        pair.equals(selected)))
                .toList();
    }

    private static PairReport.State state(@Nullable CandidatePairState state) {
        return switch (state) {
            case IN_PROGRESS -> PairReport.State.TRYING;
            case SUCCEEDED -> PairReport.State.WORKS;
            case FAILED -> PairReport.State.FAILED;
            case null, default -> PairReport.State.WAITING;
        };
    }

    /// Why there is no way, and what to do.
    ///
    /// @param hasRelay whether a relay has given an address
    static String noWay(List<PairReport> tried, IceServers servers, boolean hasRelay) {
        String what = "No way to the other end was found: "
                + (tried.isEmpty()
                        ? "it told no address that this computer could reach"
                        : "none of " + tried.size() + " pairs of addresses answered");
        if (servers.turn().isEmpty()) {
            return what + "; a relay (TURN) would help.";
        }
        return hasRelay
                ? what + "; the other end may be gone, or its network blocks UDP."
                : what + ", and the relay did not either; this network may block UDP.";
    }
}
