package tutti.engine.control;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import tutti.engine.control.tree.Leaf;
import tutti.engine.control.tree.Unit;
import tutti.engine.receive.StreamLatency;
import tutti.engine.telemetry.StreamSnapshot;

/// What there is to tell of a track that somebody else sends.
final class StreamNodes {
    private StreamNodes() {}

    /// Its leaves.
    ///
    /// @param at where they stand
    /// @param stream how it stands; may fail when the track has gone, which a leaf bears
    static List<Leaf> of(String at, String trackName, Supplier<StreamSnapshot> stream) {
        List<Leaf> leaves = new ArrayList<>(List.of(
                Leaf.text(at + "/name", Readings.MAX_TEXT)
                        .help("The track's name.")
                        .bind(() -> trackName),
                Leaf.count(at + "/channels")
                        .help("How many channels it has.")
                        .bind(() -> stream.get().channels()),
                Leaf.text(at + "/codec", Readings.MAX_TEXT)
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
                Readings.counter(
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
                Readings.counter(
                        at + "/received",
                        "Packets that came.",
                        () -> stream.get().counters().receivedPackets()),
                Readings.counter(
                        at + "/late",
                        "Packets that came too late in part.",
                        () -> stream.get().counters().latePackets()),
                Leaf.whole(at + "/lost", Long.MIN_VALUE, Long.MAX_VALUE)
                        .tags("counter")
                        .help("Packets that never came.")
                        .bind(() -> stream.get().counters().lostPackets()),
                Readings.counter(
                        at + "/repaired",
                        "Packets that a copy stood in for.",
                        () -> stream.get().counters().repairedPackets()),
                Readings.counter(
                        at + "/malformed",
                        "Packets that could not be decoded.",
                        () -> stream.get().counters().malformedPackets()),
                Readings.counter(
                        at + "/played",
                        "Frames that were due.",
                        () -> stream.get().counters().playedFrames()),
                Readings.counter(
                        at + "/concealed",
                        "Frames that had to be made up.",
                        () -> stream.get().counters().concealedFrames()),
                Readings.counter(
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
        leaves.add(Readings.millis(
                at + "/latency/" + part,
                "Latency: " + words + "; -1 if it is not known.",
                () -> known(ns.applyAsDouble(stream.get().latency()))));
    }

    private static double known(double ns) {
        return ns == StreamLatency.UNKNOWN ? Readings.UNKNOWN : ns / Readings.NS_PER_MS;
    }
}
