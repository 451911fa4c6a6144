package tutti.engine.control.tree;

import java.util.Arrays;
import java.util.HexFormat;

/// What a node holds, and what is offered to one. Immutable.
@SuppressWarnings("ClassInitializationDeadlock") // without default methods no record waits for this to be initialised
public sealed interface Value {
    /// As people write it: `-6.0`, `3`, `on`, the text itself, bytes in hexadecimal.
    String words();

    /// The one [Impulse].
    Value IMPULSE = new Impulse();

    /// The one [Nil].
    Value NIL = new Nil();

    /// A number.
    record Real(float number) implements Value {
        @Override
        public String words() {
            return Float.toString(number);
        }
    }

    /// A whole number.
    record Whole(long number) implements Value {
        @Override
        public String words() {
            return Long.toString(number);
        }
    }

    /// On or off.
    record Toggle(boolean isOn) implements Value {
        @Override
        public String words() {
            return isOn ? "on" : "off";
        }
    }

    /// Words.
    record Text(String text) implements Value {
        @Override
        public String words() {
            return text;
        }
    }

    /// Bytes; nobody changes them once they are here.
    @SuppressWarnings("ArrayRecordComponent") // compared by content below
    record Blob(byte[] bytes) implements Value {
        @Override
        public boolean equals(Object other) {
            return other instanceof Blob(byte[] others) && Arrays.equals(bytes, others);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String words() {
            return HexFormat.of().formatHex(bytes);
        }

        @Override
        public String toString() {
            return words();
        }
    }

    /// "Do it", without more words; "the other way round" to a toggle.
    record Impulse() implements Value {
        @Override
        public String words() {
            return "do";
        }
    }

    /// Nothing; "the other way round" to a toggle.
    record Nil() implements Value {
        @Override
        public String words() {
            return "";
        }
    }

    /// A number.
    static Value of(double number) {
        return new Real((float) number);
    }

    /// A whole number.
    static Value of(long number) {
        return new Whole(number);
    }

    /// On or off.
    static Value of(boolean isOn) {
        return new Toggle(isOn);
    }

    /// Words.
    static Value of(String text) {
        return new Text(text);
    }
}
