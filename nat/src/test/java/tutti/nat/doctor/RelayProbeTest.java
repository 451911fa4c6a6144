package tutti.nat.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tutti.nat.ice.IceServers;
import tutti.nat.stun.StunAttribute;
import tutti.nat.stun.StunIntegrity;
import tutti.nat.stun.StunMessage;

@Timeout(60)
class RelayProbeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final FakeRelay relay = new FakeRelay();
    private final RelayProbe probe = new RelayProbe(System::nanoTime, new SecureRandom());

    @AfterEach
    void close() {
        relay.close();
    }

    @Test
    void shouldGetAnAddressAndGiveItBack() {
        RelayReach.Relayed reach =
                assertInstanceOf(RelayReach.Relayed.class, probe.reach(relay.turn("secret"), PATIENCE));
        assertEquals(FakeRelay.RELAYED, reach.address());
        assertEquals(List.of("3", "3!", "4!"), relay.asked);
    }

    @Test
    void shouldSayThatThePasswordIsWrong() {
        assertEquals(new RelayReach.Refused(401, "Unauthorized"), probe.reach(relay.turn("wrong"), PATIENCE));
    }

    @Test
    void shouldFollowANewNonceOnce() {
        AtomicInteger numAsked = new AtomicInteger();
        relay.instead = message -> numAsked.incrementAndGet() == 2 ? FakeRelay.challenge(message, 438, "fresh") : null;
        assertInstanceOf(RelayReach.Relayed.class, probe.reach(relay.turn("secret"), PATIENCE));
        relay.instead = message -> FakeRelay.challenge(message, numAsked.get() == 3 ? 401 : 438, "stale");
        assertInstanceOf(RelayReach.Refused.class, probe.reach(relay.turn("secret"), PATIENCE));
    }

    @Test
    void shouldSayWhyTheRelayRefuses() {
        relay.instead = message -> message.attribute(StunAttribute.USERNAME).isPresent()
                ? FakeRelay.error(message, 486, "Allocation Quota Reached")
                : null;
        assertEquals(
                new RelayReach.Refused(486, "Allocation Quota Reached"), probe.reach(relay.turn("secret"), PATIENCE));
        relay.instead = message -> FakeRelay.error(message, 403, "Forbidden");
        assertEquals(new RelayReach.Refused(403, "Forbidden"), probe.reach(relay.turn("secret"), PATIENCE));
    }

    /// Somebody who does not know the password, and answers that all is well.
    @Test
    void shouldNotBelieveAnAnswerThatIsNotTheServers() {
        byte[] wrongKey = StunIntegrity.longTermKey("bob", "tutti", "guess");
        relay.instead = message -> message.attribute(StunAttribute.USERNAME).isPresent()
                ? FakeRelay.reply(message, StunMessage.Kind.SUCCESS)
                        .address(StunAttribute.XOR_RELAYED_ADDRESS, FakeRelay.RELAYED)
                        .integrity(wrongKey)
                : null;
        assertEquals(
                new RelayReach.Refused(0, "an answer that makes no sense"),
                probe.reach(relay.turn("secret"), PATIENCE));
    }

    /// A challenge without realm, one that is too long to answer, a success out of the blue, a name beyond all
    /// bounds.
    @Test
    void shouldSurviveNonsense() {
        relay.instead = message -> FakeRelay.error(message, 401, "");
        assertEquals(new RelayReach.Refused(401, ""), probe.reach(relay.turn("secret"), PATIENCE));
        relay.instead = message -> FakeRelay.error(message, 401, "")
                .attribute(StunAttribute.REALM, new byte[600])
                .attribute(StunAttribute.NONCE, new byte[600]);
        assertInstanceOf(RelayReach.Refused.class, probe.reach(relay.turn("secret"), PATIENCE));
        relay.instead = message -> FakeRelay.reply(message, StunMessage.Kind.SUCCESS);
        assertInstanceOf(RelayReach.Refused.class, probe.reach(relay.turn("secret"), PATIENCE));
        IceServers.Turn turn = relay.turn("secret");
        assertInstanceOf(
                RelayReach.Refused.class,
                probe.reach(new IceServers.Turn(turn.address(), "x".repeat(2_000), "secret"), PATIENCE));
    }

    @Test
    void shouldSayThatNobodyAnswers() {
        IceServers.Turn turn = relay.turn("secret");
        relay.close();
        assertEquals(new RelayReach.Silent(), probe.reach(turn, Duration.ofMillis(50)));
    }
}
