package tutti.console.doctor;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import tutti.console.link.Mirror;
import tutti.console.link.NodeName;

/// How a track that somebody sends arrives here, as the engine counts it.
///
/// @param track its name
/// @param codec how it is sent
/// @param partsMs the parts of its latency that are known
/// @param portToPortMs all of them that lie between the ports; empty if not known
/// @param bufferMs the delay kept against jitter
/// @param jitterMs interarrival jitter (RFC 3550)
/// @param driftPpm how much faster the sender's clock runs
/// @param totals the counters
public record StreamReading(
        String track,
        String codec,
        Map<LatencyPart, Double> partsMs,
        OptionalDouble portToPortMs,
        double bufferMs,
        double jitterMs,
        double driftPpm,
        Totals totals) {
    private static final double MS_PER_S = 1e3;
    private static final double USUAL_RATE_HZ = 48_000;

    /// Since the stream began.
    ///
    /// @param received packets that came
    /// @param lost packets that never came
    /// @param late packets that came too late in part
    /// @param repaired packets that a copy stood in for
    /// @param played frames that were due
    /// @param concealed frames that were made up
    public record Totals(double received, double lost, double late, double repaired, double played, double concealed) {
        static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0);

        /// What has come since. All zero if the stream has begun anew.
        Totals since(Totals before) {
            return received < before.received || played < before.played
                    ? NONE
                    : new Totals(
                            received - before.received,
                            // A packet that was thought lost may come after all.
                            Math.max(0, lost - before.lost),
                            Math.max(0, late - before.late),
                            Math.max(0, repaired - before.repaired),
                            played - before.played,
                            Math.max(0, concealed - before.concealed));
        }

        /// 0 to 1.
        public double lostShare() {
            return received + lost <= 0 ? 0 : lost / (received + lost);
        }

        /// 0 to 1.
        public double lateShare() {
            return received <= 0 ? 0 : Math.min(1, late / received);
        }

        /// 0 to 1.
        public double repairedShare() {
            return received + lost <= 0 ? 0 : Math.min(1, repaired / (received + lost));
        }

        /// 0 to 1.
        public double concealedShare() {
            return played <= 0 ? 0 : Math.min(1, concealed / played);
        }
    }

    public StreamReading {
        partsMs = Map.copyOf(partsMs);
    }

    /// Reads one.
    ///
    /// @param at its branch, for example `/peer/bob/track/main`
    static StreamReading of(Mirror mirror, String at) {
        Map<LatencyPart, Double> partsMs = new EnumMap<>(LatencyPart.class);
        for (LatencyPart part : LatencyPart.values()) {
            known(mirror, at + "/latency/" + part.word()).ifPresent(ms -> partsMs.put(part, ms));
        }
        double rateHz = Math.max(1, mirror.number(at + "/rate").orElse(USUAL_RATE_HZ));
        return new StreamReading(
                NodeName.words(at.substring(at.lastIndexOf('/') + 1)),
                mirror.text(at + "/codec"),
                partsMs,
                known(mirror, at + "/latency/port_to_port"),
                number(mirror, at + "/buffer_target") / rateHz * MS_PER_S,
                number(mirror, at + "/jitter") / rateHz * MS_PER_S,
                number(mirror, at + "/drift"),
                new Totals(
                        number(mirror, at + "/received"),
                        number(mirror, at + "/lost"),
                        number(mirror, at + "/late"),
                        number(mirror, at + "/repaired"),
                        number(mirror, at + "/played"),
                        number(mirror, at + "/concealed")));
    }

    private static double number(Mirror mirror, String address) {
        return mirror.number(address).orElse(0);
    }

    /// The engine says -1 for a time that it does not know.
    private static OptionalDouble known(Mirror mirror, String address) {
        OptionalDouble ms = mirror.number(address);
        return ms.isPresent() && ms.getAsDouble() >= 0 ? ms : OptionalDouble.empty();
    }
}
