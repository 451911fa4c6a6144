package tutti.console.doctor;

import java.util.ArrayList;
import java.util.List;

/// What is to be said of a connection, in order of weight.
///
/// @param gravity how bad it is
/// @param key the sentence, as `doctor.advice.KEY`
public record Advice(Gravity gravity, String key) {
    private static final double LOSS_HEARD = 0.002;
    private static final double LOSS_BAD = 0.02;
    private static final double LATE_HEARD = 0.005;
    private static final double WIRELESS_JITTER_MS = 3;
    private static final double FAR_MS = 30;
    private static final double DRIFT_ODD_PPM = 150;
    private static final double QUEUE_MS = 15;
    private static final double SILENT_MS = 2_000;

    /// How bad something is. Shown by a sign and a word, not by colour alone.
    public enum Gravity {
        GOOD,
        NOTE,
        WARN,
        BAD
    }

    /// Judges a player's connection.
    static List<Advice> on(PeerReading peer) {
        List<Advice> all = new ArrayList<>();
        if (!peer.isConnected()) {
            all.add(new Advice(Gravity.BAD, "unconnected"));
            return all;
        }
        if (peer.silentMs() > SILENT_MS) {
            all.add(new Advice(Gravity.BAD, "silent"));
        }
        switch (peer.path()) {
            case "relay" -> all.add(new Advice(Gravity.NOTE, "relay"));
            case "tcp" -> all.add(new Advice(Gravity.WARN, "tcp"));
            default -> {
                // Straight: nothing to be said.
            }
        }
        for (PeerReading.Stream stream : peer.streams()) {
            judge(stream, all);
        }
        for (PeerReading.Sending sending : peer.sending()) {
            if (sending.queueMs() > QUEUE_MS) {
                all.add(new Advice(Gravity.WARN, "queue"));
            }
            if (sending.lostPercent() / 100 > LOSS_BAD) {
                all.add(new Advice(Gravity.WARN, "lost_there"));
            }
        }
        List<Advice> distinct = all.stream()
                .distinct()
                .sorted((a, b) -> b.gravity().compareTo(a.gravity()))
                .toList();
        return distinct.isEmpty() ? List.of(new Advice(Gravity.GOOD, "good")) : distinct;
    }

    private static void judge(PeerReading.Stream stream, List<Advice> all) {
        StreamReading.Totals minute = stream.diary().lastMinute();
        if (minute.lostShare() > LOSS_BAD) {
            all.add(new Advice(Gravity.BAD, "loss_bad"));
        } else if (minute.lostShare() > LOSS_HEARD) {
            all.add(new Advice(Gravity.WARN, "loss"));
        }
        if (minute.lateShare() > LATE_HEARD) {
            all.add(new Advice(Gravity.WARN, "late"));
        }
        if (stream.reading().jitterMs() > WIRELESS_JITTER_MS) {
            all.add(new Advice(Gravity.WARN, "jitter"));
        }
        if (Math.abs(stream.reading().driftPpm()) > DRIFT_ODD_PPM) {
            all.add(new Advice(Gravity.NOTE, "drift"));
        }
        if (stream.reading().portToPortMs().orElse(0) > FAR_MS) {
            boolean isNetwork = stream.reading().partsMs().getOrDefault(LatencyPart.NETWORK, 0.0)
                    > stream.reading().partsMs().getOrDefault(LatencyPart.BUFFER, 0.0);
            all.add(new Advice(Gravity.NOTE, isNetwork ? "far" : "buffered"));
        }
    }
}
