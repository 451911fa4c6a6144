package tutti.console.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import tutti.console.link.Mirror;
import tutti.console.link.NodeName;

/// The engine's figures at one moment. Knows no toolkit.
public final class StatisticsModel {
    private static final String ENGINE = "/engine";
    private static final double US_PER_S = 1e6;

    /// What a link counts, in the order of a table; the names are those of the nodes.
    public static final List<String> LINK_FIGURES = List.of(
            "sent",
            "sent_bytes",
            "send_failures",
            "received",
            "received_bytes",
            "bad_tag",
            "replayed",
            "malformed",
            "unknown_ssrc",
            "unknown_source");

    /// What the engine counts that should stay at zero, beside what it counts anyway.
    public static final List<String> COUNTERS =
            List.of("cycles", "xruns", "faults", "driver_losses", "dropped_blocks", "errors");

    private final Mirror mirror;

    public StatisticsModel(Mirror mirror) {
        this.mirror = mirror;
    }

    /// The time that callbacks take, beside the time that there is.
    ///
    /// @param periodUs a period of the sound system
    /// @param medianUs the usual time
    /// @param p999Us what 1 in 1,000 takes
    /// @param maxUs the longest
    public record Callback(double periodUs, double medianUs, double p999Us, double maxUs) {
        /// 0 to 1, more if it is too late.
        public double share(double us) {
            return periodUs <= 0 ? 0 : us / periodUs;
        }
    }

    /// A link's counters.
    ///
    /// @param peer the player at its other end; empty for packets that belong to no link
    /// @param counts in the order of [#LINK_FIGURES]; -1 for what is not counted
    public record Link(String peer, List<Long> counts) {
        public Link {
            counts = List.copyOf(counts);
        }
    }

    /// Whether there is an engine that counts.
    public boolean isPresent() {
        return mirror.has(ENGINE + "/cycles");
    }

    /// The callback's times.
    public Callback callback() {
        double rateHz = number(ENGINE + "/rate");
        double periodUs = rateHz <= 0 ? 0 : number(ENGINE + "/period") / rateHz * US_PER_S;
        return new Callback(
                periodUs,
                number(ENGINE + "/cycle/median"),
                number(ENGINE + "/cycle/p999"),
                number(ENGINE + "/cycle/max"));
    }

    /// Frames a second.
    public double rateHz() {
        return number(ENGINE + "/rate");
    }

    /// Frames a callback.
    public double periodFrames() {
        return number(ENGINE + "/period");
    }

    /// The sound system.
    public String driver() {
        return mirror.text(ENGINE + "/driver");
    }

    /// One of [#COUNTERS].
    public long counter(String name) {
        return (long) number(ENGINE + "/" + name);
    }

    /// Every link, and last the packets that belong to none.
    public List<Link> links() {
        List<Link> links = new ArrayList<>();
        for (String peer : mirror.names("/peer")) {
            if (mirror.hasBranch("/peer/" + peer + "/link")) {
                links.add(link(NodeName.words(peer), "/peer/" + peer + "/link"));
            }
        }
        if (mirror.hasBranch(ENGINE + "/rejected")) {
            links.add(link("", ENGINE + "/rejected"));
        }
        return links;
    }

    private Link link(String peer, String at) {
        return new Link(
                peer,
                LINK_FIGURES.stream()
                        .map(name -> {
                            OptionalDouble count = mirror.number(at + "/" + name);
                            return count.isPresent() ? (long) count.getAsDouble() : -1L;
                        })
                        .toList());
    }

    private double number(String address) {
        return mirror.number(address).orElse(0);
    }
}
