package tutti.nat.room.server;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import tutti.nat.room.wire.RefusalCode;

/// What a room server counts. No names, ids or addresses. Thread: any.
final class RoomMetrics {
    final LongAdder members = new LongAdder();
    final LongAdder logEntries = new LongAdder();
    final LongAdder logBytes = new LongAdder();
    final LongAdder signals = new LongAdder();
    final LongAdder relayedPackets = new LongAdder();
    final LongAdder relayedBytes = new LongAdder();
    final LongAdder relayStale = new LongAdder();
    final LongAdder limited = new LongAdder();
    final LongAdder malformed = new LongAdder();
    final LongAdder turnedAway = new LongAdder();
    final LongAdder notReading = new LongAdder();

    /// From the arrival of a message to its being stored and on its way to the members.
    final Histogram append = new Histogram();

    private final Map<RefusalCode, LongAdder> refused = new EnumMap<>(RefusalCode.class);

    RoomMetrics() {
        for (RefusalCode code : RefusalCode.values()) {
            refused.put(code, new LongAdder());
        }
    }

    void refused(RefusalCode code) {
        LongAdder counter = refused.get(code);
        if (counter != null) {
            counter.increment();
        }
    }

    /// What others know.
    record Gauges(LongSupplier rooms, LongSupplier connections, LongSupplier journalBytes, LongSupplier stunRequests) {}

    /// In Prometheus' text form (version 0.0.4).
    String text(Gauges gauges) {
        StringBuilder to = new StringBuilder();
        write(to, "gauge", "tutti_room_rooms", "Rooms.", gauges.rooms().getAsLong());
        write(to, "gauge", "tutti_room_members", "Members that are present.", members.sum());
        write(
                to,
                "gauge",
                "tutti_room_connections",
                "TCP connections.",
                gauges.connections().getAsLong());
        write(to, "gauge", "tutti_room_log_entries", "Log entries since the last snapshots.", logEntries.sum());
        write(to, "gauge", "tutti_room_log_bytes", "Their bodies' bytes.", logBytes.sum());
        write(
                to,
                "gauge",
                "tutti_room_journal_bytes",
                "Size of the journal.",
                gauges.journalBytes().getAsLong());
        write(to, "counter", "tutti_room_signals_total", "Signals passed on.", signals.sum());
        write(to, "counter", "tutti_room_relay_packets_total", "Packets relayed.", relayedPackets.sum());
        write(to, "counter", "tutti_room_relay_bytes_total", "Bytes relayed.", relayedBytes.sum());
        write(to, "counter", "tutti_room_relay_stale_total", "Packets dropped as too old.", relayStale.sum());
        write(to, "counter", "tutti_room_limited_total", "Messages dropped for a limit.", limited.sum());
        write(to, "counter", "tutti_room_malformed_total", "Connections ended as malformed.", malformed.sum());
        write(to, "counter", "tutti_room_turned_away_total", "Connections not taken.", turnedAway.sum());
        write(to, "counter", "tutti_room_not_reading_total", "Connections ended as not reading.", notReading.sum());
        write(
                to,
                "counter",
                "tutti_room_stun_requests_total",
                "STUN requests answered.",
                gauges.stunRequests().getAsLong());
        head(to, "counter", "tutti_room_refused_total", "Entries refused.");
        refused.forEach((code, number) -> to.append("tutti_room_refused_total{code=\"")
                .append(code.text())
                .append("\"} ")
                .append(number.sum())
                .append('\n'));
        head(to, "histogram", "tutti_room_append_seconds", "From a message's arrival to its being stored.");
        append.write("tutti_room_append_seconds", to);
        return to.toString();
    }

    private static void head(StringBuilder to, String type, String name, String help) {
        to.append("# HELP ").append(name).append(' ').append(help).append('\n');
        to.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private static void write(StringBuilder to, String type, String name, String help, long value) {
        head(to, type, name, help);
        to.append(name).append(' ').append(value).append('\n');
    }
}
