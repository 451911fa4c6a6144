package tutti.engine.control.midi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.engine.control.tree.ControlTree;
import tutti.engine.control.tree.Leaf;
import tutti.engine.control.tree.Origin;
import tutti.engine.control.tree.Outcome;
import tutti.engine.control.tree.Value;
import tutti.engine.driver.MidiPorts;
import tutti.engine.driver.MidiRing;
import tutti.nat.room.wire.MalformedMessageException;

class MidiDeskTest {
    private static final Origin CONSOLE = new Origin("console");
    private static final String FADER = "/strip/bob/main/fader";
    private static final String MUTE = "/strip/bob/main/mute";

    @TempDir
    private Path folder;

    private final ControlTree tree = new ControlTree();
    private final MidiPorts ports = new MidiPorts(new MidiRing(), new MidiRing());
    private final List<String> notices = new ArrayList<>();
    private double fader = 0.75;
    private boolean isMuted;
    private int numDone;
    private long nowNs = 1_000_000_000_000L;
    private MidiDesk desk;

    @BeforeEach
    void open() {
        tree.mount(Leaf.real(FADER, 0, 1).bind(() -> fader, value -> fader = value));
        tree.mount(Leaf.toggle(MUTE).bind(() -> isMuted, on -> isMuted = on));
        tree.mount(Leaf.command("/record/start").bind(() -> numDone++));
        tree.mount(Leaf.text("/title", 9).bind(() -> "x"));
        desk = new MidiDesk(tree, ports, folder.resolve("midi.json"), nowNs, notices::add);
    }

    private void comes(int status, int first, int second) {
        ports.in().offer(0, status, first, second);
        pass(1);
    }

    private void pass(long ms) {
        nowNs += ms * 1_000_000;
        desk.turn(nowNs);
    }

    private Outcome write(String address, Value value) {
        return tree.write(tree.leaf(address).orElseThrow(), value, CONSOLE);
    }

    private Value read(String address) {
        return tree.leaf(address).map(Leaf::read).orElse(Value.NIL);
    }

    private List<String> sent() {
        List<String> sent = new ArrayList<>();
        for (long next = ports.out().poll();
                next != MidiRing.NONE;
                next = ports.out().poll()) {
            sent.add(Long.toHexString(next & 0xFFFFFF));
        }
        return sent;
    }

    /// CC 7 on channel 1 moves the fader.
    private void learnFader() {
        write("/midi/learn", Value.of(FADER));
        comes(0xB0, 7, 10);
        comes(0xB0, 7, 11);
        assertEquals(Value.of(""), read("/midi/learn"));
    }

    @Test
    void shouldLearnTheControlThatReallyMoves() {
        write("/midi/learn", Value.of(FADER));
        comes(0xB0, 20, 5);
        comes(0xB0, 21, 5);
        comes(0xB0, 20, 5);
        comes(0xB0, 21, 5);
        assertEquals(List.of(), desk.mappings(), "a surface that tells where everything stands moves nothing");
        comes(0xB0, 21, 6);
        assertEquals(
                List.of(new MidiMapping(new MidiControl(MidiControl.Type.CC, 1, 21), FADER, MidiMode.PICKUP)),
                desk.mappings());
        assertEquals(Value.of("cc 1 21: 6"), read("/midi/last"));
        assertEquals(0.75, fader, "learning moves nothing");
        assertEquals(Value.of(FADER), read("/midi/map/cc-1-21/node"));
    }

    @Test
    void shouldLearnAPairAndAKey() {
        write("/midi/learn", Value.of(FADER));
        comes(0xB0, 7, 10);
        comes(0xB0, 39, 3);
        comes(0xB0, 7, 11);
        write("/midi/learn", Value.of(MUTE));
        comes(0x80, 60, 0);
        comes(0x90, 60, 100);
        assertEquals(
                List.of(
                        new MidiMapping(new MidiControl(MidiControl.Type.CC14, 1, 7), FADER, MidiMode.PICKUP),
                        new MidiMapping(new MidiControl(MidiControl.Type.NOTE, 1, 60), MUTE, MidiMode.FLIP)),
                desk.mappings());
        comes(0x90, 60, 100);
        assertTrue(isMuted);
        comes(0x80, 60, 0);
        assertTrue(isMuted);
        comes(0x90, 60, 1);
        assertFalse(isMuted);
    }

    @Test
    void shouldPickUpAFastSweep() {
        learnFader();
        comes(0xB0, 7, 20);
        assertEquals(0.75, fader);
        assertEquals(Value.of(false), read("/midi/map/cc-1-7/held"));
        comes(0xB0, 7, 127);
        assertEquals(1, fader, "from 20 to 127 at once: 0.75 lay in between");
        assertEquals(Value.of(true), read("/midi/map/cc-1-7/held"));
        write(FADER, Value.of(0.2));
        comes(0xB0, 7, 126);
        assertEquals(0.2, fader, 1e-6, "the console has moved it: no jump");
    }

    @Test
    void shouldFollowTheModeThatIsChosen() {
        learnFader();
        write("/midi/map/cc-1-7/mode", Value.of("jump"));
        comes(0xB0, 7, 0);
        assertEquals(0, fader);
        write("/midi/map/cc-1-7/mode", Value.of("relative_twos"));
        comes(0xB0, 7, 2);
        assertEquals(2 / 127.0, fader, 1e-6);
        comes(0xB0, 7, 127);
        assertEquals(1 / 127.0, fader, 1e-6);
    }

    @Test
    void shouldDoCommandsOnPressAlone() {
        write("/midi/learn", Value.of("/record/start"));
        comes(0x90, 5, 127);
        comes(0x90, 5, 127);
        comes(0x80, 5, 0);
        assertEquals(1, numDone);
    }

    @Test
    void shouldShowValuesToControlsThatAreNotTouched() {
        learnFader();
        pass(2_000);
        assertEquals(List.of("b0075f"), sent());
        write(FADER, Value.of(0));
        pass(100);
        assertEquals(List.of("b00700"), sent());
        pass(100);
        assertEquals(List.of(), sent(), "nothing has changed");
        comes(0xB0, 7, 1);
        write(FADER, Value.of(1));
        pass(500);
        assertEquals(List.of(), sent(), "it is being touched");
        pass(1_000);
        assertEquals(List.of("b0077f"), sent());
    }

    @Test
    void shouldRefuseToLearnWhatNoControlCanMove() {
        assertTrue(write("/midi/learn", Value.of("/title")).isRefused());
        assertTrue(write("/midi/learn", Value.of("/nothing/there")).isRefused());
    }

    @Test
    void shouldKeepMappingsInAFileThatPeopleCanRead() throws IOException {
        learnFader();
        write("/midi/map/cc-1-7/mode", Value.of("scaled"));
        pass(1);
        Path file = folder.resolve("midi.json");
        assertEquals("""
            {"type":"midi","version":1,"mappings":[
              {"control":"cc 1 7","node":"/strip/bob/main/fader","mode":"scaled"}
            ]}
            """, Files.readString(file));
        MidiDesk again = new MidiDesk(new ControlTree(), ports, file, nowNs, notices::add);
        assertEquals(desk.mappings(), again.mappings());
        write("/midi/remove", Value.of(FADER));
        pass(1);
        assertEquals(List.of(), new MidiMap(file).read());
        assertTrue(tree.leaf("/midi/map/cc-1-7/node").isEmpty());
        assertEquals(List.of(), notices);
        try (var left = Files.list(folder)) {
            assertEquals(1, left.count(), "nothing half written stays");
        }
    }

    @Test
    void shouldSayWhenTheFileIsNone() throws IOException {
        Path file = folder.resolve("midi.json");
        Files.writeString(file, "{");
        MidiDesk broken = new MidiDesk(new ControlTree(), ports, file, nowNs, notices::add);
        assertEquals(List.of(), broken.mappings());
        assertEquals(1, notices.size());
        assertTrue(notices.getFirst().startsWith(file + " does not hold MIDI mappings"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"type\":\"midi\",\"version\":2,\"mappings\":[]}",
                "{\"type\":\"scene\",\"version\":1,\"mappings\":[]}",
                "{\"type\":\"midi\",\"version\":1,\"mappings\":[{}]}",
                "{\"type\":\"midi\",\"version\":1,\"mappings\":[{\"control\":\"cc 1"
                        + " 7\",\"node\":\"x\",\"mode\":\"jump\"}]}",
                "{\"type\":\"midi\",\"version\":1,\"mappings\":[{\"control\":\"cc 1"
                        + " 7\",\"node\":\"/x\",\"mode\":\"hop\"}]}",
                "{\"type\":\"midi\",\"version\":1,\"mappings\":[{\"control\":\"knob\",\"node\":\"/x\",\"mode\":\"jump\"}]}",
            })
    void shouldReadNoFileThatIsNone(String text) {
        assertThrows(MalformedMessageException.class, () -> MidiMap.parse(text));
    }

    @Test
    void shouldReadBackAnyAddress() throws MalformedMessageException {
        List<MidiMapping> odd = List.of(new MidiMapping(
                new MidiControl(MidiControl.Type.BEND, 9, 0), "/strip/a\"b\\c~20/main/fader", MidiMode.RELATIVE_SIGN));
        assertEquals(odd, MidiMap.parse(MidiMap.text(odd)));
    }
}
