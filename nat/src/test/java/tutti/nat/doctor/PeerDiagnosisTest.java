package tutti.nat.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tutti.nat.ice.IceCandidate;
import tutti.nat.ice.PairReport;

class PeerDiagnosisTest {
    private static final String RELAY_SENTENCE = "Ask whoever runs the room to add a relay (tutti room --turn).";

    private static IceCandidate candidate(
            IceCandidate.Type type, String address, int port, @Nullable InetSocketAddress related) {
        return new IceCandidate(type, new InetSocketAddress(address, port), 1, "1", related);
    }

    /// Candidates that an end of this kind tells.
    ///
    /// @param home a digit that keeps homes apart
    private static List<IceCandidate> end(EndKind kind, boolean hasRelay, int home) {
        InetSocketAddress base = new InetSocketAddress("192.168." + home + ".5", 4000);
        List<IceCandidate> candidates = new ArrayList<>();
        if (kind != EndKind.UNKNOWN) {
            String own = kind == EndKind.PUBLIC ? "198.51.100." + home : "192.168." + home + ".5";
            candidates.add(candidate(IceCandidate.Type.HOST, own, 4000, null));
        }
        if (kind == EndKind.NATTED || kind == EndKind.SYMMETRIC) {
            candidates.add(candidate(IceCandidate.Type.SRFLX, "203.0.113." + home, 4000, base));
        }
        if (kind == EndKind.SYMMETRIC) {
            candidates.add(candidate(IceCandidate.Type.SRFLX, "203.0.113." + home, 4001, base));
        }
        if (hasRelay) {
            candidates.add(candidate(IceCandidate.Type.RELAY, "8.8.8." + home, 50_000, base));
        }
        return candidates;
    }

    private static PairReport pair(PairReport.State state, boolean selected, String kind) {
        return new PairReport("192.168.1.5:4000 host", "203.0.113.2:4000 " + kind, state, selected);
    }

    private static List<String> diagnose(
            List<IceCandidate> local, List<IceCandidate> remote, List<PairReport> pairs, Finding... findings) {
        List<String> sentences = PeerDiagnosis.of(new PeerFacts("bob", local, remote, pairs, List.of(findings)));
        assertFalse(sentences.isEmpty());
        for (String each : sentences) {
            assertTrue(each.endsWith(".") && !each.contains("null") && !each.contains(".."), each);
        }
        return sentences;
    }

    private static List<String> failed(EndKind local, EndKind remote, boolean localRelay, boolean remoteRelay) {
        return diagnose(
                end(local, localRelay, 1),
                end(remote, remoteRelay, 2),
                List.of(pair(PairReport.State.FAILED, false, "srflx")));
    }

    static Stream<Arguments> combinations() {
        List<Arguments> all = new ArrayList<>();
        for (EndKind local : EndKind.values()) {
            for (EndKind remote : EndKind.values()) {
                for (int relays = 0; relays < 4; relays++) {
                    for (PairReport.State state : PairReport.State.values()) {
                        for (boolean selected : new boolean[] {false, true}) {
                            all.add(Arguments.of(local, remote, relays, state, selected));
                        }
                    }
                }
            }
        }
        return all.stream();
    }

    /// Every combination there is: something is said, it names the player, and it fits.
    @ParameterizedTest
    @MethodSource("combinations")
    void shouldAlwaysHaveAWord(EndKind local, EndKind remote, int relays, PairReport.State state, boolean selected) {
        List<IceCandidate> mine = end(local, (relays & 1) != 0, 1);
        List<IceCandidate> theirs = end(remote, (relays & 2) != 0, 2);
        List<String> sentences = diagnose(mine, theirs, List.of(pair(state, selected, "relay")));
        String all = String.join(" ", sentences);
        assertTrue(all.contains("bob") || local == EndKind.UNKNOWN, all);
        boolean isFailed = !selected && state == PairReport.State.FAILED && !theirs.isEmpty();
        assertEquals(selected, all.startsWith("Connected to bob through a relay"), all);
        assertEquals(isFailed ? 3 : selected ? 2 : 1, sentences.size(), all);
        if (isFailed && relays == 0 && local == EndKind.SYMMETRIC && remote == EndKind.SYMMETRIC) {
            assertTrue(all.contains(RELAY_SENTENCE), all);
        }
        if (isFailed && relays == 3 && local != EndKind.UNKNOWN) {
            assertTrue(all.contains("The relay should have carried it"), all);
        }
        assertEquals(isFailed && all.contains("--turn"), isFailed && relays == 0 && all.contains("--turn"), all);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SYMMETRIC | SYMMETRIC | bob's router gives each connection another port (symmetric NAT) and so does"
                        + " yours, so only a relay can connect you.",
                "SYMMETRIC | NATTED | Your router gives each connection another port (symmetric NAT), and bob's lets in"
                        + " only whom bob has called at the right one, so only a relay can connect you.",
                "NATTED | SYMMETRIC | bob's router gives each connection another port (symmetric NAT), and yours lets in"
                        + " only whom you have called at the right one, so only a relay can connect you.",
                "NATTED | NATTED | Routers like yours and bob's usually let each other in, but one of them, or a"
                        + " firewall, does not.",
                "CLOSED | NATTED | UDP does not get out of your network, so no direct way leads to bob.",
                "NATTED | CLOSED | UDP does not get out of bob's network, so no direct way leads there.",
                "CLOSED | CLOSED | UDP gets out neither of your network nor of bob's.",
                "PUBLIC | NATTED | This computer has a public address, but what bob sends there does not arrive: a"
                        + " firewall blocks it.",
                "SYMMETRIC | PUBLIC | bob has a public address, but what is sent there does not arrive: a firewall"
                        + " blocks it.",
                "PUBLIC | PUBLIC | Both you and bob have public addresses, so a firewall on one of the two computers"
                        + " blocks UDP.",
                "UNKNOWN | NATTED | This computer has no address to be reached at.",
                "NATTED | UNKNOWN | bob has not told where to be reached: its program is starting still, or does not"
                        + " reach the room server.",
            })
    void shouldSayWhy(EndKind local, EndKind remote, String sentence) {
        assertEquals(sentence, failed(local, remote, false, false).getFirst());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SYMMETRIC | SYMMETRIC | false | add a relay",
                "SYMMETRIC | SYMMETRIC | true | should have carried it",
                "NATTED | NATTED | false | add a relay",
                "CLOSED | NATTED | false | Allow outgoing UDP",
                "NATTED | CLOSED | false | Ask bob to allow outgoing UDP",
                "PUBLIC | NATTED | false | this computer's firewall, or: ask",
                "NATTED | PUBLIC | false | Ask bob to let Tutti receive UDP",
                "UNKNOWN | NATTED | false | Connect this computer",
            })
    void shouldSayWhatToDo(EndKind local, EndKind remote, boolean hasRelay, String words) {
        String advice = failed(local, remote, hasRelay, hasRelay).get(1);
        assertTrue(advice.contains(words), advice);
    }

    @Test
    void shouldSayThatTheyAreInOneHouse() {
        List<String> sentences = diagnose(
                end(EndKind.NATTED, false, 1),
                end(EndKind.NATTED, false, 1),
                List.of(pair(PairReport.State.FAILED, false, "host")));
        assertTrue(sentences.getFirst().startsWith("You and bob are on the same network"), sentences.toString());
        assertTrue(sentences.get(1).contains("client isolation"), sentences.toString());
    }

    @Test
    void shouldKnowANetworkThatLetsOutToTheRelayAlone() {
        assertEquals(
                "Your network lets UDP out to the relay only, so no direct way leads to bob.",
                failed(EndKind.CLOSED, EndKind.NATTED, true, false).getFirst());
        assertEquals(
                "bob's network lets UDP out to the relay only, so no direct way leads there.",
                failed(EndKind.NATTED, EndKind.CLOSED, false, true).getFirst());
    }

    /// With one server a symmetric NAT does not show in the candidates, but a check may have found it.
    @Test
    void shouldBelieveTheCheck() {
        List<IceCandidate> mine = end(EndKind.NATTED, false, 1);
        List<IceCandidate> theirs = end(EndKind.SYMMETRIC, false, 2);
        List<PairReport> pairs = List.of(pair(PairReport.State.FAILED, false, "srflx"));
        Finding symmetric = Finding.warn("nat", "It is symmetric.", "Use a relay.");
        assertTrue(diagnose(mine, theirs, pairs, symmetric).getFirst().contains("and so does yours"));
        Finding blocked = Finding.warn("udp", "It is blocked.", "Open it.");
        assertTrue(diagnose(mine, theirs, pairs, blocked).getFirst().startsWith("UDP does not get out of your"));
        Finding well = Finding.good("nat", "It is well.");
        assertTrue(diagnose(mine, theirs, pairs, well).getFirst().startsWith("bob's router"));
    }

    @Test
    void shouldTellHowFarItIs() {
        List<IceCandidate> home = end(EndKind.NATTED, false, 1);
        List<IceCandidate> other = end(EndKind.NATTED, false, 2);
        assertEquals(
                List.of("bob has not told where to be reached: its program is starting still, or does not reach the"
                        + " room server."),
                diagnose(home, List.of(), List.of()));
        assertEquals(List.of("Looking for a way to bob: nothing tried yet."), diagnose(home, other, List.of()));
        assertEquals(
                List.of("Looking for a way to bob: 3 pairs of addresses, 1 failed, 1 under way."),
                diagnose(
                        home,
                        other,
                        List.of(
                                pair(PairReport.State.FAILED, false, "host"),
                                pair(PairReport.State.TRYING, false, "srflx"),
                                pair(PairReport.State.WAITING, false, "relay"))));
        assertEquals(
                List.of("There is a way to bob, about to be used."),
                diagnose(home, other, List.of(pair(PairReport.State.WORKS, false, "srflx"))));
        assertEquals(
                List.of("Connected to bob directly: 192.168.1.5:4000 host to 203.0.113.2:4000 srflx."),
                diagnose(home, other, List.of(pair(PairReport.State.WORKS, true, "srflx"))));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldTellTheKindFromTheCandidates(EndKind kind) {
        assertEquals(kind, EndKind.of(end(kind, false, 1)));
        EndKind withRelay = kind == EndKind.UNKNOWN ? EndKind.CLOSED : kind;
        assertEquals(withRelay, EndKind.of(end(kind, true, 1)));
    }

    static Stream<EndKind> kinds() {
        return Stream.of(EndKind.values());
    }
}
