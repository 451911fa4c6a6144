package tutti.engine.control;

import java.util.List;
import java.util.stream.Collectors;
import tutti.engine.control.tree.Leaf;
import tutti.engine.control.tree.Unit;
import tutti.engine.desk.LatencyMatch;
import tutti.engine.desk.LatencySettings;
import tutti.engine.desk.StripId;

/// The latency match as nodes: `/latency`, and `latency` in each strip.
final class LatencyNodes {
    private static final int MAX_LIST_CHARS = 16_384;

    private final LatencyMatch latency;

    LatencyNodes(LatencyMatch latency) {
        this.latency = latency;
    }

    /// What concerns all.
    List<Leaf> leaves() {
        return List.of(
                Leaf.toggle("/latency/match")
                        .initial(false)
                        .help("Mixes every player later, so that all are heard equally late; ports are not delayed.")
                        .bind(() -> latency.settings().isMatched(), on -> latency.set(s -> s.withMatched(on))),
                Leaf.real("/latency/target", 0, LatencySettings.MAX_TARGET_MS)
                        .unit(Unit.MILLISECONDS)
                        .initial(0)
                        .help("How late everybody is heard, from the microphone to our output port; 0 takes what is"
                                + " suggested.")
                        .bind(() -> latency.settings().targetMs(), ms -> latency.set(s -> s.withTargetMs(ms))),
                Readings.millis(
                        "/latency/suggested",
                        "A target that everybody meets, with room for growing buffers; 0 while nobody is heard.",
                        latency::suggestedMs),
                Leaf.toggle("/latency/own")
                        .initial(false)
                        .help("Whether one hears oneself as late as the others while they are matched.")
                        .bind(() -> latency.settings().isOwnDelayed(), on -> latency.set(s -> s.withOwnDelayed(on))),
                Leaf.text("/latency/late", MAX_LIST_CHARS)
                        .help("The addresses of strips that come later than the target, one a line.")
                        .bind(() ->
                                latency.late().stream().map(StripNodes::address).collect(Collectors.joining("\n"))));
    }

    /// What concerns one strip.
    List<Leaf> strip(String at, StripId strip) {
        return List.of(
                Readings.millis(
                        at + "/latency/heard",
                        "How late it is heard, from the microphone to our output port, padding included; -1 if it is"
                                + " not known.",
                        () -> latency.heardMs(strip)),
                Readings.millis(
                        at + "/latency/padding",
                        "By how much the latency match mixes it later.",
                        () -> latency.paddingMs(strip)));
    }
}
