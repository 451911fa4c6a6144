package tutti.console.mixer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tutti.console.control.Hand;
import tutti.console.model.MoveHistory;
import tutti.engine.control.tree.Value;

class MixerModelTest {
    private static final long SECOND_NS = 1_000_000_000;

    private final List<String> offered = new ArrayList<>();
    private final DemoDesk desk = DemoDesk.rehearsal((address, value) -> {
        offered.add(address + " " + value.words());
        return true;
    });
    private final DeskLayout layout = new DeskLayout();
    private final MixerModel mixer = new MixerModel(desk.tree(), new MoveHistory(() -> 0), layout);

    private List<String> names() {
        return mixer.inSight().stream().map(ChannelModel::fullName).toList();
    }

    private ChannelModel channel(String fullName) {
        return mixer.inSight().stream()
                .filter(channel -> channel.fullName().equals(fullName))
                .findFirst()
                .orElseThrow();
    }

    private double gainDb(String fullName) {
        return channel(fullName).gainDb().value().get();
    }

    private static void drag(Hand hand, double... values) {
        hand.take();
        for (double value : values) {
            hand.move(value);
        }
        hand.release();
    }

    @Test
    void shouldStandByPlayerThenOwnThenOutputs() {
        assertEquals(
                List.of(
                        "bob main",
                        "anna voice",
                        "anna guitar",
                        "Lukas M. kit",
                        "Lukas M. over",
                        "Lukas M. snare",
                        "mia cello",
                        "tom bass",
                        "voice",
                        "piano",
                        "click",
                        "playback",
                        "band",
                        "monitor",
                        "record",
                        "stage",
                        "pfl"),
                names());
        assertEquals(
                List.of("bob", "anna", "Lukas M.", "mia", "tom", "clara", "", ""),
                mixer.players().stream().map(player -> player.name().get()).toList());
    }

    @Test
    void shouldNotMoveStripsWhenSomebodyComesOrComesBack() {
        desk.tree()
                .remove(desk.tree().children("/strip/anna/voice").stream()
                        .map(name -> "/strip/anna/voice/" + name)
                        .toList());
        desk.player("zoe", "direct", 9, 0, 0, "flute");
        mixer.onPulse(0);

        assertEquals("zoe flute", names().get(8));
        assertEquals("anna guitar", names().get(2));
    }

    @Test
    void shouldFindItsPlaceAgain() {
        mixer.shift(channel("anna guitar"), -1);
        mixer.shift(channel("tom bass"), -1);
        mixer.hide(channel("mia cello"), true);
        List<String> before = names();

        MixerModel next = new MixerModel(desk.tree(), new MoveHistory(() -> 0), DeskLayout.of(layout.lines()));

        assertEquals(List.of("bob main", "anna guitar", "anna voice"), before.subList(0, 3));
        assertEquals("tom bass", before.get(6));
        assertFalse(before.contains("mia cello"));
        assertEquals(before, next.inSight().stream().map(ChannelModel::fullName).toList());
        assertEquals(
                List.of("mia cello"),
                next.hidden().stream().map(ChannelModel::fullName).toList());
    }

    @Test
    void shouldMoveAWholePlayerBeyondItsNeighbour() {
        mixer.shift(channel("bob main"), 1);

        assertEquals(List.of("anna voice", "anna guitar", "bob main"), names().subList(0, 3));

        mixer.shift(channel("bob main"), -1);
        mixer.shift(channel("bob main"), -1);
        mixer.shift(channel("click"), 1);

        assertEquals(List.of("bob main", "anna voice"), names().subList(0, 2));
    }

    @Test
    void shouldMoveSelectedFadersByTheSameDecibels() {
        mixer.selection().pick(channel("bob main"));
        mixer.selection().toggle(channel("anna voice"));

        drag(channel("bob main").gainHand(), -8, -9.5);

        assertEquals(-9.5, gainDb("bob main"), 1e-5);
        assertEquals(-8.1, gainDb("anna voice"), 1e-5);
        assertEquals(-6, gainDb("anna guitar"), 1e-5);
    }

    /// A Jamulus group keeps the ratio of positions, and dies at zero.
    @Test
    void shouldKeepDistancesThroughTheEndsOfADrag() {
        mixer.selection().pick(channel("bob main"));
        mixer.selection().toggle(channel("mia cello"));

        drag(channel("bob main").gainHand(), -144, 10, -6);
        assertEquals(-22, gainDb("mia cello"), 1e-5);

        drag(channel("bob main").gainHand(), -144);
        assertEquals(-144, gainDb("mia cello"), 1e-5);

        mixer.history().undo();
        assertEquals(-6, gainDb("bob main"), 1e-5);
        assertEquals(-22, gainDb("mia cello"), 1e-5);
    }

    @Test
    void shouldLeaveTheSelectionAloneWhenAnotherFaderMoves() {
        mixer.selection().pick(channel("bob main"));

        drag(channel("tom bass").gainHand(), -1);

        assertEquals(-6, gainDb("bob main"), 1e-5);
        assertEquals(-1, gainDb("tom bass"), 1e-5);
    }

    @Test
    void shouldFlipSelectedSwitchesAlikeAndTakeThemBackTogether() {
        mixer.selection().extend(channel("anna voice"));
        mixer.selection().extend(channel("Lukas M. kit"));

        channel("anna voice").flip(ChannelModel::mute, true);
        assertTrue(channel("Lukas M. kit").mute().on().get());

        mixer.history().undo();
        assertFalse(channel("anna voice").mute().on().get());
        assertFalse(channel("Lukas M. kit").mute().on().get());
        assertTrue(channel("anna guitar").mute().on().get(), "it was muted before");
    }

    @Test
    void shouldTellOwnMutesFromOthers() {
        assertEquals(ChannelModel.Silence.NONE, channel("anna guitar").silence().get());
        assertEquals(
                ChannelModel.Silence.SOLO, channel("Lukas M. over").silence().get());
        assertEquals(ChannelModel.Silence.GROUP, channel("mia cello").silence().get());

        desk.set("/strip/mia/cello/muted_by_group", Value.of(false));
        assertEquals(ChannelModel.Silence.NONE, channel("mia cello").silence().get());
    }

    @Test
    void shouldTellHowConnectionsStand() {
        mixer.onPulse(0);
        desk.wearOn();
        mixer.onPulse(SECOND_NS);

        assertEquals(
                List.of(
                        Connection.Health.GOOD,
                        Connection.Health.GOOD,
                        Connection.Health.STRAINED,
                        Connection.Health.BAD,
                        Connection.Health.AWAY),
                mixer.players().stream()
                        .limit(5)
                        .map(player -> player.connection().get().health())
                        .toList());
        Connection anna = mixer.players().get(1).connection().get();
        assertEquals(18.9, anna.latencyMs().orElseThrow(), 1e-5);
        assertEquals(41, anna.repairsPerMinute());
        assertEquals(
                Connection.Path.RELAY, mixer.players().get(2).connection().get().path());

        desk.set("/peer/bob/silent", Value.of(1_500.0));
        mixer.onPulse(2 * SECOND_NS);
        assertEquals(
                Connection.Health.BAD,
                mixer.players().getFirst().connection().get().health());
    }

    @Test
    void shouldForgetRepairsAfterAMinute() {
        EventRate rate = new EventRate();
        rate.note(1_000, 0);
        rate.note(1_005, SECOND_NS);
        rate.note(1_012, 30 * SECOND_NS);
        assertEquals(12, rate.perMinute());

        rate.note(1_012, 61 * SECOND_NS);
        assertEquals(7, rate.perMinute());

        rate.note(3, 62 * SECOND_NS);
        assertEquals(10, rate.perMinute(), "a counter that begins anew");

        rate.note(3, 1_000 * SECOND_NS);
        assertEquals(0, rate.perMinute());
    }

    @Test
    void shouldClearSolos() {
        assertTrue(mixer.soloed().get());

        mixer.clearSolos();

        assertEquals(List.of("/desk/clear_solos do"), offered);
    }

    @Test
    void shouldSelectFromTheLastToThis() {
        mixer.selection().pick(channel("anna voice"));
        mixer.selection().extend(channel("Lukas M. over"));
        assertEquals(4, mixer.selection().channels().size());

        mixer.selection().pick(channel("anna voice"));
        assertEquals(List.of(channel("anna voice")), mixer.selection().channels());

        mixer.selection().pick(channel("anna voice"));
        assertEquals(List.of(), mixer.selection().channels());
        assertFalse(channel("anna voice").selected().get());
    }

    @Test
    void shouldNotMoveWhatIsHidden() {
        mixer.selection().all();
        mixer.hide(channel("tom bass"), true);
        ChannelModel hidden = mixer.hidden().getFirst();

        assertFalse(hidden.selected().get());
    }

    @Test
    void shouldReadNamesAsPeopleWriteThem() {
        assertEquals("Bob Smith", NodeNames.shown("Bob~20Smith"));
        assertEquals("Zoë ~", NodeNames.shown("Zo~C3~AB~20~7E"));
        assertEquals("~zz~4", NodeNames.shown("~zz~4"));
    }
}
