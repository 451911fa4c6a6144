package tutti.nat.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.nat.ice.IceCandidate;
import tutti.nat.ice.IceCredentials;
import tutti.nat.room.wire.MalformedMessageException;
import tutti.nat.room.wire.WireLimits;

class SignalJsonTest {
    private static final List<IceCandidate.Type> TYPES = List.of(IceCandidate.Type.values());
    /// What a sealed signal has besides its payload (`nat/docs/protocol.md`, section 4).
    private static final int SEAL_BYTES = 18 + 64 + 64 + 16;

    private static final String OFFER = "{\"type\":\"offer\",\"session\":0,\"generation\":0,\"hasYours\":false,"
            + "\"ufrag\":\"abcd\",\"password\":\"abcdefghijklmnopqrstuv\",\"ssrc\":1,\"complete\":true,"
            + "\"candidates\":[{\"type\":\"host\",\"address\":\"10.0.0.1\",\"port\":1,\"priority\":1,"
            + "\"foundation\":\"1\"}]}";

    private static IceCandidate candidate(
            IceCandidate.Type type, String address, int port, long priority, @Nullable String related) {
        InetSocketAddress base = related == null ? null : new InetSocketAddress(InetAddress.ofLiteral(related), 65_535);
        return new IceCandidate(
                type, new InetSocketAddress(InetAddress.ofLiteral(address), port), priority, "az09+/", base);
    }

    private static Signal.Offer offer(int count, IceCredentials credentials, List<IceCandidate> candidates) {
        return new Signal.Offer(count, count, true, credentials, Integer.MIN_VALUE, candidates, false);
    }

    static Stream<Signal> signals() {
        List<IceCandidate> each = List.of(
                candidate(IceCandidate.Type.HOST, "192.0.2.1", 1, 1, null),
                candidate(IceCandidate.Type.SRFLX, "2001:db8::1", 65_535, Integer.MAX_VALUE, "10.0.0.1"),
                candidate(IceCandidate.Type.PRFLX, "255.255.255.255", 9, 7, "::1"),
                candidate(IceCandidate.Type.RELAY, "fe80::ffff", 80, 7, "192.0.2.7"));
        IceCredentials shortest = new IceCredentials("abcd", "abcdefghijklmnopqrstuv");
        return Stream.of(
                new Signal.Relayed(),
                new Signal.Candidates(0, 0, List.of(), true),
                new Signal.Candidates(1_000_000, 1_000_000, each, false),
                new Signal.Offer(0, 0, false, shortest, Integer.MAX_VALUE, List.of(), true),
                offer(1_000_000, shortest, each),
                fullest());
    }

    /// The longest offer that there can be.
    private static Signal fullest() {
        IceCandidate longest = new IceCandidate(
                IceCandidate.Type.SRFLX,
                new InetSocketAddress(InetAddress.ofLiteral("2001:db8:1111:2222:3333:4444:5555:6666"), 65_535),
                Integer.MAX_VALUE,
                "f".repeat(32),
                new InetSocketAddress(InetAddress.ofLiteral("2001:db8:1111:2222:3333:4444:5555:7777"), 65_535));
        List<IceCandidate> many =
                IntStream.range(0, Signal.MAX_CANDIDATES).mapToObj(i -> longest).toList();
        return offer(1_000_000, new IceCredentials("u".repeat(256), "p".repeat(256)), many);
    }

    @ParameterizedTest
    @MethodSource("signals")
    void shouldReadWhatItWrote(Signal signal) throws MalformedMessageException {
        assertEquals(signal, SignalJson.decode(SignalJson.encode(signal)));
    }

    @Test
    void shouldFitIntoASealedSignal() {
        int payloadBytes = SignalJson.encode(fullest()).length();
        assertTrue(payloadBytes + SEAL_BYTES <= WireLimits.MAX_SIGNAL_BYTES, "so many bytes: " + payloadBytes);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldReadWhateverCanBeSaid(long seed) throws MalformedMessageException {
        Random random = new Random(seed);
        for (int i = 0; i < 1000; i++) {
            Signal signal = any(random);
            assertEquals(signal, SignalJson.decode(SignalJson.encode(signal)));
        }
    }

    private static Signal any(Random random) {
        List<IceCandidate> candidates = IntStream.range(0, random.nextInt(Signal.MAX_CANDIDATES + 1))
                .mapToObj(i -> anyCandidate(random))
                .toList();
        int session = random.nextInt(1_000_001);
        int generation = random.nextInt(1_000_001);
        return random.nextBoolean()
                ? new Signal.Candidates(session, generation, candidates, random.nextBoolean())
                : new Signal.Offer(
                        session,
                        generation,
                        random.nextBoolean(),
                        new IceCredentials(letters(random, 4, 256), letters(random, 22, 256)),
                        random.nextInt(),
                        candidates,
                        random.nextBoolean());
    }

    private static IceCandidate anyCandidate(Random random) {
        return new IceCandidate(
                TYPES.get(random.nextInt(TYPES.size())),
                anyAddress(random, 1),
                random.nextInt(1, Integer.MAX_VALUE),
                letters(random, 1, 32),
                random.nextBoolean() ? null : anyAddress(random, 0));
    }

    private static InetSocketAddress anyAddress(Random random, int leastPort) {
        String literal = random.nextBoolean()
                ? "%d.%d.0.%d".formatted(random.nextInt(1, 224), random.nextInt(256), random.nextInt(256))
                : "2001:%x::%x".formatted(random.nextInt(1 << 16), random.nextInt(1 << 16));
        return new InetSocketAddress(InetAddress.ofLiteral(literal), random.nextInt(leastPort, 1 << 16));
    }

    private static String letters(Random random, int least, int most) {
        String all = "ABCxyz019+/";
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(least, most + 1); n > 0; n--) {
            text.append(all.charAt(random.nextInt(all.length())));
        }
        return text.toString();
    }

    @Test
    void shouldIgnoreWhatItDoesNotKnow() throws MalformedMessageException {
        assertEquals(new Signal.Relayed(), SignalJson.decode("{\"later\":[1,{}],\"type\":\"relayed\"}"));
        assertEquals(SignalJson.decode(OFFER), SignalJson.decode(OFFER.replace("\"ssrc\"", "\"x\":null,\"ssrc\"")));
    }

    /// Each line: what of a good offer is replaced, by what.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"offer\" | \"answer\"",
                "\"offer\" | null",
                "\"session\":0 | \"session\":-1",
                "\"session\":0 | \"session\":1000001",
                "\"session\":0 | \"session\":4294967296",
                "\"session\":0 | \"session\":0.0",
                "\"session\":0 | \"session\":\"0\"",
                "\"session\":0, | ''",
                "\"generation\":0 | \"generation\":1000001",
                "\"generation\":0 | \"generation\":-2147483648",
                "\"hasYours\":false | \"hasYours\":0",
                "\"complete\":true | \"complete\":\"yes\"",
                "\"abcd\" | \"abc\"",
                "\"abcd\" | \"abc!\"",
                "\"abcd\" | \"abcd\\n\"",
                "\"abcd\" | 1234",
                "tuv\" | tu\"",
                "tuv\" | tu\\u0000\"",
                "\"ssrc\":1 | \"ssrc\":2147483648",
                "\"ssrc\":1 | \"ssrc\":-2147483649",
                "\"host\" | \"hOst\"",
                "\"host\" | \"tcp\"",
                "\"host\" | \"\"",
                "\"10.0.0.1\" | \"localhost\"",
                "\"10.0.0.1\" | \"example.org\"",
                "\"10.0.0.1\" | \"10.0.0.256\"",
                "\"10.0.0.1\" | \"\"",
                "\"10.0.0.1\" | \"fe80::1%eth0\"",
                "\"10.0.0.1\" | \"0.0.0.0\"",
                "\"10.0.0.1\" | \"::\"",
                "\"10.0.0.1\" | \"224.0.0.1\"",
                "\"10.0.0.1\" | \"ff02::1\"",
                "\"10.0.0.1\" | \" 10.0.0.1\"",
                "\"port\":1 | \"port\":0",
                "\"port\":1 | \"port\":65536",
                "\"port\":1 | \"port\":-1",
                "\"priority\":1 | \"priority\":0",
                "\"priority\":1 | \"priority\":2147483648",
                "\"foundation\":\"1\" | \"foundation\":\"\"",
                "\"foundation\":\"1\" | \"foundation\":\"123456789012345678901234567890123\"",
                "\"foundation\":\"1\" | \"foundation\":\"1 typ host\"",
                "\"foundation\":\"1\" | \"foundation\":\"1\",\"relatedAddress\":\"10.0.0.1\"",
                "\"foundation\":\"1\" | \"foundation\":\"1\",\"relatedAddress\":\"a.b\",\"relatedPort\":1",
                "\"foundation\":\"1\" | \"foundation\":\"1\",\"relatedAddress\":\"::1\",\"relatedPort\":65536",
                "[{ | {\"0\":{",
                "[{ | [null,{",
                "[{ | [[{",
                "{\"type\" | [{\"type\"",
            })
    void shouldRefuseWhateverCannotBe(String part, String other) throws MalformedMessageException {
        SignalJson.decode(OFFER);
        assertTrue(OFFER.contains(part), part);
        String text = OFFER.replace(part, other.replace("''", ""));
        MalformedMessageException e =
                assertThrows(MalformedMessageException.class, () -> SignalJson.decode(text), text);
        String message = String.valueOf(e.getMessage());
        assertTrue(message.endsWith(".") && !message.contains("\n") && !message.contains("klmnopq"), message);
    }

    /// A scope is a matter of one computer, and would tell others what its interfaces are called.
    @Test
    void shouldNotNameInterfaces() throws UnknownHostException {
        byte[] linkLocal = InetAddress.ofLiteral("fe80::7").getAddress();
        InetSocketAddress scoped = new InetSocketAddress(Inet6Address.getByAddress(null, linkLocal, 1), 7);
        IceCandidate candidate = new IceCandidate(IceCandidate.Type.HOST, scoped, 1, "1", scoped);
        String text = SignalJson.encode(new Signal.Candidates(0, 0, List.of(candidate), true));
        assertFalse(text.contains("%"), text);
    }

    @Test
    void shouldRefuseTooManyCandidates() throws MalformedMessageException {
        String one = OFFER.substring(OFFER.indexOf("[{") + 1, OFFER.indexOf("}]") + 1);
        SignalJson.decode(OFFER.replace(one, one + ("," + one).repeat(31)));
        String many = OFFER.replace(one, one + ("," + one).repeat(32));
        assertThrows(MalformedMessageException.class, () -> SignalJson.decode(many));
    }

    /// Whatever letters are changed, a signal is read within its limits, or refused with a sentence.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldSurviveGarbling(long seed) {
        Random random = new Random(seed);
        List<String> texts = signals().limit(5).map(SignalJson::encode).toList();
        String letters = "{}[]\":,\\/0-9eE.+ tfn_A%\u00e9\ud83c\0\n";
        int numRefused = 0;
        for (int i = 0; i < 5000; i++) {
            StringBuilder text = new StringBuilder(texts.get(random.nextInt(texts.size())));
            for (int n = random.nextInt(4); n >= 0 && !text.isEmpty(); n--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(6)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, letters.charAt(random.nextInt(letters.length())));
                    case 2 -> text.setLength(at);
                    case 3 -> text.insert(at, text.substring(at, at + random.nextInt(text.length() - at)));
                    case 4 -> text.insert(at, random.nextLong());
                    default -> text.setCharAt(at, letters.charAt(random.nextInt(letters.length())));
                }
            }
            try {
                Signal signal = SignalJson.decode(text.toString());
                assertEquals(signal, SignalJson.decode(SignalJson.encode(signal)));
            } catch (MalformedMessageException e) {
                numRefused++;
                assertFalse(String.valueOf(e.getMessage()).contains("klmnopq"));
            }
        }
        assertTrue(numRefused > 2500 && numRefused < 5000, "so many were refused: " + numRefused);
    }
}
