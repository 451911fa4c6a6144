package tutti.nat.room.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoomJsonTest {
    private static final String ALICE = "0123456789abcdef0123456789abcdef";
    private static final String BOB = "ffffffffffffffffffffffffffffffff";
    private static final String ROOM = "abcdefghijkl2345";

    private static Bytes bytes(int numBytes) {
        byte[] content = new byte[numBytes];
        new Random(numBytes).nextBytes(content);
        return Bytes.of(content);
    }

    private static ToServer.Enter enter(int certificateBytes, Bytes salt) {
        return new ToServer.Enter(
                ROOM, bytes(certificateBytes), bytes(32), Integer.MAX_VALUE, bytes(64), Long.MAX_VALUE, salt);
    }

    static Stream<ToServer> toServer() {
        return Stream.of(
                enter(1024, bytes(16)),
                new ToServer.Enter(ROOM, bytes(1), bytes(32), 0, bytes(64), 0, null),
                new ToServer.Append(1, bytes(1), false),
                new ToServer.Append(Long.MAX_VALUE, bytes(32_768), true),
                new ToServer.Signal(BOB, bytes(16_384)),
                new ToServer.Epoch(7, bytes(32)),
                new ToServer.Remove(BOB),
                new ToServer.Ban(BOB),
                new ToServer.AskTurn(),
                new ToServer.Leave(),
                new ToServer.Relay(bytes(32)));
    }

    static Stream<FromServer> fromServer() {
        FromServer.Turn turn = new FromServer.Turn(List.of("turn:[::1]:3478"), "1:" + ALICE, "p/+=", 3600);
        List<String> full = IntStream.range(0, 32).mapToObj("%032x"::formatted).toList();
        return Stream.of(
                new FromServer.Challenge(1, bytes(32)),
                turn,
                new FromServer.Entered(ALICE, 1, 1, 0, bytes(32), null, List.of()),
                new FromServer.Entered(ALICE, 5, 9, Long.MAX_VALUE, bytes(32), turn, full),
                new FromServer.Refused(RefusalCode.NO_ROOM, "There is no such room, \"friend\"."),
                new FromServer.Log(1, 2, BOB, 3, bytes(32_768)),
                new FromServer.Signal(ALICE, bytes(3)),
                new FromServer.Present(ALICE),
                new FromServer.Absent(ALICE, true),
                new FromServer.Slow("Too much."),
                new FromServer.RelayReady());
    }

    @ParameterizedTest
    @MethodSource("toServer")
    void shouldReadWhatAPlayerWrote(ToServer message) throws MalformedMessageException {
        String text = RoomJson.encode(message);
        assertEquals(message, RoomJson.decodeToServer(text));
        assertTrue(text.length() <= WireLimits.MAX_MESSAGE_BYTES);
    }

    @ParameterizedTest
    @MethodSource("fromServer")
    void shouldReadWhatAServerWrote(FromServer message) throws MalformedMessageException {
        String text = RoomJson.encode(message);
        assertEquals(message, RoomJson.decodeFromServer(text));
        assertTrue(text.length() <= WireLimits.MAX_MESSAGE_BYTES);
    }

    @Test
    void shouldReadEveryCodeOfARefusal() throws MalformedMessageException {
        for (RefusalCode code : RefusalCode.values()) {
            FromServer.Refused refused = new FromServer.Refused(code, "So.");
            assertEquals(refused, RoomJson.decodeFromServer(RoomJson.encode(refused)));
        }
    }

    @Test
    void shouldIgnoreWhatItDoesNotKnow() throws MalformedMessageException {
        assertEquals(
                new ToServer.Remove(BOB),
                RoomJson.decodeToServer(
                        " {\"later\":[{\"a\":null}],\"member\":\"" + BOB + "\",\"type\":\"remove\",\"x\":1.5e9} "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "'' | not a JSON object",
                "[] | not a JSON object",
                "null | not a JSON object",
                "{\"type\":\"leave\" | not JSON",
                "{\"type\":\"leave\"} {} | not JSON",
                "{\"type\":\"leave\",\"type\":\"leave\"} | twice",
                "{\"type\":\"leave\",\"x\":[[[[1]]]]} | too deep",
                "{'type':'leave'} | not JSON",
                "{} | \"type\" is missing",
                "{\"type\":7} | \"type\" is missing",
                "{\"type\":\"log\"} | has this type",
                "{\"type\":\"remove\"} | \"member\" is missing",
                "{\"type\":\"remove\",\"member\":\"abc\"} | not a member id",
                "{\"type\":\"remove\",\"member\":\"0123456789ABCDEF0123456789ABCDEF\"} | not a member id",
                "{\"type\":\"append\",\"id\":0,\"body\":\"AA\"} | \"id\" is not from 1",
                "{\"type\":\"append\",\"id\":-1,\"body\":\"AA\"} | \"id\" is not from 1",
                "{\"type\":\"append\",\"id\":1.0,\"body\":\"AA\"} | not a whole number",
                "{\"type\":\"append\",\"id\":\"1\",\"body\":\"AA\"} | not a whole number",
                "{\"type\":\"append\",\"id\":9223372036854775808,\"body\":\"AA\"} | not a whole number",
                "{\"type\":\"append\",\"id\":999999999999999999999,\"body\":\"AA\"} | not JSON",
                "{\"type\":\"append\",\"id\":1,\"body\":\"\"} | has not from 1",
                "{\"type\":\"append\",\"id\":1,\"body\":\"AA==\"} | without padding",
                "{\"type\":\"append\",\"id\":1,\"body\":\"A+\"} | not base64url",
                "{\"type\":\"append\",\"id\":1,\"body\":\"AA\",\"snapshot\":1} | neither true nor false",
                "{\"type\":\"epoch\",\"epoch\":2147483648,\"admission\":\"AA\"} | \"epoch\" is not from 0",
                "{\"type\":\"epoch\",\"epoch\":1,\"admission\":\"AA\"} | has not from 32",
            })
    void shouldNameEachMistake(String text, String expected) {
        String message = refusal(text.replace("''", "'"));
        assertTrue(message.contains(expected), message);
    }

    private static String refusal(String text) {
        MalformedMessageException e =
                assertThrows(MalformedMessageException.class, () -> RoomJson.decodeToServer(text));
        String message = String.valueOf(e.getMessage());
        assertTrue(message.endsWith(".") && !message.contains("\n"), message);
        return message;
    }

    @Test
    void shouldRefuseWhatIsTooLong() {
        refusal(RoomJson.encode(new ToServer.Append(1, bytes(32_769), false)));
        refusal(RoomJson.encode(new ToServer.Signal(BOB, bytes(16_385))));
        refusal(RoomJson.encode(enter(1025, bytes(16))));
        refusal(RoomJson.encode(enter(300, bytes(15))));
        String padding = "{\"type\":\"leave\",\"x\":\"";
        String most = padding + "\u20ac".repeat(21_837) + "\"}";
        assertTrue(refusal(most + "x".repeat(10)).contains("longer than 65536 bytes"));
        assertTrue(refusal(padding + "x".repeat(65_536) + "\"}").contains("longer than 65536 bytes"));
        assertTrue(refusal("\ud83c\udfb5".repeat(17_000)).contains("longer than 65536 bytes"));
        assertTrue(refusal("[".repeat(65_536)).contains("too deep"));
    }

    /// Whatever letters are changed, the message is read within its limits, or refused with a sentence.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldSurviveGarbling(long seed) {
        Random random = new Random(seed);
        List<String> texts = Stream.concat(
                        Stream.of(enter(300, bytes(16)), new ToServer.Append(7, bytes(40), true))
                                .map(RoomJson::encode),
                        Stream.concat(
                                toServer().skip(4).map(RoomJson::encode),
                                fromServer().map(RoomJson::encode)))
                .filter(text -> text.length() < 3000)
                .toList();
        String letters = "{}[]\":,\\/0-9eE.+ tfn_A\u00e9\ud83c\0\n";
        int numRefused = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(texts.get(random.nextInt(texts.size())));
            for (int n = random.nextInt(4); n >= 0 && !text.isEmpty(); n--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(5)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, letters.charAt(random.nextInt(letters.length())));
                    case 2 -> text.setLength(at);
                    case 3 -> text.insert(at, text.substring(at, at + random.nextInt(text.length() - at)));
                    default -> text.setCharAt(at, letters.charAt(random.nextInt(letters.length())));
                }
            }
            try {
                assertInstanceOf(ToServer.class, RoomJson.decodeToServer(text.toString()));
            } catch (MalformedMessageException e) {
                numRefused++;
                assertFalse(String.valueOf(e.getMessage()).contains(ALICE.substring(0, 8)));
            }
            try {
                assertInstanceOf(FromServer.class, RoomJson.decodeFromServer(text.toString()));
            } catch (MalformedMessageException e) {
                numRefused++;
            }
        }
        assertTrue(numRefused > 20_000, "so many were refused: " + numRefused);
    }
}
