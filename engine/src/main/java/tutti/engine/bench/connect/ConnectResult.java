package tutti.engine.bench.connect;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import tutti.engine.bench.Figure;

/// How the guests of one pairing fared.
///
/// @param lossPercent of the packets on every uplink, each way
public record ConnectResult(Pairing pairing, double lossPercent, List<Connection> connections) {
    private static final double WANTED_MEDIAN_SECONDS = 2;
    private static final double WANTED_WORST_SECONDS = 5;

    public ConnectResult {
        connections = List.copyOf(connections);
    }

    /// The numbers beside those that are asked for.
    public List<Figure> figures() {
        String row = String.format(Locale.ROOT, "%s, %.0f %% loss: ", pairing.label(), lossPercent);
        double[] sounds = sorted(Connection::soundSeconds);
        return List.of(
                Figure.atMost(row + "invite to sound, median", median(sounds), WANTED_MEDIAN_SECONDS, "s"),
                Figure.atMost(row + "worst of " + sounds.length, sounds[sounds.length - 1], WANTED_WORST_SECONDS, "s"),
                Figure.told(row + "program start alone, median", seconds(median(sorted(Connection::startSeconds)))),
                Figure.told(
                        row + "until the path was " + pairing.path() + ", median",
                        seconds(median(sorted(Connection::settledSeconds)))),
                Figure.told(row + "the path at first", firstPaths()));
    }

    private String firstPaths() {
        return connections.stream()
                .collect(Collectors.groupingBy(Connection::firstPath, Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private double[] sorted(ToDoubleFunction<Connection> part) {
        return connections.stream().mapToDouble(part).sorted().toArray();
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, "%.2f s", value);
    }

    private static double median(double[] sorted) {
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
