package tutti.engine.bench.transport;

import java.util.Locale;
import java.util.Optional;

/// How the packets of one stage came through.
///
/// @param kbps what arrived, without the headers of UDP and IP
/// @param lostPercent what did not
/// @param medianMs from being sent to having arrived, one way
/// @param p99Ms the same, of all but one in a hundred
record PacketFigures(double kbps, double lostPercent, double medianMs, double p99Ms) {
    private static final String MARK = "packets";

    /// As a line of text.
    String line() {
        return String.format(Locale.ROOT, "%s %.3f %.4f %.4f %.4f", MARK, kbps, lostPercent, medianMs, p99Ms);
    }

    /// Reads what [#line] wrote. Empty if it is something else.
    static Optional<PacketFigures> parse(String line) {
        String[] words = line.split(" ", -1);
        if (words.length != 5 || !words[0].equals(MARK)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PacketFigures(
                    Double.parseDouble(words[1]),
                    Double.parseDouble(words[2]),
                    Double.parseDouble(words[3]),
                    Double.parseDouble(words[4])));
        } catch (NumberFormatException other) {
            return Optional.empty();
        }
    }
}
