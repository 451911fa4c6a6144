package tutti.engine.control;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import tutti.codecs.AudioCodec;
import tutti.codecs.CodecSet;
import tutti.engine.EngineConfig;
import tutti.engine.adapt.TrackQuality;
import tutti.engine.control.tree.Address;
import tutti.engine.control.tree.ControlTree;
import tutti.engine.control.tree.Leaf;
import tutti.engine.control.tree.Unit;
import tutti.engine.receive.BufferTarget;
import tutti.engine.telemetry.EngineSnapshot;
import tutti.engine.telemetry.PeerSnapshot;
import tutti.engine.telemetry.StreamSnapshot;

/// Everything that an engine tells of itself, as nodes: all of [EngineSnapshot], and what can be changed of
/// it.
///
/// `/engine` is there from the start; `/peer/NAME`, its `track/TRACK` and `send/TRACK` come with the first
/// snapshot that has them and stay as long as snapshots do. Values are those of the last snapshot; -1 stands
/// for a time that is not known.
///
/// Thread: [#show] one at a time, the nodes any.
public final class EngineNodes {
    private final ControlTree tree;
    private final EngineConfig config;
    private final CodecSet codecs;
    private final Steering steering;
    private final Map<String, ControlTree.Mounted> mounted = new HashMap<>();
    private final Map<String, AudioCodec> chosenCodecs = new ConcurrentHashMap<>();
    private final Map<String, String> chosenBuffers = new ConcurrentHashMap<>();
    private volatile EngineSnapshot latest;

    /// Declares what there is.
    ///
    /// @param first how everything stands
    public EngineNodes(
            ControlTree tree, EngineConfig config, CodecSet codecs, Steering steering, EngineSnapshot first) {
        this.tree = tree;
        this.config = config;
        this.codecs = codecs;
        this.steering = steering;
        this.latest = first;
        tree.mount("/engine", engine());
        for (EngineConfig.Track track : config.tracks()) {
            tree.mount("/send/" + Address.name(track.name()), List.of(codec(track)));
        }
        show(first);
    }

    /// From now on the nodes show this snapshot; those of new players and tracks come, those of lost ones go.
    public void show(EngineSnapshot snapshot) {
        latest = snapshot;
        Map<String, List<Leaf>> wanted = new HashMap<>();
        for (PeerSnapshot peer : snapshot.peers()) {
            String at = "/peer/" + Address.name(peer.name());
            wanted.put(at, List.of());
            peer.streams().forEach(stream -> wanted.put(at + "/track/" + Address.name(stream.track()), List.of()));
            peer.sending().forEach(track -> wanted.put(at + "/send/" + Address.name(track.track()), List.of()));
        }
        Set<String> gone = new HashSet<>(mounted.keySet());
        gone.removeAll(wanted.keySet());
        gone.forEach(at -> Optional.ofNullable(mounted.remove(at)).ifPresent(ControlTree.Mounted::close));
        for (PeerSnapshot peer : snapshot.peers()) {
            String at = "/peer/" + Address.name(peer.name());
            mounted.computeIfAbsent(at, _ -> tree.mount(at, peer(at, peer.name())));
            for (StreamSnapshot stream : peer.streams()) {
                String track = at + "/track/" + Address.name(stream.track());
                mounted.computeIfAbsent(
                        track,
                        _ -> tree.mount(
                                track,
                                StreamNodes.of(track, stream.track(), () -> stream(peer.name(), stream.track()))));
            }
            for (TrackQuality sending : peer.sending()) {
                String track = at + "/send/" + Address.name(sending.track());
                mounted.computeIfAbsent(
                        track,
                        _ -> tree.mount(
                                track,
                                SendingNodes.of(track, sending.track(), () -> sending(peer.name(), sending.track()))));
            }
        }
    }

    private List<Leaf> engine() {
        List<Leaf> leaves = new ArrayList<>(List.of(
                Leaf.text("/engine/name", Readings.MAX_TEXT)
                        .help("The player's name.")
                        .bind(() -> latest.name()),
                Leaf.text("/engine/driver", Readings.MAX_TEXT)
                        .help("The sound system.")
                        .bind(() -> latest.driver()),
                Leaf.real("/engine/time")
                        .unit(Unit.SECONDS)
                        .help("The engine's clock.")
                        .bind(() -> latest.timeNs() / 1e9),
                Leaf.count("/engine/rate")
                        .unit(Unit.HERTZ)
                        .help("Frames a second.")
                        .bind(() -> latest.format().sampleRateHz()),
                Leaf.count("/engine/period")
                        .unit(Unit.FRAMES)
                        .help("Frames a callback.")
                        .bind(() -> latest.format().periodFrames()),
                Leaf.whole("/engine/frame_zero", -1, Long.MAX_VALUE)
                        .unit(Unit.NANOSECONDS)
                        .help("When the driver's frame 0 was, on the engine's clock; -1 if it is not known.")
                        .bind(() -> latest.frameZeroNs().orElse(-1)),
                count(
                        "/engine/cycles",
                        "Callbacks made.",
                        e -> e.driverCounters().cycles()),
                count(
                        "/engine/xruns",
                        "Periods that came late or not at all.",
                        e -> e.driverCounters().xruns()),
                count(
                        "/engine/faults",
                        "Callbacks that failed and played silence.",
                        e -> e.driverCounters().faults()),
                count(
                        "/engine/driver_losses",
                        "Times that the sound system went away.",
                        e -> e.driverCounters().losses()),
                count(
                        "/engine/dropped_blocks",
                        "Captured periods that could not be sent.",
                        EngineSnapshot::droppedBlocks),
                count("/engine/errors", "Unexpected errors that were passed over.", EngineSnapshot::errors),
                micros("/engine/cycle/median", "Usual time of a callback.", EngineSnapshot::cycleMedianUs),
                micros("/engine/cycle/p999", "Time of a callback that 1 in 1,000 takes.", EngineSnapshot::cycleP999Us),
                micros("/engine/cycle/max", "Longest time of a callback.", EngineSnapshot::cycleMaxUs),
                Leaf.real("/engine/cpu", 0, 1e6)
                        .unit(Unit.PERCENT)
                        .help("Share of the period that the usual callback takes.")
                        .bind(() ->
                                1e5 * latest.cycleMedianUs() / latest.format().periodNs())));
        leaves.addAll(Readings.link("/engine/rejected", () -> latest.rejected()));
        return leaves;
    }

    private Leaf count(String address, String help, ToLongFunction<EngineSnapshot> value) {
        return Leaf.count(address).tags("counter").help(help).bind(() -> value.applyAsLong(latest));
    }

    private Leaf micros(String address, String help, ToDoubleFunction<EngineSnapshot> value) {
        return Leaf.real(address).unit(Unit.MICROSECONDS).help(help).bind(() -> value.applyAsDouble(latest));
    }

    private Leaf codec(EngineConfig.Track track) {
        List<String> words = codecs.codecs().stream()
                .filter(AudioCodec::isOffered)
                .map(AudioCodec::name)
                .toList();
        return Leaf.choice("/send/" + Address.name(track.name()) + "/codec", words)
                .help("How " + track.name() + " is sent when the network permits.")
                .bind(
                        () -> chosenCodecs
                                .getOrDefault(track.name(), track.codec())
                                .name(),
                        name -> {
                            AudioCodec codec = codecs.byName(name).orElseThrow();
                            steering.codec(track.name(), codec);
                            chosenCodecs.put(track.name(), codec);
                        });
    }

    /// Of a peer that is not in the snapshot any more a getter fails, which a leaf bears.
    private PeerSnapshot peer(String name) {
        return latest.peers().stream()
                .filter(peer -> peer.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private StreamSnapshot stream(String peerName, String track) {
        return peer(peerName).streams().stream()
                .filter(stream -> stream.track().equals(track))
                .findFirst()
                .orElseThrow();
    }

    private TrackQuality sending(String peerName, String track) {
        return peer(peerName).sending().stream()
                .filter(sending -> sending.track().equals(track))
                .findFirst()
                .orElseThrow();
    }

    private List<Leaf> peer(String at, String name) {
        List<Leaf> leaves = new ArrayList<>(List.of(
                Leaf.text(at + "/name", Readings.MAX_TEXT)
                        .help("Its name in the port names.")
                        .bind(() -> name),
                Leaf.toggle(at + "/connected")
                        .help("Whether there is a link.")
                        .bind(() -> peer(name).connected()),
                Leaf.toggle(at + "/heard")
                        .help("Whether anything of it may sound here.")
                        .bind(() -> peer(name).heard()),
                Leaf.text(at + "/path", Readings.MAX_TEXT)
                        .help("Which way packets take: direct, relay, tcp or none.")
                        .bind(() -> peer(name).path().kind().name().toLowerCase(Locale.ROOT)),
                Leaf.text(at + "/path_local", Readings.MAX_TEXT)
                        .help("This end of that way.")
                        .bind(() -> peer(name).path().local()),
                Leaf.text(at + "/path_remote", Readings.MAX_TEXT)
                        .help("Its other end.")
                        .bind(() -> peer(name).path().remote()),
                Readings.millis(
                        at + "/silent",
                        "How long nothing has come from there.",
                        () -> peer(name).silentMs()),
                Readings.millis(
                        at + "/round_trip",
                        "The latest round trip; -1 if it is not known.",
                        () -> peer(name).roundTripMs()),
                Leaf.text(at + "/buffer", Readings.MAX_TEXT)
                        .help("The delay kept against jitter: auto, or 0 to 500 ms.")
                        .bind(() -> chosenBuffers.getOrDefault(name, words(config.buffer())), text -> {
                            BufferTarget target = BufferTarget.parse(text);
                            steering.buffer(name, target);
                            chosenBuffers.put(name, words(target));
                        })));
        leaves.addAll(Readings.link(at + "/link", () -> peer(name).link()));
        return leaves;
    }

    private static String words(BufferTarget target) {
        return switch (target) {
            case BufferTarget.Auto _ -> "auto";
            case BufferTarget.Fixed(double ms) -> Double.toString(ms);
        };
    }
}
