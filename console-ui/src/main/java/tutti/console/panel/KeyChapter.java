package tutti.console.panel;

import java.util.List;

/// Keys that belong together, for the sheet on which all of them stand.
///
/// @param title what they are good for
public record KeyChapter(String title, List<Line> lines) {
    private static final String BETWEEN = " = ";

    public KeyChapter {
        lines = List.copyOf(lines);
    }

    /// One line.
    ///
    /// @param keys which to press
    /// @param words what they do
    public record Line(String keys, String words) {}

    /// Reads a chapter as it stands in a file of words: a line each, `KEYS = what they do`.
    public static KeyChapter of(String title, String text) {
        return new KeyChapter(title, text.lines().map(KeyChapter::line).toList());
    }

    private static Line line(String text) {
        int at = text.indexOf(BETWEEN);
        return at < 0
                ? new Line("", text.strip())
                : new Line(
                        text.substring(0, at).strip(),
                        text.substring(at + BETWEEN.length()).strip());
    }
}
