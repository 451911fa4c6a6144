package tutti.engine.telemetry;

import java.util.Locale;

/// Writes JSON (RFC 8259) in one line, member after member; the commas come by themselves. One thread.
public final class JsonText {
    private final StringBuilder json = new StringBuilder(1024);

    /// Opens an object or array, `{` or `[`; behind a [#key], or as the next element.
    public JsonText open(char bracket) {
        separate();
        json.append(bracket);
        return this;
    }

    /// Closes it, `}` or `]`.
    public JsonText close(char bracket) {
        json.append(bracket);
        return this;
    }

    /// A member's name; its value is opened next.
    public JsonText key(String name) {
        separate();
        json.append('"').append(name).append("\":");
        return this;
    }

    /// A member that is text.
    public void text(String name, String value) {
        key(name);
        json.append('"');
        value.codePoints().forEach(this::character);
        json.append('"');
    }

    /// A member that is true or false.
    public void flag(String name, boolean value) {
        key(name);
        json.append(value);
    }

    /// A member that is a whole number.
    public void whole(String name, long value) {
        key(name);
        json.append(value);
    }

    /// A member that is a number, to three decimals; null if it is not finite.
    public void number(String name, double value) {
        key(name);
        json.append(Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : "null");
    }

    /// A member that is null.
    public void nothing(String name) {
        key(name);
        json.append("null");
    }

    private void character(int codePoint) {
        if (codePoint == '"' || codePoint == '\\') {
            json.append('\\').appendCodePoint(codePoint);
        } else if (codePoint < ' ') {
            json.append(String.format(Locale.ROOT, "\\u%04x", codePoint));
        } else {
            json.appendCodePoint(codePoint);
        }
    }

    /// A comma, unless this is the first of what was opened last, or a value behind its key.
    private void separate() {
        if (!json.isEmpty() && "{[:".indexOf(json.charAt(json.length() - 1)) < 0) {
            json.append(',');
        }
    }

    /// What has been written.
    @Override
    public String toString() {
        return json.toString();
    }
}
