package tutti.engine.control;

import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import tutti.engine.control.tree.Leaf;
import tutti.engine.control.tree.Unit;
import tutti.engine.desk.Decibels;
import tutti.nat.link.LinkCounters;

/// Leaves that only tell, of kinds that come up again and again.
final class Readings {
    /// The longest name and the longest word.
    static final int MAX_TEXT = 64;

    static final double NS_PER_MS = 1e6;

    /// Stands for a time or a share that is not known.
    static final double UNKNOWN = -1;

    private Readings() {}

    static Leaf counter(String address, String help, LongSupplier value) {
        return Leaf.count(address).tags("counter").help(help).bind(value);
    }

    static Leaf millis(String address, String help, DoubleSupplier value) {
        return Leaf.real(address).unit(Unit.MILLISECONDS).help(help).bind(value);
    }

    /// A meter's two leaves behind the fader.
    static List<Leaf> levels(String at, Levels meter) {
        return List.of(
                level(at + "/meter/peak", "The peak behind the fader.", () -> meter.peakDb),
                level(at + "/meter/rms", "The mean power behind the fader.", () -> meter.rmsDb));
    }

    static Leaf level(String address, String help, DoubleSupplier db) {
        return Leaf.real(address, Decibels.SILENCE, 120)
                .unit(Unit.DECIBELS)
                .tags("meter")
                .meter()
                .help(help)
                .bind(() -> Math.max(Decibels.SILENCE, db.getAsDouble()));
    }

    static List<Leaf> link(String at, Supplier<LinkCounters> link) {
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
}
