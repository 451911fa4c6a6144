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
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
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
import tutti.engine.receive.StreamLatency;
import tutti.engine.telemetry.EngineSnapshot;
import tutti.engine.telemetry.PeerSnapshot;
import tutti.engine.telemetry.StreamSnapshot;
import tutti.engine.wire.StreamHealth;
import tutti.nat.link.LinkCounters;

/// Everything that an engine tells of itself, as nodes: all of [EngineSnapshot], and what can be changed of
/// it.
///
/// `/engine` is there from the start; `/peer/NAME`, its `track/TRACK` and `send/TRACK` come with the first
/// snapshot that has them and stay as long as snapshots do. Values are those of the last snapshot; -1 stands
/// for a time that is not known.
///
/// Thread: [#show] one at a time, the nodes any.
public final class EngineNodes {
    private static final int MAX_TEXT = 64;
    private static final double NS_PER_MS = 1e6;
    private static final double UNKNOWN = -1;

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
                mounted.computeIfAbsent(track, _ -> tree.mount(track, stream(track, peer.name(), stream.track())));
            }
            for (TrackQuality sending : peer.sending()) {
                String track = at + "/send/" + Address.name(sending.track());
                mounted.computeIfAbsent(track, _ -> tree.mount(track, sending(track, peer.name(), sending.track())));
            }
        }
    }

    private List<Leaf> engine() {
        List<Leaf> leaves = new ArrayList<>(List.of(
                Leaf.text("/engine/name", MAX_TEXT).help("The player's name.").bind(() -> latest.name()),
                Leaf.text("/engine/driver", MAX_TEXT).help("The sound system.").bind(() -> latest.driver()),
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
        leaves.addAll(link("/engine/rejected", () -> latest.rejected()));
        return leaves;
    }

    private Leaf count(String address, String help, ToLongFunction<EngineSnapshot> value) {
        return Leaf.count(address).tags("counter").help(help).bind(() -> value.applyAsLong(latest));
    }

    private Leaf micros(String address, String help, ToDoubleFunction<EngineSnapshot> value) {
        return Leaf.real(address).unit(Unit.MICROSECONDS).help(help).bind(() -> value.applyAsDouble(latest));
    }

    private static List<Leaf> link(String at, Supplier<LinkCounters> link) {
        return List.of(
                counter(
                        at + "/sent",
                        "Packets handed to the network.",
                        () -> link.get().sentPackets()),
                counter(at + "/sent_bytes", "Their bytes.", () -> link.get().sentBytes()),
                counter(
                        at + "/send_failures",
                        "Packets that the network refused.",
                        () -> link.get().sendFailures()),
                counter(
                        at + "/received",
                        "Packets that were authentic.",
                        () -> link.get().receivedPackets()),
                counter(at + "/received_bytes", "Their bytes.", () -> link.get().receivedBytes()),
                counter(
                        at + "/bad_tag",
                        "Packets that were not authentic.",
                        () -> link.get().badTag()),
                counter(
                        at + "/replayed",
                        "Packets that came again or far too late.",
                        () -> link.get().replayed()),
                counter(
                        at + "/malformed",
                        "Packets of the wrong shape.",
                        () -> link.get().malformed()),
                counter(
                        at + "/unknown_ssrc",
                        "Packets of a stream that nobody announced.",
                        () -> link.get().unknownSsrc()),
                counter(
                        at + "/unknown_source",
                        "Packets from an address without a link.",
                        () -> link.get().unknownSource()));
    }

    private static Leaf counter(String address, String help, LongSupplier value) {
        return Leaf.count(address).tags("counter").help(help).bind(value);
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

    private List<Leaf> peer(String at, String name) {
        List<Leaf> leaves = new ArrayList<>(List.of(
                Leaf.text(at + "/name", MAX_TEXT)
                        .help("Its name in the port names.")
                        .bind(() -> name),
                Leaf.toggle(at + "/connected")
                        .help("Whether there is a link.")
                        .bind(() -> peer(name).connected()),
                Leaf.toggle(at + "/heard")
                        .help("Whether anything of it may sound here.")
                        .bind(() -> peer(name).heard()),
                Leaf.text(at + "/path", MAX_TEXT)
                        .help("Which way packets take: direct, relay, tcp or none.")
                        .bind(() -> peer(name).path().kind().name().toLowerCase(Locale.ROOT)),
                Leaf.text(at + "/path_local", MAX_TEXT)
                        .help("This end of that way.")
                        .bind(() -> peer(name).path().local()),
                Leaf.text(at + "/path_remote", MAX_TEXT)
                        .help("Its other end.")
                        .bind(() -> peer(name).path().remote()),
                millis(
                        at + "/silent",
                        "How long nothing has come from there.",
                        () -> peer(name).silentMs()),
                millis(
                        at + "/round_trip",
                        "The latest round trip; -1 if it is not known.",
                        () -> peer(name).roundTripMs()),
                Leaf.text(at + "/buffer", MAX_TEXT)
                        .help("The delay kept against jitter: auto, or 0 to 500 ms.")
                        .bind(() -> chosenBuffers.getOrDefault(name, words(config.buffer())), text -> {
                            BufferTarget target = BufferTarget.parse(text);
                            steering.buffer(name, target);
                            chosenBuffers.put(name, words(target));
                        })));
        leaves.addAll(link(at + "/link", () -> peer(name).link()));
        return leaves;
    }

    private static String words(BufferTarget target) {
        return switch (target) {
            case BufferTarget.Auto _ -> "auto";
            case BufferTarget.Fixed(double ms) -> Double.toString(ms);
        };
    }

    private static Leaf millis(String address, String help, DoubleSupplier value) {
        return Leaf.real(address).unit(Unit.MILLISECONDS).help(help).bind(value);
    }

    private List<Leaf> stream(String at, String peerName, String trackName) {
        Supplier<StreamSnapshot> stream = () -> peer(peerName).streams().stream()
                .filter(each -> each.track().equals(trackName))
                .findFirst()
                .orElseThrow();
        List<Leaf> leaves = new ArrayList<>(List.of(
                Leaf.text(at + "/name", MAX_TEXT).help("The track's name.").bind(() -> trackName),
                Leaf.count(at + "/channels")
                        .help("How many channels it has.")
                        .bind(() -> stream.get().channels()),
                Leaf.text(at + "/codec", MAX_TEXT)
                        .help("How it is sent.")
                        .bind(() -> stream.get().codec()),
                Leaf.count(at + "/rate")
                        .unit(Unit.HERTZ)
                        .help("The sender's sample rate.")
                        .bind(() -> stream.get().sampleRateHz()),
                Leaf.count(at + "/period")
                        .unit(Unit.FRAMES)
                        .help("The sender's period.")
                        .bind(() -> stream.get().periodFrames()),
                Leaf.toggle(at + "/playing")
                        .help("Whether sound of it has been played.")
                        .bind(() -> stream.get().playing()),
                Leaf.count(at + "/buffer_target")
                        .unit(Unit.FRAMES)
                        .help("The delay kept against jitter, in the sender's frames.")
                        .bind(() -> stream.get().targetFrames()),
                Leaf.whole(at + "/buffer_level", Long.MIN_VALUE, Long.MAX_VALUE)
                        .unit(Unit.FRAMES)
                        .help("What has come and is not yet due, in the sender's frames.")
                        .bind(() -> stream.get().levelFrames()),
                counter(
                        at + "/delay_moves",
                        "How often the delay was changed.",
                        () -> stream.get().delayMoves()),
                Leaf.real(at + "/drift")
                        .unit(Unit.PPM)
                        .help("How much faster the sender's clock runs than ours.")
                        .bind(() -> stream.get().driftPpm()),
                Leaf.real(at + "/concealment")
                        .unit(Unit.DECIBELS)
                        .help("Error of made-up sound where the true one came later; 0 if not known.")
                        .bind(() -> stream.get().concealmentDb()),
                Leaf.real(at + "/peak")
                        .unit(Unit.DECIBELS)
                        .meter()
                        .tags("meter")
                        .help("Greatest sample of late, dBFS.")
                        .bind(() -> stream.get().level().peakDb()),
                Leaf.real(at + "/rms")
                        .unit(Unit.DECIBELS)
                        .meter()
                        .tags("meter")
                        .help("Root mean square of late, dBFS.")
                        .bind(() -> stream.get().level().rmsDb())));
        latency(leaves, at, "capture", "what its driver adds before the port", stream, StreamLatency::captureNs);
        latency(leaves, at, "packet", "until the packet leaves", stream, StreamLatency::packetNs);
        latency(leaves, at, "network", "half of the least round trip", stream, StreamLatency::networkNs);
        latency(leaves, at, "buffer", "from arrival to its cycle", stream, StreamLatency::bufferNs);
        latency(leaves, at, "resampler", "the rate conversion's delay", stream, StreamLatency::resamplerNs);
        latency(leaves, at, "playback", "what our driver adds after the port", stream, StreamLatency::playbackNs);
        latency(leaves, at, "port_to_port", "from port to port", stream, StreamLatency::portToPortNs);
        leaves.addAll(List.of(
                counter(
                        at + "/received",
                        "Packets that came.",
                        () -> stream.get().counters().receivedPackets()),
                counter(
                        at + "/late",
                        "Packets that came too late in part.",
                        () -> stream.get().counters().latePackets()),
                Leaf.whole(at + "/lost", Long.MIN_VALUE, Long.MAX_VALUE)
                        .tags("counter")
                        .help("Packets that never came.")
                        .bind(() -> stream.get().counters().lostPackets()),
                counter(
                        at + "/repaired",
                        "Packets that a copy stood in for.",
                        () -> stream.get().counters().repairedPackets()),
                counter(
                        at + "/malformed",
                        "Packets that could not be decoded.",
                        () -> stream.get().counters().malformedPackets()),
                counter(
                        at + "/played",
                        "Frames that were due.",
                        () -> stream.get().counters().playedFrames()),
                counter(
                        at + "/concealed",
                        "Frames that had to be made up.",
                        () -> stream.get().counters().concealedFrames()),
                counter(
                        at + "/gaps",
                        "Stretches of made-up frames.",
                        () -> stream.get().counters().gaps()),
                Leaf.whole(at + "/sequence", Long.MIN_VALUE, Long.MAX_VALUE)
                        .help("Extended highest sequence number.")
                        .bind(() -> stream.get().counters().highestSequence()),
                Leaf.real(at + "/jitter")
                        .unit(Unit.FRAMES)
                        .help("Interarrival jitter, in the sender's frames.")
                        .bind(() -> stream.get().counters().jitterFrames())));
        return leaves;
    }

    private static void latency(
            List<Leaf> leaves,
            String at,
            String part,
            String words,
            Supplier<StreamSnapshot> stream,
            ToDoubleFunction<StreamLatency> ns) {
        leaves.add(millis(
                at + "/latency/" + part,
                "Latency: " + words + "; -1 if it is not known.",
                () -> known(ns.applyAsDouble(stream.get().latency()))));
    }

    private static double known(double ns) {
        return ns == StreamLatency.UNKNOWN ? UNKNOWN : ns / NS_PER_MS;
    }

    private List<Leaf> sending(String at, String peerName, String trackName) {
        Supplier<TrackQuality> track = () -> peer(peerName).sending().stream()
                .filter(each -> each.track().equals(trackName))
                .findFirst()
                .orElseThrow();
        return List.of(
                Leaf.text(at + "/name", MAX_TEXT).help("The track's name.").bind(() -> trackName),
                Leaf.text(at + "/codec", MAX_TEXT)
                        .help("How it is sent there now.")
                        .bind(() -> track.get().codec()),
                counter(
                        at + "/near_copy",
                        "Distance of the near copy in packets, 0 for none.",
                        () -> track.get().nearCopy()),
                counter(
                        at + "/far_copy",
                        "Distance of the far copy in packets, 0 for none.",
                        () -> track.get().farCopy()),
                Leaf.real(at + "/kbps")
                        .unit(Unit.KBPS)
                        .help("What it takes of the line.")
                        .bind(() -> track.get().kbps()),
                counter(
                        at + "/steps_down",
                        "How often quality was lowered.",
                        () -> track.get().stepsDown()),
                counter(
                        at + "/steps_up",
                        "How often it was raised again.",
                        () -> track.get().stepsUp()),
                Leaf.text(at + "/reason", 200)
                        .help("Why it is sent this way.")
                        .bind(() -> track.get().reason()),
                there(at + "/there/lost", Unit.PERCENT, "Lost in the last 2 s", track, h -> 100 * h.fastLoss()),
                there(at + "/there/lost_20s", Unit.PERCENT, "Lost in the last 20 s", track, h -> 100 * h.slowLoss()),
                there(
                        at + "/there/burst_mean",
                        Unit.PACKETS,
                        "Mean length of a burst",
                        track,
                        h -> h.meanBurstPackets()),
                there(
                        at + "/there/burst_90",
                        Unit.PACKETS,
                        "90 % of bursts are no longer",
                        track,
                        h -> h.burstPackets()),
                there(at + "/there/concealed", Unit.PERCENT, "Frames made up", track, h -> 100 * h.concealed()),
                there(
                        at + "/there/queue",
                        Unit.MILLISECONDS,
                        "How far the path has filled up",
                        track,
                        h -> h.queueNs() / NS_PER_MS),
                there(
                        at + "/there/allowance",
                        Unit.PACKETS,
                        "How far back a copy may lie",
                        track,
                        h -> h.allowancePackets()));
    }

    private static Leaf there(
            String address,
            Unit unit,
            String help,
            Supplier<TrackQuality> track,
            Function<StreamHealth, Number> value) {
        return Leaf.real(address)
                .unit(unit)
                .help(help + ", as the receiver says; -1 if it has said nothing.")
                .bind(() -> Optional.ofNullable(track.get().there())
                        .map(value)
                        .map(Number::doubleValue)
                        .orElse(UNKNOWN));
    }
}
