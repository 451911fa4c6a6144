package tutti.engine.demo;

import java.io.PrintWriter;
import java.util.List;

/// Where the progress is shown: a table that is drawn again in its place on a terminal, or a plain line a second
/// elsewhere.
///
/// Thread: one.
final class Screen {
    private static final String ESCAPE = "\u001b[";

    /// A window that is narrower than the table cuts its lines off: wrapped ones would spoil the way back up.
    private static final String WRAP_OFF = ESCAPE + "?7l";

    private static final String WRAP_ON = ESCAPE + "?7h";
    private static final String CLEAR_TO_END_OF_LINE = ESCAPE + "K";

    private final PrintWriter out;
    private final boolean isTerminal;
    private int drawnLines;

    Screen(PrintWriter out, boolean isTerminal) {
        this.out = out;
        this.isTerminal = isTerminal;
    }

    boolean isTerminal() {
        return isTerminal;
    }

    /// Shows a line that stays.
    void say(String line) {
        out.println(line);
        out.flush();
        drawnLines = 0;
    }

    /// Draws a table over the one drawn before. On a terminal only.
    void draw(List<String> lines) {
        StringBuilder text = new StringBuilder(2048).append(WRAP_OFF);
        if (drawnLines > 0) {
            text.append(ESCAPE).append(drawnLines).append('A');
        }
        for (String line : lines) {
            text.append('\r').append(line).append(CLEAR_TO_END_OF_LINE).append(System.lineSeparator());
        }
        out.print(text.append(WRAP_ON));
        out.flush();
        drawnLines = lines.size();
    }
}
