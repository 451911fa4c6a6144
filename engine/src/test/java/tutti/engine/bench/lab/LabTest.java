package tutti.engine.bench.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tutti.engine.cli.TuttiProcess;
import tutti.nat.impair.Impairment;

/// The lab is what it says: small packets tell what each router does.
@RequiresLab
final class LabTest {
    private static final int CONE = 1;
    private static final int OTHER_CONE = 2;
    private static final int SYMMETRIC = 3;
    private static final int OTHER_SYMMETRIC = 4;
    private static final int ROUTED = 5;
    private static final int RELAY_ONLY = 6;
    private static final int NO_UDP = 7;
    private static final int IPV6 = 8;
    private static final int DUAL = 9;

    private static final String HERE = Lab.SERVER + "/7000";
    private static final String THERE = Lab.SERVER_AGAIN + "/7000";
    private static final String HERE_BY_IPV6 = Lab.SERVER_IPV6 + "/7000";
    private static final String RELAY = Lab.SERVER + "/" + Turn.PORT;
    private static final String NO_RELAY = Lab.SERVER_AGAIN + "/" + Turn.PORT;

    private static Lab lab;
    private static TuttiProcess server;

    @BeforeAll
    static void build() {
        lab = Lab.open(
                Access.CONE,
                Access.CONE,
                Access.SYMMETRIC,
                Access.SYMMETRIC,
                Access.ROUTED,
                Access.RELAY_ONLY,
                Access.NO_UDP,
                Access.IPV6,
                Access.DUAL);
        server = serve(lab, HERE, THERE, HERE_BY_IPV6, RELAY, NO_RELAY);
    }

    @AfterAll
    static void end() {
        lab.close();
        server.close();
    }

    @Test
    void shouldKeepThePortBehindACone() {
        List<String> seen = ask(CONE, "where", HERE, THERE);

        assertTrue(seen.getFirst().startsWith("203.0.113.1/"), "" + seen);
        assertEquals(seen.getFirst(), seen.getLast());
        assertEquals(List.of("nothing"), ask(CONE, "unasked", HERE));
    }

    @Test
    void shouldChangeThePortBehindASymmetricNat() {
        List<String> seen = ask(SYMMETRIC, "where", HERE, THERE);

        assertTrue(seen.getFirst().startsWith("203.0.113.3/"), "" + seen);
        assertTrue(seen.getLast().startsWith("203.0.113.3/"), "" + seen);
        assertNotEquals(seen.getFirst(), seen.getLast());
        assertEquals(List.of("nothing"), ask(SYMMETRIC, "unasked", HERE));
    }

    @Test
    void shouldOnlyRouteWhereThereIsNoNat() {
        assertTrue(ask(ROUTED, "where", HERE).getFirst().startsWith("198.18.5.2/"));
        assertEquals(List.of("unasked"), ask(ROUTED, "unasked", HERE));
    }

    @Test
    void shouldLetUdpThroughToTheRelayAlone() {
        assertEquals(List.of("nothing", "nothing"), ask(RELAY_ONLY, "where", HERE, NO_RELAY));
        assertTrue(ask(RELAY_ONLY, "where", RELAY).getFirst().startsWith("203.0.113.6/"));
        assertEquals(List.of("connected"), ask(RELAY_ONLY, "tcp", HERE));
    }

    @Test
    void shouldLetNoUdpThroughButTcp() {
        assertEquals(List.of("nothing", "nothing"), ask(NO_UDP, "where", HERE, RELAY));
        assertEquals(List.of("connected"), ask(NO_UDP, "tcp", HERE));
    }

    @Test
    void shouldLetAnswersAloneInByIpv6() {
        assertTrue(ask(IPV6, "where", HERE_BY_IPV6).getFirst().startsWith("2001:db8:8:0:0:0:0:2/"));
        assertEquals(List.of("nothing"), ask(IPV6, "unasked", HERE_BY_IPV6));
        assertEquals(List.of("connected"), ask(IPV6, "tcp", HERE_BY_IPV6));
    }

    @Test
    void shouldHaveBothFamiliesWhereThereAreTwo() {
        assertTrue(ask(DUAL, "where", HERE).getFirst().startsWith("203.0.113.9/"));
        assertTrue(ask(DUAL, "where", HERE_BY_IPV6).getFirst().startsWith("2001:db8:9:0:0:0:0:2/"));
    }

    @Test
    void shouldLetConesAloneMeet() {
        assertEquals(List.of("met", "met"), meet(CONE, OTHER_CONE));
        assertEquals(List.of("not met", "not met"), meet(CONE, SYMMETRIC));
        assertEquals(List.of("not met", "not met"), meet(SYMMETRIC, OTHER_SYMMETRIC));
    }

    @Test
    void shouldLoseWhatItIsTold() {
        lab.lose(20);
        try {
            int answered = Integer.parseInt(ask(ROUTED, "count", HERE, "2000").getFirst());
            // 64 % come back, with a standard deviation of 1.1 %.
            assertTrue(answered > 1160 && answered < 1400, answered + " of 2000");
        } finally {
            lab.lose(0);
        }
        assertEquals("2000", ask(ROUTED, "count", HERE, "2000").getFirst());
    }

    @Test
    void shouldCutAndMend() {
        lab.cut(OTHER_CONE);
        assertEquals(List.of("nothing"), ask(OTHER_CONE, "where", HERE));
        assertNotEquals(List.of("nothing"), ask(CONE, "where", HERE));
        lab.mend(OTHER_CONE);
        assertNotEquals(List.of("nothing"), ask(OTHER_CONE, "where", HERE));
    }

    @Test
    void shouldChangeAddresses() {
        try (Lab moving = Lab.open(Access.ROUTED, Access.CONE);
                TuttiProcess _ = serve(moving, HERE)) {
            moving.renumber(1, 77);
            assertTrue(ask(moving, 1, "where", HERE).getFirst().startsWith("198.18.1.77/"));

            moving.addSecondCard(2);
            assertNotEquals(List.of("nothing"), ask(moving, 2, "where", HERE));
            moving.unplugFirstCard(2);
            assertNotEquals(List.of("nothing"), ask(moving, 2, "where", HERE));
        }
    }

    @Test
    void shouldTakeTheTimeItIsTold() {
        assumeTrue(LabNamespaces.isRoot(), "Links with a delay need root.");
        Impairment uplink = Impairment.NONE.withDelayNs(10_000_000);
        try (Lab slow = Lab.open(List.of(Access.CONE, Access.CONE), uplink, 1, System::nanoTime);
                TuttiProcess _ = serve(slow, HERE)) {
            List<String> counted = ask(slow, 2, "count", HERE, "500");

            assertEquals("500", counted.getFirst());
            int leastUs = Integer.parseInt(counted.getLast());
            assertTrue(leastUs >= 20_000, leastUs + " us");
        }
    }

    @Test
    void shouldHaveARelay() throws IOException {
        try (Lab relayed = Lab.open(Access.RELAY_ONLY);
                Turn _ = relayed.startTurn("secret")) {
            // A binding response.
            assertEquals(List.of("1,1"), ask(relayed, 1, "stun", RELAY));
        }
    }

    @Test
    void shouldEndWhatRunsInIt() {
        Lab brief = Lab.open(Access.CONE);
        TuttiProcess there = serve(brief, HERE);
        assertEquals(List.of(), there.err().all());

        brief.close();

        assertNotEquals(0, there.awaitExit());
        assertFalse(there.out().all().isEmpty());
    }

    private static TuttiProcess serve(Lab lab, String... places) {
        List<String> words = new ArrayList<>(List.of("serve"));
        words.addAll(List.of(places));
        TuttiProcess process = TuttiProcess.start(lab::onServer, Probe.class, words);
        process.out().await("the probes' server", 0, "serving"::equals);
        return process;
    }

    private static List<String> ask(int home, String... words) {
        return ask(lab, home, words);
    }

    private static List<String> ask(Lab lab, int home, String... words) {
        try (TuttiProcess probe = start(lab, home, words)) {
            return answers(probe);
        }
    }

    private static List<String> meet(int home, int otherHome) {
        String key = home + "-" + otherHome;
        try (TuttiProcess one = start(lab, home, "meet", HERE, key);
                TuttiProcess two = start(lab, otherHome, "meet", HERE, key)) {
            List<String> both = new ArrayList<>(answers(one));
            both.addAll(answers(two));
            return both;
        }
    }

    private static TuttiProcess start(Lab lab, int home, String... words) {
        return TuttiProcess.start(command -> lab.inHome(home, command), Probe.class, List.of(words));
    }

    private static List<String> answers(TuttiProcess probe) {
        assertEquals(0, probe.awaitExit(), () -> "" + probe.err().all());
        return probe.out().all();
    }
}
