package tutti.engine.check;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import tutti.engine.telemetry.JsonText;
import tutti.nat.doctor.Finding;

/// What a check found, as lines for people or one object for programs.
///
/// @param computer of this computer
/// @param network of its network
public record CheckReport(List<Finding> computer, List<Finding> network) {
    private static final String INDENT = "      ";
    private static final int COLUMNS = 100;

    public CheckReport {
        computer = List.copyOf(computer);
        network = List.copyOf(network);
    }

    /// Whether nothing keeps music from playing.
    public boolean isReady() {
        return count(Finding.Status.BAD) == 0;
    }

    private long count(Finding.Status status) {
        return computer.stream().filter(each -> each.status() == status).count()
                + network.stream().filter(each -> each.status() == status).count();
    }

    /// For people.
    public void print(Consumer<String> line) {
        line.accept("This computer");
        print(computer, line);
        line.accept("");
        line.accept("The network");
        print(network, line);
        line.accept("");
        line.accept(verdict());
    }

    /// One remedy for several things is told once.
    private static void print(List<Finding> findings, Consumer<String> line) {
        String told = "";
        for (Finding each : findings) {
            wrap(mark(each.status()), each.what(), line);
            if (!each.advice().isEmpty()) {
                wrap(INDENT + "-> ", each.advice().equals(told) ? "As above." : each.advice(), line);
                told = each.advice();
            }
        }
    }

    /// Letters rather than signs: every terminal shows them, and a screen reader speaks them.
    private static String mark(Finding.Status status) {
        return switch (status) {
            case GOOD -> "  ok  ";
            case WARN -> "  !   ";
            case BAD -> "  NO  ";
            case UNKNOWN -> "  ?   ";
        };
    }

    private static void wrap(String head, String sentence, Consumer<String> line) {
        StringBuilder text = new StringBuilder(head);
        String indent = " ".repeat(head.length());
        for (String word : sentence.split(" ", -1)) {
            boolean isFirst = text.length() == indent.length();
            if (!isFirst && text.length() + 1 + word.length() > COLUMNS) {
                line.accept(text.toString());
                text.setLength(0);
                text.append(indent);
                isFirst = true;
            }
            text.append(isFirst ? "" : " ").append(word);
        }
        line.accept(text.toString());
    }

    private String verdict() {
        long numBad = count(Finding.Status.BAD);
        long numWarnings = count(Finding.Status.WARN);
        String better = numWarnings == 0 ? "" : numWarnings + (numWarnings == 1 ? " thing" : " things") + " marked !";
        if (numBad > 0) {
            return numBad + (numBad == 1 ? " thing" : " things") + " marked NO " + (numBad == 1 ? "keeps" : "keep")
                    + " music from playing" + (better.isEmpty() ? "." : "; " + better + " could be better.");
        }
        return better.isEmpty() ? "Ready to play." : "Ready to play; " + better + " could be better.";
    }

    /// For programs: one JSON object (RFC 8259) in one line.
    public String json() {
        JsonText json = new JsonText().open('{');
        json.flag("ready", isReady());
        json.key("findings").open('[');
        computer.forEach(each -> write(json, each));
        network.forEach(each -> write(json, each));
        return json.close(']').close('}').toString();
    }

    private static void write(JsonText json, Finding finding) {
        json.open('{');
        json.text("id", finding.id());
        json.text("status", finding.status().name().toLowerCase(Locale.ROOT));
        json.text("what", finding.what());
        json.text("advice", finding.advice());
        json.close('}');
    }
}
