package tutti.nat.mesh;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tutti.nat.ice.IceCandidate;
import tutti.nat.ice.IceCredentials;
import tutti.nat.ice.IceListener;
import tutti.nat.ice.PairReport;
import tutti.nat.link.PathReport;
import tutti.nat.udp.DatagramPort;
import tutti.nat.udp.PacketRoute;

/// Finds ways as ICE does, seen from outside: two searches that have each other's credentials, one of which at least
/// knows where the other is, find a way after a while if the network lets packets through both ways; else they fail.
final class HandIce {
    private static final String DECOY = "192.0.2.1";

    /// Two players, whoever comes first.
    private record Pair(Set<Player> both) {
        Pair(Player first, Player second) {
            this(Set.of(first, second));
        }
    }

    private final World world;
    private final Map<String, Search> open = new HashMap<>();
    private final Map<Pair, Integer> neededMatches = new HashMap<>();
    private final Map<Pair, Set<Set<String>>> matches = new HashMap<>();
    private int numBegun;

    /// From the beginning to the first address, and to the last.
    long gatherNs = 20_000_000;

    long completeNs = 100_000_000;

    /// How long it takes from knowing each other to a way, and to giving up.
    long findNs = 60_000_000;

    long failNs = 6_200_000_000L;

    /// Silence of a way after which it is said to be dead.
    long consentNs = 30_000_000_000L;

    /// Whether the address that works is told last.
    boolean tellsGoodLast;

    /// How many addresses are told that nobody answers at.
    int numDecoys = 1;

    /// Whether both ends must know where the other is, as behind routers that filter.
    boolean isStrict;

    /// Whether only ways between players' first searches can be cut.
    boolean cutsOnlyFirstPorts;

    /// The only player who is told of ways that were found; null for everybody.
    @Nullable
    Player onlyTells;

    /// Whether all that it tells is lost.
    boolean isMute;

    HandIce(World world) {
        this.world = world;
    }

    /// No way between these two will be found from now on.
    void forbid(Player first, Player second) {
        allowAfter(first, second, Integer.MAX_VALUE);
    }

    void allow(Player first, Player second) {
        neededMatches.remove(new Pair(first, second));
    }

    /// Only the n-th search of these two finds a way, and later ones.
    void allowAfter(Player first, Player second, int numSearches) {
        neededMatches.put(new Pair(first, second), numSearches);
    }

    PathFinder finder(Player player) {
        return (owner, controlling, listener) -> {
            Search search = new Search(player, owner, controlling, listener);
            open.put(search.credentials.ufrag(), search);
            return search;
        };
    }

    int numOpen(Player player) {
        return (int)
                open.values().stream().filter(search -> search.player == player).count();
    }

    /// How many searches have ever been begun.
    int numBegun() {
        return numBegun;
    }

    /// The ports of a player's searches that are open.
    List<InetSocketAddress> ports(Player player) {
        return open.values().stream()
                .filter(search -> search.player == player)
                .map(search -> search.port.localAddress())
                .toList();
    }

    void forget(Player player) {
        open.values().removeIf(search -> search.player == player);
    }

    int work() {
        int numTold = 0;
        for (Search search : List.copyOf(open.values())) {
            numTold += search.work();
        }
        return numTold;
    }

    /// Tells nothing while it is mute.
    private final class Mutable implements IceListener {
        private final IceListener listener;

        Mutable(IceListener listener) {
            this.listener = listener;
        }

        @Override
        public void onLocalCandidates(List<IceCandidate> candidates, boolean complete) {
            if (!isMute) {
                listener.onLocalCandidates(candidates, complete);
            }
        }

        @Override
        public void onConnected(PacketRoute route, PathReport path) {
            if (!isMute) {
                listener.onConnected(route, path);
            }
        }

        @Override
        public void onFailed(String reason) {
            if (!isMute) {
                listener.onFailed(reason);
            }
        }
    }

    /// One player's end of a search.
    final class Search implements PathFinder.Search {
        private final Player player;
        private final IceListener listener;
        private final boolean controlling;
        private final DatagramPort port;
        private final IceCredentials credentials;
        private final int number;
        private final long beganNs = world.nowNs;
        private final long jitterNs = (long) (20e6 * world.random.nextDouble());
        private final Set<InetSocketAddress> remoteAddresses = new HashSet<>();
        private @Nullable IceCredentials remote;
        private long remoteNs;
        private long togetherNs = -1;
        private int numTold;
        private @Nullable Search found;
        private long consentedNs;
        private boolean hasFailed;

        Search(Player player, Object owner, boolean controlling, IceListener listener) {
            this.player = player;
            this.listener = new Mutable(listener);
            this.controlling = controlling;
            port = world.net.open(new InetSocketAddress(player.address(), 0));
            player.antenna.add(owner, port);
            number = ++numBegun;
            credentials = new IceCredentials("u" + numBegun + "xx", "p".repeat(22) + numBegun);
        }

        private IceCandidate candidate(InetSocketAddress address) {
            return new IceCandidate(IceCandidate.Type.HOST, address, 100, "f", null);
        }

        private int work() {
            int before = numTold;
            tellCandidates();
            if (found == null) {
                seek();
            } else {
                keepConsent(found);
            }
            return numTold - before;
        }

        private void tellCandidates() {
            long ageNs = world.nowNs - beganNs;
            if (numTold == 0 && ageNs >= gatherNs) {
                numTold++;
                listener.onLocalCandidates(tellsGoodLast ? decoys() : good(), false);
            }
            if (numTold == 1 && ageNs >= completeNs) {
                numTold++;
                listener.onLocalCandidates(tellsGoodLast ? good() : decoys(), true);
            }
        }

        private List<IceCandidate> good() {
            return List.of(candidate(port.localAddress()));
        }

        private List<IceCandidate> decoys() {
            return IntStream.range(0, numDecoys)
                    .mapToObj(i -> candidate(new InetSocketAddress(DECOY, 1 + i)))
                    .toList();
        }

        private void seek() {
            Search other = match();
            if (other == null || !passes(other)) {
                togetherNs = -1;
            } else if (togetherNs < 0) {
                togetherNs = world.nowNs;
            } else if (world.nowNs - togetherNs >= findNs + jitterNs) {
                found = other;
                consentedNs = world.nowNs;
                numTold++;
                tellWay(other);
                return;
            }
            if (remote != null && !hasFailed && world.nowNs - remoteNs >= failNs) {
                hasFailed = true;
                numTold++;
                listener.onFailed("No pair of addresses works.");
            }
        }

        private void tellWay(Search other) {
            String local = port.localAddress().toString();
            String remote = other.port.localAddress().toString();
            if (onlyTells == null || onlyTells == player) {
                listener.onConnected(way(other), new PathReport(PathReport.Kind.DIRECT, local, remote));
            }
        }

        /// The search of the other end, if both mean each other.
        private @Nullable Search match() {
            Search other = remote == null ? null : open.get(remote.ufrag());
            boolean isMutual = other != null
                    && other.credentials.equals(remote)
                    && credentials.equals(other.remote)
                    && other.controlling != controlling;
            if (other == null || !isMutual) {
                return null;
            }
            boolean isKnownHere = remoteAddresses.contains(other.port.localAddress());
            boolean isKnownThere = other.remoteAddresses.contains(port.localAddress());
            boolean isKnown = isStrict ? isKnownHere && isKnownThere : isKnownHere || isKnownThere;
            Pair pair = new Pair(player, other.player);
            Set<Set<String>> its = matches.computeIfAbsent(pair, key -> new HashSet<>());
            its.add(Set.of(credentials.ufrag(), other.credentials.ufrag()));
            return isKnown && its.size() >= neededMatches.getOrDefault(pair, 0) ? other : null;
        }

        private boolean passes(Search other) {
            return sends(other) && other.sends(this);
        }

        /// Whether packets get from here to there.
        private boolean sends(Search other) {
            return isOpen()
                    && other.isOpen()
                    && player.mayUdp
                    && other.player.mayUdp
                    && isAtHome()
                    && other.isAtHome()
                    && !isCut(other);
        }

        private boolean isCut(Search other) {
            return world.isCut(player, other.player) && !(cutsOnlyFirstPorts && number > 2);
        }

        private boolean isOpen() {
            return open.get(credentials.ufrag()) == this;
        }

        private boolean isAtHome() {
            return port.localAddress().getAddress().equals(player.address());
        }

        private PacketRoute way(Search other) {
            return (buffer, offsetBytes, numBytes) ->
                    !sends(other) || port.send(buffer, offsetBytes, numBytes, other.port.localAddress());
        }

        private void keepConsent(Search other) {
            if (passes(other)) {
                consentedNs = world.nowNs;
            } else if (!hasFailed && world.nowNs - consentedNs >= consentNs) {
                hasFailed = true;
                numTold++;
                listener.onFailed("The way has stopped answering.");
            }
        }

        @Override
        public IceCredentials credentials() {
            if (numTold == 0) {
                throw new IllegalStateException("Nothing has been gathered yet.");
            }
            return credentials;
        }

        @Override
        public void onRemote(IceCredentials itsCredentials, List<IceCandidate> candidates) {
            if (remote != null) {
                throw new AssertionError("Told twice whom to look for.");
            }
            remote = itsCredentials;
            remoteNs = world.nowNs;
            onRemoteCandidates(candidates);
        }

        @Override
        public void onRemoteCandidates(List<IceCandidate> candidates) {
            candidates.forEach(candidate -> remoteAddresses.add(candidate.address()));
        }

        @Override
        public List<PairReport> pairs() {
            List<PairReport> pairs = new ArrayList<>();
            for (InetSocketAddress address : remoteAddresses) {
                boolean isUsed = found != null && address.equals(found.port.localAddress());
                PairReport.State state = isUsed ? PairReport.State.WORKS : PairReport.State.TRYING;
                pairs.add(new PairReport(port.localAddress().toString(), address.toString(), state, isUsed));
            }
            return pairs;
        }

        @Override
        public void close() {
            if (open.remove(credentials.ufrag()) == null) {
                throw new AssertionError("Closed twice.");
            }
            player.antenna.remove(port);
        }
    }
}
