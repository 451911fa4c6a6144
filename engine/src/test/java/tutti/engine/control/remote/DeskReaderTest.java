package tutti.engine.control.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.engine.control.FakePlace;
import tutti.engine.control.client.RemoteNode;
import tutti.engine.control.tree.Access;
import tutti.engine.control.tree.Kind;
import tutti.engine.control.tree.Pace;
import tutti.engine.control.tree.Unit;
import tutti.engine.control.tree.Value;
import tutti.nat.room.DeskGrant;

class DeskReaderTest {
    private static final DeskMessage.Ask ASK = new DeskMessage.Ask(
            -5,
            3,
            2,
            List.of(
                    new DeskMessage.Setting(1, Value.of(-6.5)),
                    new DeskMessage.Setting(2, Value.of(7L)),
                    new DeskMessage.Setting(3, Value.of(true)),
                    new DeskMessage.Setting(4, Value.of(false)),
                    new DeskMessage.Setting(5, Value.of("größer \ud83c\udfb5")),
                    new DeskMessage.Setting(6, Value.IMPULSE)));
    private static final DeskMessage.Tell TELL = new DeskMessage.Tell(
            9,
            8,
            7,
            false,
            true,
            List.of(
                    node(1, new Kind.Real(-144, 10), Value.of(0.0)),
                    node(2, new Kind.Whole(0, Long.MAX_VALUE), null),
                    node(3, new Kind.Toggle(), Value.of(true)),
                    node(4, new Kind.Text(64), Value.of("")),
                    node(5, new Kind.Choice(List.of("pre", "post")), Value.of("pre")),
                    node(6, new Kind.Command(), null)),
            List.of(11, 12),
            List.of(new DeskMessage.Setting(1, Value.of(-3))));

    private static DeskMessage.NumberedNode node(int number, Kind kind, @Nullable Value initial) {
        return new DeskMessage.NumberedNode(
                number,
                new RemoteNode(
                        "/strip/bob/main/x" + number,
                        kind,
                        Access.READ_WRITE,
                        Unit.DECIBELS,
                        "What it is.",
                        List.of("fader", "x"),
                        initial),
                number % 2 == 0 ? Pace.METER : Pace.VALUE);
    }

    /// The session in which somebody steers alice's desk, read off the way.
    static long sessionOf(Studio studio, String engineer) {
        long[] session = {0};
        studio.arrives = letter -> {
            if (letter.from().equals("alice") && letter.to().equals(engineer)) {
                try {
                    session[0] = DeskReader.tell(letter.bytes()).session();
                } catch (MalformedDeskException e) {
                    throw new AssertionError(e);
                }
            }
            return true;
        };
        studio.pass(12_000);
        studio.alice.set("/bus/monitor/mute", Value.of(true));
        studio.pass(500);
        assertTrue(session[0] != 0, "a session goes on");
        return session[0];
    }

    @Test
    void shouldReadWhatWasWritten() throws MalformedDeskException {
        assertEquals(ASK, DeskReader.ask(DeskWriter.ask(ASK)));
        assertEquals(TELL, DeskReader.tell(DeskWriter.tell(TELL)));
        assertTrue(DeskReader.isAsk(DeskWriter.ask(ASK)));
    }

    @Test
    void shouldHaveSpaceForTheLongestNode() {
        List<String> longest = Collections.nCopies(40, "\u20ac".repeat(100));
        DeskMessage.NumberedNode node = new DeskMessage.NumberedNode(
                1,
                new RemoteNode(
                        "/strip/" + "x".repeat(248),
                        new Kind.Choice(longest),
                        Access.READ,
                        Unit.NONE,
                        "\u20ac".repeat(1_000),
                        longest,
                        Value.of("\u20ac".repeat(1_000))),
                Pace.VALUE);
        assertTrue(DeskWriter.node(node).length <= Post.MAX_BYTES - DeskWriter.HEAD_BYTES);
        assertEquals(
                4 + 1 + 2 + 3 * DeskWriter.MAX_TEXT_CHARS,
                DeskWriter.setting(new DeskMessage.Setting(1, Value.of("\u20ac".repeat(999)))).length);
    }

    @Test
    void shouldReadTextThatIsHarmlessOnATerminal() throws MalformedDeskException {
        DeskMessage.Ask ask =
                new DeskMessage.Ask(1, 1, 0, List.of(new DeskMessage.Setting(1, Value.of("a\u001b[2J\nb"))));
        assertEquals(
                Value.of("a[2J\nb"),
                DeskReader.ask(DeskWriter.ask(ask)).settings().getFirst().value());
    }

    @Test
    void shouldGiveSpaceOnceAndAgain() {
        Space space = new Space(1);
        assertTrue(space.take());
        assertFalse(space.take());
        space.giveBack(1);
        assertTrue(space.take());
    }

    @Test
    void shouldTakeNoMoreThanItsLimits() {
        List<DeskMessage.Setting> many =
                Collections.nCopies(DeskReader.MAX_SETTINGS + 1, new DeskMessage.Setting(1, Value.IMPULSE));
        byte[] tooMany = DeskWriter.ask(new DeskMessage.Ask(1, 1, 0, many));
        assertThrows(MalformedDeskException.class, () -> DeskReader.ask(tooMany));
        byte[] cut = Arrays.copyOf(DeskWriter.ask(ASK), 30);
        assertThrows(MalformedDeskException.class, () -> DeskReader.ask(cut));
        byte[] more = Arrays.copyOf(DeskWriter.ask(ASK), DeskWriter.ask(ASK).length + 1);
        assertThrows(MalformedDeskException.class, () -> DeskReader.ask(more));
        assertThrows(MalformedDeskException.class, () -> DeskReader.ask(DeskWriter.tell(TELL)));
        assertThrows(MalformedDeskException.class, () -> DeskReader.tell(new byte[0]));
    }

    /// Whatever a member's engine sends is a message or malformed, and nothing else happens.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldReadOrRefuseAnything(long seed) {
        Random random = new Random(seed);
        byte[][] seeds = {DeskWriter.ask(ASK), DeskWriter.tell(TELL)};
        int numRefused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = Arrays.copyOf(seeds[random.nextInt(2)], random.nextInt(400));
            for (int flips = random.nextInt(6); flips > 0 && bytes.length > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                if (DeskReader.isAsk(bytes)) {
                    DeskReader.ask(bytes);
                } else {
                    DeskReader.tell(bytes);
                }
            } catch (MalformedDeskException e) {
                numRefused++;
            }
        }
        assertTrue(numRefused > 10_000, "most of it is nonsense: " + numRefused);
    }

    /// The same, to a whole engine: both as somebody who may steer, and to somebody who does.
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void shouldBearAnythingThroughTheWholeWay(long seed) {
        Random random = new Random(seed);
        Studio studio = new Studio();
        studio.alice.hears("eve");
        studio.grant("bob", DeskGrant.ALL);
        studio.arrives = letter -> {
            if (random.nextInt(4) == 0) {
                byte[] bytes = letter.bytes().clone();
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                studio.player(letter.to()).engineers.onParcel(FakePlace.id(letter.from()), 1, bytes);
            }
            return random.nextInt(4) > 0;
        };
        studio.pass(60_000);
        studio.arrives = letter -> true;
        studio.grant("bob", DeskGrant.NONE);
        studio.pass(1_000);
        assertEquals(Value.of(""), studio.alice.read("/room/steered_by"));
        assertTrue(studio.bob.tree.leaves().stream()
                .noneMatch(leaf -> leaf.address().startsWith("/remote/")));
        studio.grant("bob", DeskGrant.ALL);
        studio.pass(5_000);
        assertEquals(studio.alice.read("/strip/eve/main/gain"), studio.bob.read("/remote/alice/strip/eve/main/gain"));
    }
}
