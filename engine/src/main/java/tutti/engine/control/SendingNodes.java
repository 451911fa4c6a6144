package tutti.engine.control;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import tutti.engine.adapt.TrackQuality;
import tutti.engine.control.tree.Leaf;
import tutti.engine.control.tree.Unit;
import tutti.engine.wire.StreamHealth;

/// What there is to tell of a track as it is sent to one player.
final class SendingNodes {
    private SendingNodes() {}

    /// Its leaves.
    ///
    /// @param at where they stand
    /// @param track how it is sent; may fail when the player has gone, which a leaf bears
    static List<Leaf> of(String at, String trackName, Supplier<TrackQuality> track) {
        return List.of(
                Leaf.text(at + "/name", Readings.MAX_TEXT)
                        .help("The track's name.")
                        .bind(() -> trackName),
                Leaf.text(at + "/codec", Readings.MAX_TEXT)
                        .help("How it is sent there now.")
                        .bind(() -> track.get().codec()),
                Readings.counter(
                        at + "/near_copy",
                        "Distance of the near copy in packets, 0 for none.",
                        () -> track.get().nearCopy()),
                Readings.counter(
                        at + "/far_copy",
                        "Distance of the far copy in packets, 0 for none.",
                        () -> track.get().farCopy()),
                Leaf.real(at + "/kbps")
                        .unit(Unit.KBPS)
                        .help("What it takes of the line.")
                        .bind(() -> track.get().kbps()),
                Readings.counter(
                        at + "/steps_down",
                        "How often quality was lowered.",
                        () -> track.get().stepsDown()),
                Readings.counter(
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
                        h -> h.queueNs() / Readings.NS_PER_MS),
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
                        .orElse(Readings.UNKNOWN));
    }
}
