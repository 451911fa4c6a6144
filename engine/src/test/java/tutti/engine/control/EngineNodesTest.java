package tutti.engine.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tutti.codecs.AudioCodec;
import tutti.codecs.CodecSet;
import tutti.codecs.pcm.PcmCodec;
import tutti.engine.EngineConfig;
import tutti.engine.adapt.TrackQuality;
import tutti.engine.control.tree.ControlTree;
import tutti.engine.control.tree.Leaf;
import tutti.engine.control.tree.Origin;
import tutti.engine.control.tree.Value;
import tutti.engine.driver.DriverCounters;
import tutti.engine.driver.DriverFormat;
import tutti.engine.mix.TrackMeter;
import tutti.engine.receive.BufferTarget;
import tutti.engine.receive.StreamCounters;
import tutti.engine.receive.StreamLatency;
import tutti.engine.telemetry.EngineSnapshot;
import tutti.engine.telemetry.PeerSnapshot;
import tutti.engine.telemetry.StreamSnapshot;
import tutti.engine.wire.StreamHealth;
import tutti.nat.link.LinkCounters;
import tutti.nat.link.PathReport;
import tutti.nat.link.PeerIdentity;

class EngineNodesTest {
    private static final Steering NOBODY = new Steering() {
        @Override
        public void buffer(String peerName, BufferTarget target) {}

        @Override
        public void codec(String trackName, AudioCodec codec) {}
    };

    private final ControlTree tree = new ControlTree();
    private final Origin surface = new Origin("surface");
    private final List<String> asked = new ArrayList<>();
    private final EngineNodes nodes = new EngineNodes(tree, config(), codecs(), steering(), snapshot(List.of()));

    private static CodecSet codecs() {
        return PcmCodec.set();
    }

    private static EngineConfig config() {
        return new EngineConfig(
                new PeerIdentity("0123456789abcdef0123456789abcdef", "alice"),
                List.of(new EngineConfig.Track("main", 2, codecs().codecs().getFirst())),
                BufferTarget.AUTO);
    }

    /// The nodes of an engine that plays with bob.
    static void ofBob(ControlTree tree) {
        EngineNodes nodes = new EngineNodes(tree, config(), codecs(), NOBODY, snapshot(List.of()));
        nodes.show(snapshot(List.of(bob())));
    }

    private Steering steering() {
        return new Steering() {
            @Override
            public void buffer(String peerName, BufferTarget target) {
                asked.add(peerName + " " + target);
            }

            @Override
            public void codec(String trackName, AudioCodec codec) {
                asked.add(trackName + " " + codec.name());
            }
        };
    }

    /// Every number another one, so that each can be told from the others.
    private static EngineSnapshot snapshot(List<PeerSnapshot> peers) {
        return new EngineSnapshot(
                1_001_000_000_000L,
                "alice",
                "virtual",
                new DriverFormat(48_002, 63),
                OptionalLong.of(1_003),
                new DriverCounters(1_004, 1_005, 1_006, 1_007),
                1_008,
                1_009.5,
                1_010.5,
                1_011.5,
                1_012,
                link(1_100),
                peers);
    }

    private static LinkCounters link(int from) {
        return new LinkCounters(
                from, from + 1, from + 2, from + 3, from + 4, from + 5, from + 6, from + 7, from + 8, from + 9);
    }

    private static PeerSnapshot bob() {
        StreamSnapshot stream = new StreamSnapshot(
                "vox",
                1_301,
                "L16",
                1_302,
                1_303,
                true,
                new StreamLatency(1.401e9, 1.402e9, 1.403e9, 1.404e9, 1.405e9, 1.406e9, 1.407e9),
                1_304,
                1_305,
                1_306,
                1_307.5,
                1_308.5,
                new StreamCounters(1_501, 1_502, 1_503, 1_504, 1_505, 1_506, 1_507, 1_508, 1_509.5, 1_510),
                new TrackMeter.Level(-11.5, -12.5));
        StreamHealth there = new StreamHealth(7, 32_768, 16_384, 3, 10, 24, 8_192, 1_024, -1);
        return new PeerSnapshot(
                "bob",
                true,
                false,
                new PathReport(PathReport.Kind.RELAY, "here:1", "there:2"),
                1_201.5,
                1_202.5,
                link(1_600),
                List.of(stream),
                List.of(new TrackQuality("main", "opus 96k", 1_701, 1_702, 1_703.5, 1_704, 1_705, "Because.", there)));
    }

    /// All that a record holds, as numbers and words, the parts of its parts as well.
    private static void flatten(Object part, List<String> into) {
        switch (part) {
            case StreamHealth _ -> into.addAll(List.of("50.0", "25.0", "1.5", "3.0", "12.5", "15.625", "2.5"));
            case StreamLatency latency -> {
                for (double ns : new double[] {
                    latency.captureNs(),
                    latency.packetNs(),
                    latency.networkNs(),
                    latency.bufferNs(),
                    latency.resamplerNs(),
                    latency.playbackNs(),
                    latency.portToPortNs()
                }) {
                    into.add(Double.toString(ns / 1e6));
                }
            }
            case Record whole -> {
                for (RecordComponent component : whole.getClass().getRecordComponents()) {
                    try {
                        Object value = component.getAccessor().invoke(whole);
                        flatten(component.getName().equals("timeNs") ? (Object) 1_001.0 : value, into);
                    } catch (ReflectiveOperationException hidden) {
                        throw new LinkageError(hidden.getMessage(), hidden);
                    }
                }
            }
            case List<?> list -> list.forEach(each -> flatten(each, into));
            case OptionalLong known -> into.add(Long.toString(known.orElseThrow()));
            default -> into.add(part.toString());
        }
    }

    private static String plain(Value value) {
        return switch (value) {
            case Value.Real(float number) -> Double.toString(number);
            case Value.Toggle(boolean isOn) -> Boolean.toString(isOn);
            default -> value.words();
        };
    }

    /// A field that somebody adds to a snapshot needs a node.
    @Test
    void shouldShowEveryFieldOfASnapshot() {
        EngineSnapshot snapshot = snapshot(List.of(bob()));
        nodes.show(snapshot);
        List<String> told = new ArrayList<>();
        flatten(snapshot, told);

        List<String> shown = tree.leaves().stream()
                .map(leaf -> plain(leaf.read()))
                .map(word -> word.equals("relay") ? "RELAY" : word)
                .toList();

        assertTrue(told.size() > 70, "all of it: " + told);
        assertEquals(
                List.of(), told.stream().filter(word -> !shown.contains(word)).toList());
    }

    @Test
    void shouldSayOfEveryNodeWhatItIs() {
        nodes.show(snapshot(List.of(bob())));
        assertEquals(
                "",
                tree.leaves().stream()
                        .filter(leaf -> !leaf.help().matches("[A-Z0-9].*[.]"))
                        .map(Leaf::address)
                        .collect(Collectors.joining(" ")));
    }

    @Test
    void shouldLetPlayersComeAndGo() {
        int before = tree.leaves().size();
        nodes.show(snapshot(List.of(bob())));
        Leaf peak = tree.leaf("/peer/bob/track/vox/peak").orElseThrow();
        assertEquals(Value.of(-11.5), peak.read());
        long revision = tree.revision();
        nodes.show(snapshot(List.of(bob())));
        assertEquals(revision, tree.revision(), "the same nodes");
        nodes.show(snapshot(List.of()));
        assertEquals(before, tree.leaves().size());
        assertEquals(Value.NIL, peak.read());
    }

    @Test
    void shouldSteer() {
        nodes.show(snapshot(List.of(bob())));
        Leaf buffer = tree.leaf("/peer/bob/buffer").orElseThrow();
        Leaf codec = tree.leaf("/send/main/codec").orElseThrow();

        assertEquals(Value.of("auto"), buffer.read());
        assertEquals(
                Value.of("12.0"), tree.write(buffer, Value.of("12.0"), surface).value());
        assertEquals(
                "The buffer is auto or 0 to 500 ms, not \"soon\".",
                tree.write(buffer, Value.of("soon"), surface).refusal());
        assertEquals(
                Value.of("L16"), tree.write(codec, Value.of("l16"), surface).value());
        assertEquals(List.of("bob Fixed[ms=12.0]", "main L16"), asked);
    }
}
