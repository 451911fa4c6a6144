package tutti.engine.bench.transport;

import java.util.Locale;
import java.util.Optional;
import tutti.engine.demo.DemoVerdict;

/// How packets and music came through by one way.
///
/// @param way which
/// @param packets what a program counts
/// @param sound what a judge hears
public record TransportResult(Way way, TransportPackets packets, TransportSound sound) {
    /// The names of the columns.
    public static String head() {
        return String.format(
                Locale.ROOT,
                "%-6s %10s %10s %8s %12s %10s %10s %8s %10s",
                "way",
                "packets",
                "99 %",
                "lost",
                "limit",
                "sound",
                "at most",
                "damaged",
                "concealed");
    }

    /// The row of a table.
    public String row() {
        return String.format(
                Locale.ROOT,
                "%-6s %7.2f ms %7.2f ms %6.2f %% %7.0f kb/s %s %8.2f %%",
                way.label(),
                packets.music().medianMs(),
                packets.music().p99Ms(),
                packets.music().lostPercent(),
                packets.limitKbps(),
                heard(sound.verdict()),
                sound.concealedPercent());
    }

    private static String heard(Optional<DemoVerdict> verdict) {
        return verdict.map(heard -> String.format(
                        Locale.ROOT,
                        "%7.2f ms %7.2f ms %6.2f %%",
                        heard.latencyMs(),
                        heard.mostMs(),
                        heard.damagedPercent()))
                .orElse("                nothing heard");
    }
}
