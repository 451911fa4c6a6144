package tutti.nat.direct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.nat.invite.InviteSecret;
import tutti.nat.link.PeerIdentity;
import tutti.nat.srtp.SrtpSender;

class HandshakeTest {
    private static final Nonce JOINER = new Nonce(1, 2);
    private static final Nonce HOST = new Nonce(3, 4);
    private static final PeerIdentity BOB = new PeerIdentity("0123456789abcdef0123456789abcdef", "bob");

    private final InviteSecret secret = InviteSecret.parse("AAECAwQFBgcICQoLDA0ODw");
    private final Handshake handshake = new Handshake(secret);

    @ParameterizedTest
    @ValueSource(strings = {"b", "bob", "Bj\u00f6rk_2.x-1", "\ud835\udc00"})
    void shouldIntroduceASender(String name) {
        String longest = name.repeat(32 / name.codePointCount(0, name.length()));
        PeerIdentity peer = new PeerIdentity(BOB.id(), longest);
        Handshake.Introduction self = new Handshake.Introduction(peer, 0xCAFEBABE);
        byte[] hello = handshake.hello(JOINER, self);
        byte[] welcome = handshake.welcome(JOINER, HOST, self);
        assertEquals(hello.length, welcome.length);
        for (byte[] message : new byte[][] {hello, welcome}) {
            assertTrue(Handshake.isMessage(message, message.length));
            assertTrue(handshake.isAuthentic(message));
            assertEquals(self, handshake.open(message));
            assertEquals(JOINER, Handshake.joinerNonce(message));
        }
        assertEquals(HOST, Handshake.hostNonce(welcome));
    }

    @Test
    void shouldBeginLikeNothingElseOnThePort() {
        int first = Handshake.FIRST_BYTE;
        assertTrue(first > 3 && first < 16, "neither STUN nor ZRTP, DTLS, TURN, QUIC, RTP");
    }

    @Test
    void shouldNotShowNamesOnTheWire() {
        PeerIdentity peer = new PeerIdentity(BOB.id(), "Bob.the.Drummer");
        byte[] hello = handshake.hello(JOINER, new Handshake.Introduction(peer, 1));
        assertFalse(new String(hello, StandardCharsets.ISO_8859_1).contains("Drummer"));
    }

    @Test
    void shouldNoticeAnyChangedBit() {
        Handshake.Introduction self = new Handshake.Introduction(BOB, 1);
        for (byte[] message : new byte[][] {handshake.hello(JOINER, self), handshake.welcome(JOINER, HOST, self)}) {
            for (int bit = 0; bit < 8 * message.length; bit++) {
                message[bit / 8] ^= (byte) (1 << bit % 8);
                assertFalse(
                        Handshake.isMessage(message, message.length) && handshake.isAuthentic(message), "bit " + bit);
                message[bit / 8] ^= (byte) (1 << bit % 8);
            }
            assertTrue(handshake.isAuthentic(message));
        }
    }

    @Test
    void shouldNotTakeAHelloForAWelcome() {
        byte[] hello = handshake.hello(JOINER, new Handshake.Introduction(BOB, 1));
        hello[2] = Handshake.WELCOME;
        assertFalse(handshake.isAuthentic(hello));
    }

    @Test
    void shouldRefuseAnotherSecret() {
        byte[] hello = handshake.hello(JOINER, new Handshake.Introduction(BOB, 1));
        assertFalse(new Handshake(InviteSecret.random(new SecureRandom())).isAuthentic(hello));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 219, 221, 1500})
    void shouldRefuseAnyOtherLength(int numBytes) {
        byte[] message = new byte[1500];
        System.arraycopy(handshake.hello(JOINER, new Handshake.Introduction(BOB, 1)), 0, message, 0, 220);
        assertFalse(Handshake.isMessage(message, numBytes));
    }

    /// Somebody who knows the secret may still send nonsense: it is opened or refused, never more.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldSurviveNonsenseInside(long seed) {
        Random random = new Random(seed);
        int numRefused = 0;
        for (int i = 0; i < 2000; i++) {
            byte[] message = handshake.hello(JOINER, new Handshake.Introduction(BOB, 1));
            int numChanges = 1 + random.nextInt(3);
            for (int n = 0; n < numChanges; n++) {
                message[36 + 20 + random.nextInt(12)] = (byte) random.nextInt();
            }
            Handshake.Introduction opened = handshake.open(message);
            if (opened == null) {
                numRefused++;
            } else {
                assertTrue(PeerIdentity.isName(opened.peer().name()));
            }
        }
        assertTrue(numRefused > 100, "some were refused: " + numRefused);
    }

    @Test
    void shouldRefuseANameThatCannotBe() {
        byte[] message = handshake.hello(JOINER, new Handshake.Introduction(BOB, 1));
        assertNotNull(handshake.open(message));
        message[36 + 21] ^= 'b' ^ '/';
        assertNull(handshake.open(message));
    }

    @Test
    void shouldDeriveOtherKeysWhenEitherNonceIsNew() {
        assertNotEquals(material(JOINER, HOST), material(new Nonce(1, 3), HOST));
        assertNotEquals(material(JOINER, HOST), material(JOINER, new Nonce(3, 5)));
        assertNotEquals(material(JOINER, HOST), material(HOST, JOINER));
        assertEquals(material(JOINER, HOST), material(JOINER, HOST));
    }

    /// What a fixed packet becomes stands for the keys, which do not show themselves.
    private String material(Nonce joiner, Nonce host) {
        byte[] packet = Stage.rtp(1, 1);
        int numBytes =
                new SrtpSender(handshake.sessionKeys(joiner, host), true).protectRtp(packet, 0, packet.length - 20);
        return HexFormat.of().formatHex(packet, 0, numBytes);
    }

    @Test
    void shouldKeepTheSecretToItself() {
        Stage stage = new Stage();
        Ear ear = new Ear();
        DirectHost host = stage.host(ear);
        DirectJoin join = stage.join("bob", 2, new Ear());
        stage.settle();
        String said = host.toString()
                + join
                + join.state()
                + ear.link()
                + ear.log
                + stage.secret
                + handshake.sessionKeys(JOINER, HOST);
        assertFalse(said.contains(stage.secret.reveal()), said);
        assertFalse(said.contains(secret.reveal()), said);
    }
}
