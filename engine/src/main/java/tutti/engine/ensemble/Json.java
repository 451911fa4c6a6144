package tutti.engine.ensemble;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A value of a JSON text (RFC 8259), or its absence: whoever asks for what is not there gets an absent value, whose
/// number is NaN, whose text and list are empty.
///
/// @param value a `Map`, a `List`, a `String`, a `Double`, a `Boolean`, or null for JSON's null and for absence
public record Json(@Nullable Object value) {
    private static final Json ABSENT = new Json(null);

    /// Reads a text. Empty if it is not JSON from beginning to end, or nested more than 32 deep.
    public static Optional<Json> parse(String text) {
        return new JsonParser(text).parse();
    }

    /// A member of an object.
    public Json at(String key) {
        return value instanceof Map<?, ?> members && members.get(key) instanceof Json member ? member : ABSENT;
    }

    /// An element of an array.
    public Json at(int index) {
        return value instanceof List<?> elements
                        && index < elements.size()
                        && elements.get(index) instanceof Json element
                ? element
                : ABSENT;
    }

    /// NaN if it is not a number.
    public double number() {
        return value instanceof Double number ? number : Double.NaN;
    }

    /// 0 if it is not a number.
    public long whole() {
        return value instanceof Double number ? Math.round(number) : 0;
    }

    /// Empty if it is not a text.
    public String text() {
        return value instanceof String text ? text : "";
    }

    /// False if it is not true.
    public boolean isTrue() {
        return Boolean.TRUE.equals(value);
    }

    /// Takes a text apart, by recursive descent.
    private static final class JsonParser {
        private static final int MAX_DEPTH = 32;
        private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?");

        private final String text;
        private int at;

        JsonParser(String text) {
            this.text = text;
        }

        Optional<Json> parse() {
            try {
                Json whole = value(0);
                skipBlanks();
                return at == text.length() ? Optional.of(whole) : Optional.empty();
            } catch (IllegalArgumentException | IndexOutOfBoundsException notJson) {
                return Optional.empty();
            }
        }

        private Json value(int depth) {
            if (depth > MAX_DEPTH) {
                throw new IllegalArgumentException("nested too deep");
            }
            skipBlanks();
            return switch (text.charAt(at)) {
                case '{' -> object(depth);
                case '[' -> array(depth);
                case '"' -> new Json(string());
                case 't' -> word("true", true);
                case 'f' -> word("false", false);
                case 'n' -> word("null", null);
                default -> number();
            };
        }

        private Json object(int depth) {
            Map<String, Json> members = new LinkedHashMap<>();
            at++;
            if (!isNext('}')) {
                do {
                    skipBlanks();
                    String key = string();
                    expect(':');
                    members.put(key, value(depth + 1));
                } while (isNext(','));
                expect('}');
            }
            return new Json(members);
        }

        private Json array(int depth) {
            List<Json> elements = new ArrayList<>();
            at++;
            if (!isNext(']')) {
                do {
                    elements.add(value(depth + 1));
                } while (isNext(','));
                expect(']');
            }
            return new Json(elements);
        }

        private String string() {
            StringBuilder string = new StringBuilder();
            expect('"');
            while (text.charAt(at) != '"') {
                char c = text.charAt(at++);
                if (c < ' ') {
                    throw new IllegalArgumentException("a control character in a string");
                }
                string.append(c == '\\' ? escaped() : c);
            }
            at++;
            return string.toString();
        }

        private char escaped() {
            char c = text.charAt(at++);
            return switch (c) {
                case '"', '\\', '/' -> c;
                case 'b' -> '\b';
                case 'f' -> '\f';
                case 'n' -> '\n';
                case 'r' -> '\r';
                case 't' -> '\t';
                case 'u' -> {
                    at += 4;
                    yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
                }
                default -> throw new IllegalArgumentException("an unknown escape");
            };
        }

        private Json word(String word, @Nullable Object meaning) {
            if (!text.startsWith(word, at)) {
                throw new IllegalArgumentException("an unknown word");
            }
            at += word.length();
            return new Json(meaning);
        }

        private Json number() {
            int from = at;
            while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            String number = text.substring(from, at);
            if (!NUMBER.matcher(number).matches()) {
                throw new IllegalArgumentException("not a number");
            }
            return new Json(Double.valueOf(number));
        }

        private boolean isNext(char wanted) {
            skipBlanks();
            if (text.charAt(at) != wanted) {
                return false;
            }
            at++;
            return true;
        }

        private void expect(char wanted) {
            if (!isNext(wanted)) {
                throw new IllegalArgumentException("something else than " + wanted);
            }
        }

        private void skipBlanks() {
            while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }
    }
}
