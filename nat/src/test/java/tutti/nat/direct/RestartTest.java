package tutti.nat.direct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tutti.nat.link.MediaLink;

class RestartTest {
    private final Stage stage = new Stage();
    private final Ear alice = new Ear();
    private final Ear bob = new Ear();
    private final DirectHost host = stage.host(alice);
    private final DirectJoin join = stage.join("bob", 2, bob);

    @BeforeEach
    void link() {
        assertTrue(stage.passUntil(1000, () -> bob.up.size() == 1));
        alice.link().acceptSsrc(Stage.SSRC);
        bob.link().acceptSsrc(Stage.SSRC);
    }

    private void assertMediaFlows(MediaLink from, MediaLink to, Ear ear) {
        to.acceptSsrc(Stage.SSRC);
        int before = ear.rtp.size();
        assertTrue(Stage.sendRtp(from, 500));
        stage.settle();
        assertEquals(before + 1, ear.rtp.size());
    }

    @Test
    void shouldTakeOverAtOnceWhenAPeerRestarts() {
        stage.kill(join);
        Ear bobAgain = new Ear();
        stage.join("bob", 3, bobAgain);
        stage.settle();
        assertEquals(List.of("up bob", "lost bob: bob joined anew.", "up bob"), alice.log);
        assertFalse(Stage.sendRtp(alice.up.getFirst(), 1), "the old link does nothing any more");
        assertMediaFlows(bobAgain.link(), alice.link(), alice);
        assertMediaFlows(alice.link(), bobAgain.link(), bobAgain);
    }

    @Test
    void shouldLetJoinersBackInWhenTheHostRestarts() {
        stage.kill(host);
        stage.passMs(300);
        Ear aliceAgain = new Ear();
        stage.host(aliceAgain);
        assertTrue(stage.passUntil(1500, () -> aliceAgain.up.size() == 1), "back about a second after the silence");
        assertEquals(List.of("up alice", "lost alice: The link to alice began anew.", "up alice"), bob.log);
        assertMediaFlows(bob.link(), aliceAgain.link(), aliceAgain);
    }

    @Test
    void shouldReportALostHostAndFindItAgain() {
        stage.kill(host);
        stage.passMs(4900);
        assertEquals(1, bob.log.size());
        stage.passMs(700);
        assertEquals(List.of("up alice", "lost alice: Nothing was heard from alice for 5 seconds."), bob.log);
        stage.passMs(60_000);
        assertInstanceOf(JoinState.Unanswered.class, join.state());
        stage.host(new Ear());
        assertTrue(stage.passUntil(600, () -> join.state() instanceof JoinState.Joined));
    }

    @Test
    void shouldReportALostPeerAfterFiveSeconds() {
        stage.kill(join);
        stage.passMs(4400);
        assertEquals(List.of("up bob"), alice.log);
        assertTrue(host.silentNs(stage.net.nowNs).values().iterator().next() >= 4_000_000_000L);
        stage.passMs(700);
        assertEquals(List.of("up bob", "lost bob: Nothing was heard from bob for 5 seconds."), alice.log);
        assertEquals(0, host.silentNs(stage.net.nowNs).size());
    }

    @Test
    void shouldKeepAnIdleLinkAlive() {
        stage.passMs(60_000);
        assertEquals(List.of("up bob"), alice.log);
        assertEquals(List.of("up alice"), bob.log);
        assertTrue(join.silentNs(stage.net.nowNs) < 600_000_000);
    }

    @Test
    void shouldKeepTheLinkOverAShortGap() {
        stage.net.filter = datagram -> null;
        stage.passMs(2500);
        stage.net.filter = datagram -> datagram.isHandshake() ? null : datagram;
        stage.passMs(1000);
        stage.net.filter = datagram -> datagram;
        stage.passMs(5000);
        assertEquals(List.of("up alice"), bob.log);
        assertEquals(List.of("up bob"), alice.log);
        assertMediaFlows(bob.link(), alice.link(), alice);
    }

    @Test
    void shouldKeepTheLinkWhenTheHostStandsStillForAWhile() {
        stage.halt(host);
        stage.passMs(1800);
        stage.resume(host);
        stage.passMs(5000);
        assertEquals(List.of("up alice"), bob.log);
        assertEquals(List.of("up bob"), alice.log);
        assertEquals(0, host.numPending(), "the welcome that nobody needed is forgotten");
        assertMediaFlows(bob.link(), alice.link(), alice);
        assertMediaFlows(alice.link(), bob.link(), bob);
    }

    @Test
    void shouldKeepTheLinkWhenTheJoinerStandsStillForAWhile() {
        stage.halt(join);
        stage.passMs(1800);
        stage.resume(join);
        stage.passMs(5000);
        assertEquals(List.of("up alice"), bob.log);
        assertEquals(List.of("up bob"), alice.log);
        assertMediaFlows(bob.link(), alice.link(), alice);
    }

    @Test
    void shouldTellLeavingFromVanishing() {
        bob.link().close();
        bob.link().close();
        stage.settle();
        assertEquals(List.of("up bob", "left bob: bob left."), alice.log);
        stage.passMs(50);
        assertEquals(List.of("up alice", "lost alice: The link to alice was closed here."), bob.log);
        assertInstanceOf(JoinState.Closed.class, join.state());
        stage.passMs(10_000);
        assertEquals(2, bob.log.size(), "nobody calls after closing");
        assertFalse(Stage.sendRtp(bob.link(), 9));
    }

    @Test
    void shouldHearAGoodbyeWhenOneOfTheTwoIsLost() {
        boolean[] dropped = {false};
        stage.net.filter = datagram -> {
            boolean drop = !dropped[0];
            dropped[0] = true;
            return drop ? null : datagram;
        };
        join.close();
        stage.settle();
        assertEquals(List.of("up bob", "left bob: bob left."), alice.log);
        assertEquals(0, join.doWork(0));
    }

    @Test
    void shouldSayGoodbyeToEveryoneWhenTheHostCloses() {
        Ear carol = new Ear();
        DirectJoin second = stage.join("carol", 3, carol);
        stage.settle();
        host.close();
        host.close();
        stage.settle();
        assertEquals("left alice: alice left.", bob.log.getLast());
        assertEquals("left alice: alice left.", carol.log.getLast());
        assertInstanceOf(JoinState.Calling.class, second.state());
        Ear aliceAgain = new Ear();
        stage.host(aliceAgain);
        assertTrue(stage.passUntil(1000, () -> aliceAgain.up.size() == 2), "both come back by themselves");
    }

    @Test
    void shouldFollowAPeerToItsNewAddress() {
        HandNet.Port port = stage.ports.get(join);
        stage.net.move(Objects.requireNonNull(port), HandNet.address(77));
        Stage.sendRtp(bob.link(), 1);
        stage.settle();
        assertEquals(1, alice.rtp.size());
        assertTrue(Stage.sendRtp(alice.link(), 1));
        stage.settle();
        assertEquals(1, bob.rtp.size(), "the answer goes to the new address");
        assertEquals(1, alice.up.size());
    }

    @Test
    void shouldFollowAPeerToItsNewAddressWithoutMedia() {
        HandNet.Port port = stage.ports.get(join);
        stage.net.move(Objects.requireNonNull(port), HandNet.address(77));
        stage.passMs(600);
        assertTrue(Stage.sendRtp(alice.link(), 1));
        stage.settle();
        assertEquals(1, bob.rtp.size());
    }

    @Test
    void shouldNotMoveForAReplayFromElsewhere() {
        Stage.sendRtp(bob.link(), 1);
        byte[] recorded = stage.net.sent.getLast().bytes;
        stage.settle();
        stage.net.inject(HandNet.address(66), Stage.HOST, recorded);
        stage.settle();
        Stage.sendRtp(alice.link(), 1);
        assertEquals(HandNet.address(2), stage.net.sent.getLast().to);
        assertEquals(1, alice.link().counters().replayed());
    }

    /// Everything that was ever sent comes again, in order, from elsewhere and from the true address.
    @Test
    void shouldNotBeDisturbedByReplayedSessions() {
        stage.kill(join);
        Ear bobAgain = new Ear();
        stage.join("bob", 3, bobAgain);
        stage.settle();
        MediaLink link = alice.link();
        List<HandNet.Datagram> recorded = new ArrayList<>(stage.net.sent);
        for (HandNet.Datagram datagram : recorded) {
            stage.net.inject(datagram.from, datagram.to, datagram.bytes);
            stage.net.inject(HandNet.address(66), datagram.to, datagram.bytes);
            stage.settle();
        }
        stage.passMs(4000);
        assertEquals(link, alice.link(), "no link was replaced");
        assertEquals(3, alice.log.size());
        assertEquals(0, host.numPending());
        assertMediaFlows(bobAgain.link(), link, alice);
    }

    @Test
    void shouldNotLetAReplayedUnusedHelloReplaceALink() {
        stage.net.filter = datagram -> null;
        Ear ghost = new Ear();
        DirectJoin recordedJoin = stage.join("bob", 9, ghost);
        recordedJoin.doWork(0);
        byte[] hello = stage.net.sent.getLast().bytes;
        stage.kill(recordedJoin);
        stage.net.filter = datagram -> datagram;
        for (int i = 0; i < 50; i++) {
            stage.net.inject(HandNet.address(2), Stage.HOST, hello);
            stage.passMs(100);
            Stage.sendRtp(bob.link(), 100 + i);
            stage.settle();
        }
        assertEquals(50, alice.rtp.size());
        assertEquals(List.of("up bob"), alice.log);
        assertEquals(List.of("up alice"), bob.log);
    }
}
