package tutti.engine.control.tree;

import java.util.List;
import java.util.Locale;

/// What values a node may have, and which ones it makes of those that are offered. Immutable.
///
/// Surfaces speak floats and switches of all sorts, so a node takes whatever has one clear meaning: a whole
/// number for a number, a number for a switch (from 0.5 on it is on), the words of either. What is out of
/// range is clamped; what has no meaning is refused.
public sealed interface Kind {
    /// The OSC type tag of its values: `f`, `i`, `h`, `T`, `s`, `b` or `I`.
    char typeTag();

    /// In one word, for people.
    String word();

    /// Makes of what is offered what the node may have.
    ///
    /// @param present what it has now
    Acceptance accept(Value offered, Value present);

    /// A number from `min` to `max`, both included; infinite where there is no bound.
    record Real(float min, float max) implements Kind {
        public Real {
            if (!(min <= max)) {
                throw new IllegalArgumentException("A range begins below its end, not " + min + " to " + max + ".");
            }
        }

        @Override
        public char typeTag() {
            return 'f';
        }

        @Override
        public String word() {
            return "float";
        }

        @Override
        public Acceptance accept(Value offered, Value present) {
            float number = switch (offered) {
                case Value.Real(float given) -> given;
                case Value.Whole(long given) -> given;
                case Value.Text(String text) -> parsed(text);
                case Value.Toggle _, Value.Blob _, Value.Impulse _, Value.Nil _ -> Float.NaN;
            };
            if (Float.isNaN(number)) {
                return new Acceptance.Refused("It takes a number" + bounds(min, max) + ".");
            }
            float clamped = Math.clamp(number, min, max);
            return Float.isInfinite(clamped)
                    ? new Acceptance.Refused("It takes a finite number.")
                    : new Acceptance.Taken(new Value.Real(clamped), clamped != number);
        }

        private static String bounds(float min, float max) {
            return Float.isInfinite(min) || Float.isInfinite(max) ? "" : " from " + min + " to " + max;
        }

        private static float parsed(String text) {
            String bare = text.strip().toLowerCase(Locale.ROOT);
            if (bare.equals("-inf")) {
                return Float.NEGATIVE_INFINITY;
            }
            // Java's own reading also takes hexadecimal and suffixes, which nobody means.
            return bare.matches("[-+]?[0-9]{1,20}([.][0-9]{0,20})?(e[-+]?[0-9]{1,2})?")
                    ? Float.parseFloat(bare)
                    : Float.NaN;
        }
    }

    /// A whole number from `min` to `max`, both included. Beyond 32 bits its tag is `h`.
    record Whole(long min, long max) implements Kind {
        public Whole {
            if (min > max) {
                throw new IllegalArgumentException("A range begins below its end, not " + min + " to " + max + ".");
            }
        }

        @Override
        public char typeTag() {
            return min >= Integer.MIN_VALUE && max <= Integer.MAX_VALUE ? 'i' : 'h';
        }

        @Override
        public String word() {
            return "int";
        }

        @Override
        public Acceptance accept(Value offered, Value present) {
            return switch (offered) {
                case Value.Whole(long given) -> taken(given, false);
                case Value.Real(float given)
                when !Float.isNaN(given) -> taken(Math.round((double) given), given != Math.rint(given));
                case Value.Text(String text)
                when text.strip().matches("[-+]?[0-9]{1,18}") -> taken(Long.parseLong(text.strip()), false);
                case Value.Real _, Value.Text _, Value.Toggle _, Value.Blob _, Value.Impulse _, Value.Nil _ ->
                    new Acceptance.Refused("It takes a whole number from " + min + " to " + max + ".");
            };
        }

        private Acceptance taken(long number, boolean isRounded) {
            long clamped = Math.clamp(number, min, max);
            return new Acceptance.Taken(new Value.Whole(clamped), isRounded || clamped != number);
        }
    }

    /// On or off. Nil and impulse turn it the other way round.
    record Toggle() implements Kind {
        private static final float ON = 0.5F;

        @Override
        public char typeTag() {
            return 'T';
        }

        @Override
        public String word() {
            return "bool";
        }

        @Override
        public Acceptance accept(Value offered, Value present) {
            return switch (offered) {
                case Value.Toggle(boolean isOn) -> taken(isOn, false);
                case Value.Whole(long number) -> taken(number >= ON, false);
                case Value.Real(float number) when !Float.isNaN(number) -> taken(number >= ON, false);
                // Whoever turns it the other way round does not know which way that is.
                case Value.Impulse(), Value.Nil() -> taken(!present.equals(Value.of(true)), true);
                case Value.Text(String text) -> read(text);
                case Value.Real _, Value.Blob _ -> refused();
            };
        }

        private static Acceptance read(String text) {
            return switch (text.strip().toLowerCase(Locale.ROOT)) {
                case "on", "true", "yes", "1" -> taken(true, false);
                case "off", "false", "no", "0" -> taken(false, false);
                default -> refused();
            };
        }

        private static Acceptance taken(boolean isOn, boolean isAltered) {
            return new Acceptance.Taken(new Value.Toggle(isOn), isAltered);
        }

        private static Acceptance refused() {
            return new Acceptance.Refused("It takes on or off.");
        }
    }

    /// Words, at most so many characters, none of them a control character.
    record Text(int maxChars) implements Kind {
        @Override
        public char typeTag() {
            return 's';
        }

        @Override
        public String word() {
            return "string";
        }

        @Override
        public Acceptance accept(Value offered, Value present) {
            if (!(offered instanceof Value.Text(String text))) {
                return new Acceptance.Refused("It takes words.");
            }
            String clean = text.codePoints()
                    .filter(character -> !Character.isISOControl(character))
                    .limit(maxChars)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            return new Acceptance.Taken(new Value.Text(clean), !clean.equals(text));
        }
    }

    /// One of several words; a whole number is the place among them, from 0 on.
    record Choice(List<String> words) implements Kind {
        public Choice {
            words = List.copyOf(words);
        }

        @Override
        public char typeTag() {
            return 's';
        }

        @Override
        public String word() {
            return "choice";
        }

        @Override
        public Acceptance accept(Value offered, Value present) {
            return switch (offered) {
                case Value.Text(String text) -> named(text);
                case Value.Whole(long number) -> placed(number);
                case Value.Real(float number) when number == Math.rint(number) -> placed((long) number);
                case Value.Real _, Value.Toggle _, Value.Blob _, Value.Impulse _, Value.Nil _ -> refused();
            };
        }

        private Acceptance named(String text) {
            return words.stream()
                    .filter(word -> word.equalsIgnoreCase(text.strip()))
                    .findFirst()
                    .<Acceptance>map(word -> new Acceptance.Taken(Value.of(word), false))
                    .orElseGet(this::refused);
        }

        private Acceptance placed(long place) {
            return place >= 0 && place < words.size()
                    ? new Acceptance.Taken(Value.of(words.get((int) place)), false)
                    : refused();
        }

        private Acceptance refused() {
            return new Acceptance.Refused("It takes one of " + String.join(", ", words) + ".");
        }
    }

    /// Bytes that are only read, such as a page of meters.
    record Blob() implements Kind {
        @Override
        public char typeTag() {
            return 'b';
        }

        @Override
        public String word() {
            return "blob";
        }

        @Override
        public Acceptance accept(Value offered, Value present) {
            return new Acceptance.Refused("It is only read.");
        }
    }

    /// Something to be done. A button that is let go, off or below 0.5, does nothing.
    record Command() implements Kind {
        @Override
        public char typeTag() {
            return 'I';
        }

        @Override
        public String word() {
            return "command";
        }

        @Override
        public Acceptance accept(Value offered, Value present) {
            boolean isPressed = switch (offered) {
                case Value.Toggle(boolean isOn) -> isOn;
                case Value.Whole(long number) -> number >= Toggle.ON;
                case Value.Real(float number) -> number >= Toggle.ON;
                case Value.Impulse _, Value.Nil _, Value.Text _, Value.Blob _ -> true;
            };
            return new Acceptance.Taken(isPressed ? Value.IMPULSE : Value.NIL, false);
        }
    }
}
