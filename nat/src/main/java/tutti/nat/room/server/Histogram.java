package tutti.nat.room.server;

import java.util.concurrent.atomic.LongAdder;

/// Counts durations by their length, as Prometheus wants them. Thread: any.
final class Histogram {
    private static final double[] UP_TO_SECONDS = {
        0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, Double.POSITIVE_INFINITY
    };
    private static final double NS_PER_SECOND = 1e9;

    private final LongAdder[] counts = new LongAdder[UP_TO_SECONDS.length];
    private final LongAdder sumNs = new LongAdder();

    Histogram() {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    void add(long durationNs) {
        int i = 0;
        while (durationNs / NS_PER_SECOND > UP_TO_SECONDS[i]) {
            i++;
        }
        counts[i].increment();
        sumNs.add(durationNs);
    }

    /// In Prometheus' text form.
    void write(String name, StringBuilder to) {
        long number = 0;
        for (int i = 0; i < counts.length; i++) {
            number += counts[i].sum();
            String upTo = Double.isInfinite(UP_TO_SECONDS[i]) ? "+Inf" : Double.toString(UP_TO_SECONDS[i]);
            to.append(name).append("_bucket{le=\"").append(upTo).append("\"} ");
            to.append(number).append('\n');
        }
        to.append(name).append("_sum ").append(sumNs.sum() / NS_PER_SECOND).append('\n');
        to.append(name).append("_count ").append(number).append('\n');
    }
}
