package tutti.nat.invite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.nat.ice.IceCandidate;
import tutti.nat.ice.IceCredentials;
import tutti.nat.identity.Identity;

class PasteTest {
    private static final List<IceCandidate.Type> TYPES = List.of(IceCandidate.Type.values());

    private final SecureRandom secure = new SecureRandom();
    private final Identity alice = Identity.create(secure, Instant.now());
    private final Identity bob = Identity.create(secure, Instant.now());

    private static PasteContact contact(Identity who, Random random) {
        List<IceCandidate> candidates = new ArrayList<>();
        for (int n = random.nextInt(PasteContact.MAX_CANDIDATES + 1); n > 0; n--) {
            candidates.add(new IceCandidate(
                    TYPES.get(random.nextInt(TYPES.size())),
                    address(random),
                    1 + random.nextInt(Integer.MAX_VALUE),
                    letters(random, 1, 32),
                    random.nextBoolean() ? address(random) : null));
        }
        return new PasteContact(
                who.certificate(),
                random.nextBoolean() ? "alice" : "\u3042".repeat(32),
                random.nextLong(),
                new IceCredentials(letters(random, 4, 256), letters(random, 22, 256)),
                random.nextInt(),
                candidates);
    }

    private static InetSocketAddress address(Random random) {
        byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
        random.nextBytes(bytes);
        try {
            return new InetSocketAddress(InetAddress.getByAddress(bytes), 1 + random.nextInt(65535));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String letters(Random random, int least, int most) {
        StringBuilder text = new StringBuilder();
        for (int n = least + random.nextInt(most - least + 1); n > 0; n--) {
            text.append("abcXYZ019+/".charAt(random.nextInt(11)));
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldReadWhatItWrote(long seed) {
        Random random = new Random(seed);
        PasteOffer offer = PasteOffer.of(contact(alice, random), secure);
        assertEquals(offer, Invite.parse("\n" + offer.url() + " "));
        assertEquals(alice.fingerprint(), offer.host().fingerprint());
        PasteReply reply = new PasteReply(contact(bob, random));
        assertEquals(reply, PasteReply.parse(" " + reply.text(offer, secure) + "\n", offer));
    }

    /// An ordinary offer of about ten candidates can be pasted into any chat.
    @Test
    void shouldBeShort() {
        Random random = new Random(1);
        List<IceCandidate> candidates = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            candidates.add(new IceCandidate(IceCandidate.Type.HOST, address(random), 2130706431, "12", null));
        }
        PasteContact host = new PasteContact(
                alice.certificate(),
                "alice",
                1,
                new IceCredentials("abcdefgh", letters(random, 22, 22)),
                1,
                candidates);
        int numChars = PasteOffer.of(host, secure).url().length();
        assertTrue(numChars < 900, "characters: " + numChars);
    }

    @Test
    void shouldOpenAReplyForItsOfferAlone() {
        Random random = new Random(1);
        PasteContact host = contact(alice, random);
        PasteOffer offer = PasteOffer.of(host, secure);
        String reply = new PasteReply(contact(bob, random)).text(offer, secure);
        assertThrows(InviteException.class, () -> PasteReply.parse(reply, PasteOffer.of(host, secure)));
        PasteOffer sameSecret = new PasteOffer(offer.secret(), contact(alice, random));
        assertThrows(InviteException.class, () -> PasteReply.parse(reply, sameSecret));
    }

    @Test
    void shouldSealAnewEachTime() {
        PasteOffer offer = PasteOffer.of(contact(alice, new Random(1)), secure);
        PasteReply reply = new PasteReply(contact(bob, new Random(2)));
        assertFalse(reply.text(offer, secure).equals(reply.text(offer, secure)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tutti-reply:",
                "tutti-reply:AAAA",
                "tutti-reply:!",
                "reply",
                "two words",
                "tutti-reply:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void shouldNameEachMistakeInOneSentence(String text) {
        PasteOffer offer = PasteOffer.of(contact(alice, new Random(1)), secure);
        String message = String.valueOf(assertThrows(InviteException.class, () -> PasteReply.parse(text, offer))
                .getMessage());
        assertTrue(message.endsWith("."), message);
    }

    @Test
    void shouldNotShowSecrets() {
        PasteOffer offer = PasteOffer.of(contact(alice, new Random(1)), secure);
        assertEquals("tutti://paste/#(secret)", offer.toString());
        assertFalse(offer.host().toString().contains(offer.host().credentials().password()));
    }

    @Test
    void shouldRefuseMoreThanItsLimits() {
        PasteContact full = contact(alice, new Random(1));
        List<IceCandidate> many = new ArrayList<>();
        for (int i = 0; i <= PasteContact.MAX_CANDIDATES; i++) {
            many.add(new IceCandidate(
                    IceCandidate.Type.HOST, new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), 1, "1", null));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> new PasteContact(alice.certificate(), "alice", 1, full.credentials(), 1, many));
        assertThrows(
                IllegalArgumentException.class,
                () -> new PasteContact(alice.certificate(), "no name", 1, full.credentials(), 1, List.of()));
    }

    /// Cut, changed and lengthened texts are the same or refused: the check finds every mistake of a few letters.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldSurviveGarblingByPeople(long seed) {
        Random random = new Random(seed);
        PasteOffer offer = PasteOffer.of(contact(alice, random), secure);
        PasteReply reply = new PasteReply(contact(bob, random));
        String replyText = reply.text(offer, secure);
        for (int i = 0; i < 300; i++) {
            try {
                Invite read = Invite.parse(garbled(offer.url(), random));
                assertEquals(offer.host(), ((PasteOffer) read).host());
            } catch (InviteException e) {
                assertTrue(String.valueOf(e.getMessage()).endsWith("."), e.getMessage());
            }
            try {
                assertEquals(reply, PasteReply.parse(garbled(replyText, random), offer));
            } catch (InviteException e) {
                assertTrue(String.valueOf(e.getMessage()).endsWith("."), e.getMessage());
            }
        }
    }

    private static String garbled(String whole, Random random) {
        StringBuilder text = new StringBuilder(whole);
        for (int n = random.nextInt(3); n >= 0; n--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, "#.Aa0-_".charAt(random.nextInt(7)));
                case 2 -> text.setLength(at + 1);
                default -> text.setCharAt(at, "#.Aa0-_".charAt(random.nextInt(7)));
            }
        }
        return text.toString();
    }

    /// Whoever is invited may send anything that is sealed well and checks: nothing of it may do harm.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldSurviveWhatAnAttackerEncodes(long seed) {
        Random random = new Random(seed);
        int numRefused = 0;
        for (int i = 0; i < 800; i++) {
            byte[] bytes = PasteCodec.encode(contact(alice, random));
            bytes = random.nextInt(5) == 0 ? Arrays.copyOf(bytes, 4 + random.nextInt(bytes.length)) : bytes;
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            CRC32C check = new CRC32C();
            check.update(bytes, 0, bytes.length - 4);
            for (int at = 0; at < 4; at++) {
                bytes[bytes.length - 1 - at] = (byte) (check.getValue() >> (8 * at));
            }
            PasteContact read = PasteCodec.decode(bytes);
            if (read == null) {
                numRefused++;
            } else {
                assertEquals(read, PasteCodec.decode(PasteCodec.encode(read)));
            }
        }
        assertTrue(numRefused > 80, "refused: " + numRefused);
        assertNull(PasteCodec.decode(new byte[0]));
        assertNull(PasteCodec.decode(new byte[PasteCodec.MAX_BYTES + 1]));
    }
}
