package tutti.engine.receive;

/// How much delay the jitter buffer is asked to keep.
public sealed interface BufferTarget {
    /// The engine finds the least delay that holds.
    BufferTarget AUTO = new Auto();

    /// As little as the network's jitter permits.
    record Auto() implements BufferTarget {}

    /// A delay set by hand.
    ///
    /// @param ms allowance beyond the usual earliest arrival, 0 to 500 ms
    record Fixed(double ms) implements BufferTarget {
        public Fixed {
            if (!(ms >= 0 && ms <= 500)) {
                throw new IllegalArgumentException("The buffer is auto or 0 to 500 ms, not " + ms + ".");
            }
        }
    }

    /// Reads `auto` or a number of milliseconds.
    ///
    /// @throws IllegalArgumentException with a sentence for the user
    static BufferTarget parse(String text) {
        if (text.equalsIgnoreCase("auto")) {
            return AUTO;
        }
        try {
            return new Fixed(Double.parseDouble(text));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("The buffer is auto or 0 to 500 ms, not \"" + text + "\".", notANumber);
        }
    }
}
