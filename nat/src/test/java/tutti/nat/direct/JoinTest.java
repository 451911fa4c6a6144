package tutti.nat.direct;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.nat.invite.InviteSecret;
import tutti.nat.link.MediaLink;

class JoinTest {
    private final Stage stage = new Stage();
    private final Ear alice = new Ear();
    private final Ear bob = new Ear();

    private DirectJoin joined(DirectHost host) {
        DirectJoin join = stage.join("bob", 2, bob);
        assertTrue(stage.passUntil(1000, () -> bob.up.size() == 1), host::toString);
        return join;
    }

    @Test
    void shouldLinkBothSidesWithinOneRoundOfMessages() {
        DirectHost host = stage.host(alice);
        DirectJoin join = stage.join("bob", 2, bob);
        assertInstanceOf(JoinState.Calling.class, join.state());
        stage.settle();
        assertEquals(List.of("up bob"), alice.log);
        assertEquals(List.of("up alice"), bob.log);
        assertEquals(Stage.player("bob"), alice.link().peer());
        assertEquals(new JoinState.Joined(Stage.player("alice")), join.state());
        assertNotEquals(alice.link().linkId(), bob.link().linkId());
        assertEquals(0, host.counters().unknownSource() + join.counters().unknownSource());
    }

    @Test
    void shouldCarryMediaBothWaysBitExact() {
        joined(stage.host(alice));
        alice.link().acceptSsrc(Stage.SSRC);
        bob.link().acceptSsrc(Stage.SSRC);
        for (int i = 0; i < 100; i++) {
            assertTrue(Stage.sendRtp(bob.link(), i));
            assertTrue(Stage.sendRtp(alice.link(), 1000 + i));
            stage.settle();
        }
        assertEquals(100, alice.rtp.size());
        assertEquals(100, bob.rtp.size());
        byte[] expected = Stage.rtp(Stage.SSRC, 99);
        assertArrayEquals(Arrays.copyOf(expected, expected.length - MediaLink.TRAILER_BYTES), alice.rtp.get(99));
        assertEquals(
                0, alice.link().counters().badTag() + alice.link().counters().replayed());
    }

    @Test
    void shouldPassRtcpOfAnySenderToTheListener() {
        joined(stage.host(alice));
        assertTrue(Stage.sendRtcp(bob.link(), 7));
        assertTrue(Stage.sendRtcp(bob.link(), 8));
        stage.settle();
        assertEquals(2, alice.rtcp.size());
        assertEquals(8, alice.rtcp.getLast().length);
    }

    @Test
    void shouldDropStreamsThatNobodyAccepted() {
        joined(stage.host(alice));
        assertTrue(Stage.sendRtp(bob.link(), 1));
        stage.settle();
        assertEquals(1, alice.link().counters().unknownSsrc());
        alice.link().acceptSsrc(Stage.SSRC);
        Stage.sendRtp(bob.link(), 2);
        stage.settle();
        alice.link().forgetSsrc(Stage.SSRC);
        Stage.sendRtp(bob.link(), 3);
        stage.settle();
        assertEquals(1, alice.rtp.size());
        assertEquals(2, alice.link().counters().unknownSsrc());
    }

    @Test
    void shouldNotTakeOldPacketsAgainAfterForgettingAStream() {
        joined(stage.host(alice));
        alice.link().acceptSsrc(Stage.SSRC);
        Stage.sendRtp(bob.link(), 1);
        byte[] recorded = stage.net.sent.getLast().bytes;
        stage.settle();
        alice.link().forgetSsrc(Stage.SSRC);
        alice.link().acceptSsrc(Stage.SSRC);
        stage.net.inject(HandNet.address(2), Stage.HOST, recorded);
        stage.settle();
        assertEquals(1, alice.rtp.size());
        assertEquals(1, alice.link().counters().replayed());
    }

    @Test
    void shouldTakeManyJoinersOverOnePort() {
        stage.host(alice);
        List<Ear> ears = IntStream.range(0, 20).mapToObj(_ -> new Ear()).toList();
        for (int i = 0; i < ears.size(); i++) {
            stage.join("player" + i, 2 + i, ears.get(i));
        }
        assertTrue(stage.passUntil(2000, () -> alice.up.size() == ears.size()));
        for (int i = 0; i < ears.size(); i++) {
            alice.up.get(i).acceptSsrc(Stage.SSRC);
            assertTrue(Stage.sendRtp(ears.get(i).link(), i));
        }
        stage.settle();
        assertEquals(ears.size(), alice.rtp.size());
        assertTrue(alice.up.stream().allMatch(link -> link.counters().badTag() == 0));
    }

    @Test
    void shouldTurnAwayMoreJoinersThanItCanLink() {
        stage.host(alice);
        for (int i = 0; i <= DirectHost.MAX_LINKS; i++) {
            stage.join("player" + i, 2 + i, new Ear());
        }
        // Those whose place among the pending went to others call again after 3 s.
        stage.passMs(4000);
        assertEquals(DirectHost.MAX_LINKS, alice.up.size());
    }

    @Test
    void shouldSayInOneSentenceThatAHostWithAnotherSecretDoesNotAnswer() {
        DirectHost host = stage.host(alice, InviteSecret.random(new SecureRandom()));
        DirectJoin join = stage.join("bob", 2, bob);
        stage.passMs(2900);
        assertInstanceOf(JoinState.Calling.class, join.state());
        stage.passMs(200);
        JoinState.Unanswered state = assertInstanceOf(JoinState.Unanswered.class, join.state());
        assertEquals(
                "No answer from 10.0.0.1:4464; check the address, the firewall and that the invite is current"
                        + " (calling on).",
                state.advice());
        assertTrue(alice.up.isEmpty() && bob.up.isEmpty());
        assertEquals(0, host.counters().sentPackets(), "the wrong secret gets no answer");
        assertEquals(join.counters().sentPackets(), host.counters().unknownSource());
        assertEquals(0, host.numPending());
    }

    @Test
    void shouldKeepCallingUntilTheHostIsThere() {
        DirectJoin join = stage.join("bob", 2, bob);
        stage.passMs(60_000);
        assertInstanceOf(JoinState.Unanswered.class, join.state());
        stage.host(alice);
        assertTrue(stage.passUntil(600, () -> join.state() instanceof JoinState.Joined));
    }

    /// Each datagram of the joining, counted from the first, is lost once; also the first few together.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 3, 7, 15, 31, 5, 10, 85, 170})
    void shouldSurviveTheLossOfAnyMessage(int lostMask) {
        int[] number = {0};
        stage.net.filter = datagram -> {
            int bit = number[0]++;
            return bit < 31 && (lostMask >> bit & 1) != 0 ? null : datagram;
        };
        stage.host(alice);
        stage.join("bob", 2, bob);
        assertTrue(stage.passUntil(1500, () -> alice.up.size() == 1 && bob.up.size() == 1), "mask " + lostMask);
        assertEquals(List.of("up bob"), alice.log);
        assertEquals(List.of("up alice"), bob.log);
        alice.link().acceptSsrc(Stage.SSRC);
        stage.net.filter = datagram -> datagram;
        Stage.sendRtp(bob.link(), 1);
        stage.settle();
        assertEquals(1, alice.rtp.size());
    }

    @Test
    void shouldAnswerNeverLongerOrMoreOftenThanAsked() {
        DirectHost host = stage.host(alice);
        DirectJoin join = stage.join("bob", 2, bob);
        stage.net.filter = datagram -> null;
        join.doWork(0);
        byte[] hello = stage.net.sent.getFirst().bytes;
        stage.kill(join);
        stage.net.sent.clear();
        for (int i = 0; i < 1000; i++) {
            stage.net.inject(HandNet.address(99), Stage.HOST, hello);
            stage.settle();
        }
        assertEquals(1, stage.net.sent.size(), "one answer, however often the same hello comes at once");
        assertTrue(stage.net.sent.getFirst().bytes.length <= hello.length);
        assertEquals(1, host.numPending());
        stage.passMs(3100);
        assertEquals(0, host.numPending());
        assertTrue(alice.log.isEmpty());
    }

    @Test
    void shouldBoundPendingHandshakes() {
        DirectHost host = stage.host(alice);
        stage.net.filter = datagram -> datagram.to.equals(Stage.HOST) ? datagram : null;
        for (int i = 0; i < 100; i++) {
            DirectJoin join = stage.join("player" + i, 2 + i % 200, new Ear());
            stage.settle();
            stage.kill(join);
        }
        assertEquals(DirectHost.MAX_PENDING, host.numPending());
    }

    @Test
    void shouldUseNewKeysForEverySession() {
        DirectHost host = stage.host(alice);
        joined(host);
        Stage.sendRtp(bob.link(), 1);
        byte[] first = stage.net.sent.getLast().bytes;
        bob.link().close();
        stage.settle();
        stage.passMs(20);
        Ear again = new Ear();
        stage.join("bob", 3, again);
        assertTrue(stage.passUntil(1000, () -> again.up.size() == 1));
        Stage.sendRtp(again.link(), 1);
        byte[] second = stage.net.sent.getLast().bytes;
        assertEquals(first.length, second.length);
        assertFalse(Arrays.equals(first, second), "the same packet under new keys looks different");
    }
}
