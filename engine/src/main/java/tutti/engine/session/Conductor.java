package tutti.engine.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import tutti.codecs.AudioCodec;
import tutti.codecs.CodecSet;
import tutti.engine.EngineConfig;
import tutti.engine.adapt.AdaptiveTrack;
import tutti.engine.adapt.OpusRungs;
import tutti.engine.adapt.PathAdaptation;
import tutti.engine.agent.Agent;
import tutti.engine.desk.Desk;
import tutti.engine.desk.StripId;
import tutti.engine.desk.StripInput;
import tutti.engine.driver.AudioDriver;
import tutti.engine.driver.CapturePort;
import tutti.engine.driver.DriverException;
import tutti.engine.driver.DriverFormat;
import tutti.engine.driver.DriverListener;
import tutti.engine.driver.PlaybackPort;
import tutti.engine.driver.RetiredPorts;
import tutti.engine.mix.PortSource;
import tutti.engine.mix.ProcessCycle;
import tutti.engine.mix.TrackInput;
import tutti.engine.os.WakeSignal;
import tutti.engine.receive.BufferTarget;
import tutti.engine.receive.FitAgent;
import tutti.engine.receive.ReceivePath;
import tutti.engine.receive.ReceiveStream;
import tutti.engine.receive.StreamLatency;
import tutti.engine.ring.BlockRing;
import tutti.engine.send.CaptureTap;
import tutti.engine.send.SendAgent;
import tutti.engine.send.SendPath;
import tutti.engine.send.SendTrack;
import tutti.engine.telemetry.PeerSnapshot;
import tutti.engine.wire.EngineDescription;
import tutti.engine.wire.RtpFlyweight;
import tutti.engine.wire.TrackDescription;
import tutti.nat.link.LinkListener;
import tutti.nat.link.MediaLink;

/// Owns everything that changes slowly: ports, peers, streams; compiles them into plans for the callback and targets
/// for the send thread.
///
/// Its methods lock: the conductor's thread, the driver's control thread ([DriverListener]) and a reader of
/// snapshots may meet here, none of them real-time.
public final class Conductor implements Agent, DriverListener {
    /// A stream whose peer is gone stays in the plan for so long, so that its last sound fades and is not cut off.
    private static final long FADE_OUT_NS = 500_000_000;

    /// 64 periods between the callback and the send thread: 85 ms at 64 frames and 48 kHz.
    private static final int RING_BLOCKS = 64;

    /// Between rates further apart than this there is no conversion.
    private static final int MAX_RATE_RATIO = 16;

    private final EngineConfig config;
    private final CodecSet codecs;
    private final AudioDriver driver;
    private final Desk desk;
    private final SendAgent sendAgent;
    private final FitAgent fitAgent;
    private final WakeSignal wake;
    private final WakeSignal overdue;
    private final LongSupplier nanoClock;
    private final RandomGenerator random;
    private final Notices notices;
    private final int maxWaitMs;
    private final EventQueue events = new EventQueue();
    private final LinkRouter router = new LinkRouter(events);

    /// By the peers' ids, in the order of arrival.
    private final Map<String, RemotePeer> peers = new LinkedHashMap<>();

    private final Map<RemotePeer, Long> fading = new HashMap<>();

    private final RetiredPorts retired = new RetiredPorts();
    private final List<CapturePort> capturePorts = new ArrayList<>();
    private final TrackCodecs trackCodecs = new TrackCodecs();

    /// Delays asked for by name, instead of the usual one.
    private final Map<String, BufferTarget> bufferTargets = new HashMap<>();

    private Sending sending;
    private long droppedBlocksBefore;

    /// What there is for one format of the driver.
    private record Sending(
            DriverFormat format,
            BlockRing ring,
            CaptureTap tap,
            SendPath path,
            EngineDescription description,
            List<AdaptiveTrack> tracks,
            Map<StripId, StripInput> inputs) {}

    /// Opens the local ports, so that the driver must be ready; nothing sounds before the driver is started.
    ///
    /// @param maxWaitMs how long [#doWork] may wait for an event; 0 for an engine that is stepped
    /// @throws DriverException if a port cannot be opened
    public Conductor(
            EngineConfig config,
            CodecSet codecs,
            AudioDriver driver,
            ProcessCycle cycle,
            SendAgent sendAgent,
            FitAgent fitAgent,
            WakeSignal wake,
            WakeSignal overdue,
            LongSupplier nanoClock,
            RandomGenerator random,
            Notices notices,
            int maxWaitMs) {
        this.config = config;
        this.codecs = codecs;
        this.driver = driver;
        this.sendAgent = sendAgent;
        this.fitAgent = fitAgent;
        this.wake = wake;
        this.overdue = overdue;
        this.nanoClock = nanoClock;
        this.random = random;
        this.notices = notices;
        this.maxWaitMs = maxWaitMs;
        for (EngineConfig.Track track : config.tracks()) {
            for (int n = 1; n <= track.channels(); n++) {
                capturePorts.add(driver.openCapture("send_" + track.name() + "_" + n));
            }
        }
        desk = new Desk(driver, cycle);
        sending = newSending(driver.format());
        sendAgent.path(sending.path);
        publishPlan();
    }

    private AdaptiveTrack adaptive(EngineConfig.Track track, int ssrc, DriverFormat format) {
        return new AdaptiveTrack(
                track.name(), ssrc, track.channels(), trackCodecs.of(track), format, codecs, OpusRungs.of(codecs));
    }

    private Sending newSending(DriverFormat format) {
        BlockRing ring = new BlockRing(RING_BLOCKS, capturePorts.size(), format.periodFrames());
        List<SendTrack> tracks = new ArrayList<>();
        List<TrackDescription> described = new ArrayList<>();
        List<AdaptiveTrack> adaptive = new ArrayList<>();
        Map<StripId, StripInput> inputs = new LinkedHashMap<>();
        int firstChannel = 0;
        for (EngineConfig.Track track : config.tracks()) {
            int ssrc = random.nextInt();
            AudioCodec codec = trackCodecs.of(track);
            tracks.add(new SendTrack(track.name(), track.channels(), firstChannel, codec, ssrc));
            adaptive.add(adaptive(track, ssrc, format));
            described.add(new TrackDescription(
                    track.name(),
                    track.channels(),
                    codec.name(),
                    ssrc,
                    capturePorts.get(firstChannel).latencyFrames()));
            inputs.put(new StripId.Local(track.name()), localInput(firstChannel, track.channels(), format));
            firstChannel += track.channels();
        }
        return new Sending(
                format,
                ring,
                new CaptureTap(capturePorts.toArray(CapturePort[]::new), ring, wake),
                new SendPath(ring, tracks, format.sampleRateHz(), random),
                new EngineDescription(format, described),
                adaptive,
                inputs);
    }

    private StripInput localInput(int firstChannel, int channels, DriverFormat format) {
        CapturePort[] ports =
                capturePorts.subList(firstChannel, firstChannel + channels).toArray(CapturePort[]::new);
        return new StripInput(new PortSource(ports, format.periodFrames()), channels);
    }

    /// The mixing desk. Thread: any.
    public Desk desk() {
        return desk;
    }

    /// Where the endpoint is to report its links. Thread: any.
    public LinkListener linkListener() {
        return router;
    }

    @Override
    public String roleName() {
        return "tutti-conductor";
    }

    @Override
    public int doWork() {
        int done = 0;
        SessionEvent event = events.poll(maxWaitMs);
        while (event != null) {
            handle(event);
            done++;
            event = events.poll(0);
        }
        return done + tidyUp();
    }

    private synchronized void handle(SessionEvent event) {
        switch (event) {
            case SessionEvent.Joined(MediaLink link) -> onJoined(link);
            case SessionEvent.Described(MediaLink link, EngineDescription description) ->
                onDescribed(link, description);
            case SessionEvent.Adapted(MediaLink link, String sentence) -> onAdapted(link, sentence);
            case SessionEvent.Heard(MediaLink link, boolean heard) -> onHeard(link, heard);
            case SessionEvent.Gone(MediaLink link, String reason, boolean left) -> onGone(link, reason, left);
        }
    }

    private void onJoined(MediaLink link) {
        Optional<ReceivePath> path = router.path(link);
        if (path.isEmpty()) {
            return;
        }
        RemotePeer peer = peers.get(link.peer().id());
        if (peer == null) {
            peer = new RemotePeer(uniqueName(link.peer().name()));
            peers.put(link.peer().id(), peer);
        }
        connect(peer, link, path.get());
        // Each link begins audible; whoever made it says at once if it is not.
        peer.heard(true);
        // What is left of a former link ends here: its streams belong to nobody now.
        fading.remove(peer);
        peer.silence();
        publishPlan();
        link.describe(sending.description.encode());
        publishTargets();
        notices.say(peer.name() + " is here.");
        Objects.requireNonNull(peer.connection())
                .adaptation()
                .openingSentences()
                .forEach(notices::say);
    }

    /// Starts to send there: everything anew, or anew because the streams are.
    private void connect(RemotePeer peer, MediaLink link, ReceivePath path) {
        steer(peer, new RemotePeer.Connection(link, path, newAdaptation(peer)));
    }

    private PathAdaptation newAdaptation(RemotePeer peer) {
        return new PathAdaptation(peer.name(), sending.tracks, config.adapt());
    }

    private void steer(RemotePeer peer, RemotePeer.Connection connection) {
        peer.connect(connection);
        if (config.adapt().isOn()) {
            connection
                    .path()
                    .onReports(new TargetSteering(
                            connection.link(), connection.target(), connection.adaptation(), events));
        }
    }

    private void onAdapted(MediaLink link, String sentence) {
        RemotePeer peer = peers.get(link.peer().id());
        if (peer != null && peer.isConnectedBy(link)) {
            notices.say(sentence);
        }
    }

    private void onHeard(MediaLink link, boolean heard) {
        RemotePeer peer = peers.get(link.peer().id());
        if (peer != null && peer.isConnectedBy(link)) {
            peer.heard(heard);
            notices.say(
                    peer.name() + (heard ? " can be heard." : " cannot be heard: muted by the host, or listening."));
        }
    }

    private String uniqueName(String wished) {
        String name = wished;
        for (int n = 2; isTaken(name); n++) {
            name = wished + "-" + n;
        }
        return name;
    }

    private boolean isTaken(String name) {
        return peers.values().stream().anyMatch(peer -> peer.name().equals(name));
    }

    private void onDescribed(MediaLink link, EngineDescription description) {
        RemotePeer peer = peers.get(link.peer().id());
        if (peer == null || !peer.isConnectedBy(link)) {
            return;
        }
        Set<Integer> ssrcsBefore = peer.ssrcs();
        peer.keepOnly(description);
        for (TrackDescription offered : description.tracks()) {
            try {
                attach(peer, offered, description);
            } catch (DriverException refused) {
                peer.silence(offered.name());
                notices.say(Objects.requireNonNull(refused.getMessage()));
            }
        }
        Set<Integer> ssrcsNow = peer.ssrcs();
        ssrcsBefore.stream().filter(ssrc -> !ssrcsNow.contains(ssrc)).forEach(link::forgetSsrc);
        publishStreams(peer);
        publishPlan();
    }

    /// @throws DriverException with a sentence, if the track cannot be played
    private void attach(RemotePeer peer, TrackDescription offered, EngineDescription description) {
        DriverFormat remote = description.format();
        Optional<AudioCodec> codec = codecs.byName(offered.codec());
        if (codec.isEmpty()) {
            throw new DriverException(peer.name() + " sends " + offered.name() + " as " + offered.codec()
                    + ", which this version cannot play; ask for one of " + codecs.names() + ".");
        }
        if (remote.sampleRateHz() > MAX_RATE_RATIO * sending.format.sampleRateHz()
                || sending.format.sampleRateHz() > MAX_RATE_RATIO * remote.sampleRateHz()) {
            throw new DriverException(peer.name() + " sends " + offered.name() + " at " + remote.sampleRateHz()
                    + " Hz, which cannot be converted to the " + sending.format.sampleRateHz()
                    + " Hz here; choose rates that are closer.");
        }
        if (!codec.get().supportsRate(remote.sampleRateHz())
                || codec.get().maxFrames(offered.channels(), RtpFlyweight.MAX_PAYLOAD_BYTES) < 1) {
            throw new DriverException(peer.name() + " sends " + offered.name() + " as " + offered.codec() + " with "
                    + offered.channels() + " channels at " + remote.sampleRateHz()
                    + " Hz, which that codec cannot carry; ask for another one.");
        }
        RemoteTrack track = withPorts(peer, offered, description);
        ReceiveStream present = track.stream();
        RemotePeer.Connection connection = Objects.requireNonNull(peer.connection());
        if (present == null
                || !present.track().equals(offered)
                || !present.remote().equals(remote)) {
            ReceiveStream stream = new ReceiveStream(
                    offered,
                    codec.get(),
                    codecs,
                    remote,
                    sending.format,
                    bufferOf(peer),
                    connection.path().linkClock(),
                    overdue);
            connection.link().acceptSsrc(offered.ssrc());
            track.play(stream, sending.format.periodFrames());
        }
    }

    /// The peer's track with a port for each channel: ports that it has stay, with their cables; missing ones are
    /// opened, and those of channels that are no more are closed when no plan names them.
    private RemoteTrack withPorts(RemotePeer peer, TrackDescription offered, EngineDescription description) {
        RemoteTrack track = peer.tracks().get(offered.name());
        List<PlaybackPort> ports = track == null ? List.of() : track.ports();
        if (track != null && ports.size() == offered.channels()) {
            return track;
        }
        if (track == null && peer.tracks().size() >= EngineDescription.MAX_TRACKS) {
            retired.retire(peer.forgetOneNotIn(description).ports());
        }
        List<PlaybackPort> kept = ports.subList(0, Math.min(ports.size(), offered.channels()));
        List<PlaybackPort> wanted = new ArrayList<>(kept);
        try {
            for (int n = kept.size() + 1; n <= offered.channels(); n++) {
                wanted.add(openPort(peer.name() + "/" + offered.name() + "_" + n));
            }
        } catch (DriverException refused) {
            wanted.subList(kept.size(), wanted.size()).forEach(PlaybackPort::close);
            throw refused;
        }
        retired.retire(ports.subList(kept.size(), ports.size()));
        RemoteTrack renewed = new RemoteTrack(offered.name(), wanted);
        renewed.heard(peer.isHeard());
        peer.tracks().put(offered.name(), renewed);
        return renewed;
    }

    private PlaybackPort openPort(String name) {
        return retired.takeBack(name).orElseGet(() -> driver.openPlayback(name));
    }

    private void onGone(MediaLink link, String reason, boolean left) {
        RemotePeer peer = peers.get(link.peer().id());
        if (peer == null || !peer.isConnectedBy(link)) {
            return;
        }
        peer.disconnect();
        fading.put(peer, nanoClock.getAsLong());
        publishTargets();
        notices.say(left ? peer.name() + " has left." : peer.name() + " is gone: " + reason);
    }

    /// Does what only time makes due.
    private synchronized int tidyUp() {
        long nowNs = nanoClock.getAsLong();
        int done = 0;
        if (!fading.isEmpty()) {
            List<RemotePeer> faded = fading.entrySet().stream()
                    .filter(entry -> nowNs - entry.getValue() >= FADE_OUT_NS)
                    .map(Map.Entry::getKey)
                    .toList();
            for (RemotePeer peer : faded) {
                fading.remove(peer);
                peer.silence();
                done++;
            }
            if (done > 0) {
                publishPlan();
            }
        }
        return done + retired.closeDue(driver.cycles()) + desk.tidyUp();
    }

    private void publishPlan() {
        Map<StripId, StripInput> inputs = new LinkedHashMap<>(sending.inputs);
        for (RemotePeer peer : peers.values()) {
            for (RemoteTrack track : peer.tracks().values()) {
                TrackInput input = track.input();
                if (input != null) {
                    inputs.put(new StripId.Remote(peer.name(), track.name()), new StripInput(input, input.channels()));
                }
            }
        }
        desk.arrange(capturePorts.isEmpty() ? null : sending.tap, sending.format, inputs);
        retired.onPlan(driver.cycles());
        fitAgent.streams(
                peers.values().stream().flatMap(peer -> peer.streams().stream()).toList());
    }

    private void publishTargets() {
        sending.path.targets(peers.values().stream()
                .map(RemotePeer::connection)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .map(RemotePeer.Connection::target)
                .toList());
    }

    private static void publishStreams(RemotePeer peer) {
        RemotePeer.Connection connection = peer.connection();
        if (connection != null) {
            connection.path().streams(peer.streams());
        }
    }

    /// Changes how a local track is sent, to everybody and while it plays; what adapts to a peer's path begins anew
    /// from there. Thread: any but the callback.
    ///
    /// @throws IllegalArgumentException with a sentence, if there is no such track or the codec cannot carry it
    public synchronized void codec(String trackName, AudioCodec codec) {
        EngineConfig.Track track = config.tracks().stream()
                .filter(candidate -> candidate.name().equals(trackName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no track called \"" + trackName + "\"."));
        new EngineConfig.Track(trackName, track.channels(), codec);
        if (!codec.supportsRate(sending.format.sampleRateHz())) {
            throw new IllegalArgumentException(codec.name() + " does not run at " + sending.format.sampleRateHz()
                    + " Hz; choose another codec or another rate.");
        }
        trackCodecs.choose(trackName, codec);
        List<AdaptiveTrack> tracks = new ArrayList<>();
        for (int i = 0; i < config.tracks().size(); i++) {
            int ssrc = sending.description.tracks().get(i).ssrc();
            tracks.add(adaptive(config.tracks().get(i), ssrc, sending.format));
        }
        sending = new Sending(
                sending.format,
                sending.ring,
                sending.tap,
                sending.path,
                sending.description,
                List.copyOf(tracks),
                sending.inputs);
        for (RemotePeer peer : peers.values()) {
            RemotePeer.Connection connection = peer.connection();
            if (connection != null) {
                steer(peer, connection.adaptedBy(newAdaptation(peer)));
            }
        }
    }

    /// Asks for another delay of what a peer sends, now and whenever it comes back. Thread: any but the callback.
    ///
    /// @param peerName as in the port names; it need not have been here yet
    public synchronized void buffer(String peerName, BufferTarget target) {
        bufferTargets.put(peerName, target);
        for (RemotePeer peer : peers.values()) {
            if (peer.name().equals(peerName)) {
                peer.streams().forEach(stream -> stream.bufferTarget(target));
            }
        }
    }

    private BufferTarget bufferOf(RemotePeer peer) {
        return bufferTargets.getOrDefault(peer.name(), config.buffer());
    }

    /// The driver runs differently from now on: new streams on both ways, described anew to everybody.
    @Override
    public synchronized void onFormat(DriverFormat format) {
        if (format.equals(sending.format)) {
            return;
        }
        droppedBlocksBefore += sending.ring.droppedBlocks();
        sending = newSending(format);
        for (RemotePeer peer : peers.values()) {
            RemotePeer.Connection connection = peer.connection();
            if (connection != null) {
                connect(peer, connection.link(), connection.path());
            }
        }
        publishTargets();
        sendAgent.path(sending.path);
        // Streams that only fade have no room for longer periods.
        fading.keySet().forEach(RemotePeer::silence);
        fading.clear();
        byte[] description = sending.description.encode();
        for (RemotePeer peer : peers.values()) {
            RemotePeer.Connection connection = peer.connection();
            if (connection != null) {
                connection.link().describe(description);
                peer.renewStreams(old -> renewed(old, peer, connection), format.periodFrames());
                publishStreams(peer);
            }
        }
        publishPlan();
        notices.say("The sound system now runs at " + format.sampleRateHz() + " Hz with periods of "
                + format.periodFrames() + " frames.");
    }

    private ReceiveStream renewed(ReceiveStream old, RemotePeer peer, RemotePeer.Connection connection) {
        return new ReceiveStream(
                old.track(),
                old.codec(),
                codecs,
                old.remote(),
                sending.format,
                bufferOf(peer),
                connection.path().linkClock(),
                overdue);
    }

    @Override
    public void onLost(String reason) {
        notices.say(reason);
    }

    @Override
    public void onBack() {
        notices.say("The sound system is back.");
    }

    /// Captured periods dropped because the send thread was a ring behind. Thread: any.
    public synchronized long droppedBlocks() {
        return droppedBlocksBefore + sending.ring.droppedBlocks();
    }

    /// The driver's format that the path is built for. Thread: any.
    public synchronized DriverFormat format() {
        return sending.format;
    }

    /// Events and descriptions from peers that could not be taken. Thread: any.
    public long refusals() {
        return events.dropped() + router.malformedDescriptions();
    }

    /// How late each strip comes whose latency is known, in milliseconds: what its player's driver adds before the
    /// port, and the way from there to our ports; of our own tracks the former alone. Thread: any but the callback.
    public synchronized Map<StripId, Double> latenciesMs() {
        Map<StripId, Double> latenciesMs = new LinkedHashMap<>();
        for (TrackDescription own : sending.description.tracks()) {
            latenciesMs.put(
                    new StripId.Local(own.name()), own.captureLatencyFrames() * 1e3 / sending.format.sampleRateHz());
        }
        for (RemotePeer peer : peers.values()) {
            for (RemoteTrack track : peer.tracks().values()) {
                ReceiveStream stream = track.stream();
                if (stream != null && stream.reader().isPlaying()) {
                    StreamLatency latency = stream.latency(sending.format, track.playbackLatencyFrames());
                    if (latency.portToPortNs() != StreamLatency.UNKNOWN) {
                        latenciesMs.put(
                                new StripId.Remote(peer.name(), track.name()),
                                (latency.captureNs() + latency.portToPortNs()) / 1e6);
                    }
                }
            }
        }
        return latenciesMs;
    }

    /// What is heard of each peer. Thread: any but the callback.
    public synchronized List<PeerSnapshot> peerSnapshots() {
        long nowNs = nanoClock.getAsLong();
        return peers.values().stream()
                .map(peer -> PeerView.of(peer, sending.format, nowNs))
                .toList();
    }
}
