package tutti.engine.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tutti.engine.control.midi.MidiDesk;
import tutti.engine.control.tree.ControlTree;
import tutti.engine.control.tree.Kind;
import tutti.engine.control.tree.Leaf;
import tutti.engine.control.tree.Unit;
import tutti.engine.desk.Desk;
import tutti.engine.desk.StripId;
import tutti.engine.desk.StripInput;
import tutti.engine.driver.DriverFormat;
import tutti.engine.driver.MidiPorts;
import tutti.engine.driver.MidiRing;
import tutti.engine.driver.Patchbay;
import tutti.engine.driver.cables.Cable;
import tutti.engine.fake.FakeDriver;
import tutti.engine.mix.CycleTimer;
import tutti.engine.mix.ProcessCycle;
import tutti.engine.scene.DeskKeeper;

/// Holds `engine/docs/control.md` against the tree of an engine with one of everything. With the system property
/// `tutti.write.docs` the page is written anew instead.
class ControlPageTest {
    private static final Path PAGE = Path.of("docs", "control.md");

    /// What stands for any name, in addresses and sentences; longer ones first.
    private static final Map<String, String> GENERAL = new LinkedHashMap<>();

    static {
        GENERAL.put("/room/member/alice/", "");
        GENERAL.put("/own/main/", "/own/TRACK/");
        GENERAL.put("/strip/bob/main/", "/strip/PLAYER/TRACK/");
        GENERAL.put("/peer/bob/track/main/", "/peer/PLAYER/track/TRACK/");
        GENERAL.put("/peer/bob/send/main/", "/peer/PLAYER/send/TRACK/");
        GENERAL.put("/peer/bob/", "/peer/PLAYER/");
        GENERAL.put("/send/main/", "/send/TRACK/");
        GENERAL.put("/room/member/bob/", "/room/member/PLAYER/");
        GENERAL.put("/bus/monitor/", "/bus/BUS/");
        GENERAL.put("/send/monitor/", "/send/BUS/");
        GENERAL.put("/vca/band/", "/vca/GROUP/");
        GENERAL.put("/link/pair/", "/link/GROUP/");
        GENERAL.put("/member/own/main", "/member/STRIP");
        GENERAL.put("/patch/source/mic/", "/patch/source/PORT/");
        GENERAL.put("/patch/sink/speaker/", "/patch/sink/PORT/");
    }

    /// What is there several times over.
    private static final List<String> REPEATED =
            List.of("/bus/record/", "/bus/pfl/", "/send/record/", "/member/strip/", "/own/main/");

    private final ControlTree tree = new ControlTree();

    ControlPageTest(@TempDir Path folder) {
        EngineNodesTest.ofBob(tree);
        Desk desk = new Desk(new FakeDriver(new DriverFormat(48_000, 64)), new ProcessCycle(() -> 0, new CycleTimer()));
        StripInput input = new StripInput((numFrames, startNs, nsPerFrame, frame) -> new float[2][numFrames], 2);
        StripId own = new StripId.Local("main");
        desk.attach(new StripId.Remote("bob", "main"), input);
        desk.attach(own, input);
        desk.vca("band", group -> group);
        desk.link(own, "pair");
        DeskKeeper keeper = new DeskKeeper(desk, folder, Map::of, () -> 0, sentence -> {}, 0);
        new DeskNodes(tree, desk, keeper).show();
        FakePlace place = new FakePlace("alice");
        place.comes("bob");
        new RoomNodes(tree, place, () -> 0).show();
        new PatchNodes(tree, new OneCable()).show();
        new MidiDesk(tree, new MidiPorts(new MidiRing(), new MidiRing()), folder.resolve("midi.json"), 0, words -> {});
    }

    private static final class OneCable implements Patchbay {
        @Override
        public long revision() {
            return 1;
        }

        @Override
        public Graph graph() {
            return new Graph(
                    List.of(new Port("mic", true, false, true), new Port("speaker", false, false, true)),
                    List.of(new Cable("mic", "speaker")),
                    0);
        }

        @Override
        public void connect(Cable cable) {}

        @Override
        public void disconnect(Cable cable) {}
    }

    @Test
    void shouldTellOfEveryNode() throws IOException {
        String page = page();
        if (System.getProperty("tutti.write.docs") != null) {
            Files.writeString(PAGE, page);
        }
        assertEquals(
                page,
                Files.readString(PAGE),
                "the tree has changed: write the page anew by running this test with -Dtutti.write.docs");
    }

    private String page() {
        StringBuilder page = new StringBuilder("""
                # The control tree

                Everything that can be seen or moved in an engine: what `tutti control list` prints of a running one, OSC and
                OSCQuery serve, and the console shows. This page is made from the tree by `ControlPageTest`; PLAYER, TRACK, BUS,
                GROUP, STRIP and PORT stand for names. What `/own/TRACK` has is what `/strip/PLAYER/TRACK` has; so do `/click`
                and `/playback` once they sound. `/remote/PLAYER` holds another player's desk, where the host has granted it.

                | address | value | what it is |
                | --- | --- | --- |
                """);
        for (Leaf leaf : tree.leaves()) {
            String address = leaf.address() + "/";
            if (REPEATED.stream().noneMatch(address::contains)) {
                String general = general(address);
                if (!general.isEmpty()) {
                    page.append("| `")
                            .append(general, 0, general.length() - 1)
                            .append("` | ")
                            .append(value(leaf))
                            .append(" | ")
                            .append(leaf.help()
                                    .replace("bob/main", "the strip")
                                    .replace("bob", "the player")
                                    .replace("|", "\\|"))
                            .append(" |\n");
                }
            }
        }
        return page.toString();
    }

    private static String general(String address) {
        String general = address;
        for (Map.Entry<String, String> each : GENERAL.entrySet()) {
            if (each.getValue().isEmpty() && general.contains(each.getKey())) {
                return "";
            }
            general = general.replace(each.getKey(), each.getValue());
        }
        return general;
    }

    private static String value(Leaf leaf) {
        String range = switch (leaf.kind()) {
            case Kind.Real(float min, float max) ->
                Float.isInfinite(min) && Float.isInfinite(max) ? "number" : min + " to " + max;
            case Kind.Whole(long min, long max) ->
                max == Long.MAX_VALUE ? "whole number from " + min : min + " to " + max + ", whole";
            case Kind.Toggle _ -> "on or off";
            case Kind.Text _ -> "text";
            case Kind.Choice(List<String> words) -> String.join(", ", words);
            case Kind.Blob _ -> "bytes";
            case Kind.Command _ -> "command";
        };
        String unit = leaf.unit() == Unit.NONE ? "" : " " + leaf.unit().text();
        return range + unit + (leaf.access().canWrite() ? "" : ", read only");
    }
}
