package tutti.engine.bench.connect;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tutti.engine.bench.Figure;

/// How the guests of one pairing fared.
public record ConnectResult(Pairing pairing, List<Connection> connections) {
    private static final double WANTED_MEDIAN_SECONDS = 2;
    private static final double WANTED_WORST_SECONDS = 5;

    public ConnectResult {
        connections = List.copyOf(connections);
    }

    /// The numbers beside those that are asked for.
    public List<Figure> figures() {
        double[] sounds = sorted(
                connections.stream().mapToDouble(Connection::soundSeconds).toArray());
        double[] starts = sorted(
                connections.stream().mapToDouble(Connection::startSeconds).toArray());
        String row = pairing.label() + ": ";
        return List.of(
                Figure.atMost(row + "from invite to sound, median", median(sounds), WANTED_MEDIAN_SECONDS, "s"),
                Figure.atMost(
                        row + "from invite to sound, worst of " + sounds.length,
                        sounds[sounds.length - 1],
                        WANTED_WORST_SECONDS,
                        "s"),
                Figure.told(
                        row + "of that, until the guest's engine ran, median",
                        String.format(Locale.ROOT, "%.2f s", median(starts))),
                Figure.told(row + "paths at first, of " + pairing.path() + " in the end", paths()));
    }

    private String paths() {
        return connections.stream()
                .collect(Collectors.groupingBy(Connection::path, Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static double[] sorted(double[] values) {
        Arrays.sort(values);
        return values;
    }

    private static double median(double[] sorted) {
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
