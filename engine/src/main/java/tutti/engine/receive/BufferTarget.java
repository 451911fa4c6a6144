package tutti.engine.receive;

/// How much delay the jitter buffer is asked to keep.
public sealed interface BufferTarget {
    /// The share of sound that may come too late, unless the user says otherwise.
    double DEFAULT_BUDGET = 0.001;

    /// The engine finds the least delay that holds.
    BufferTarget AUTO = new Auto(DEFAULT_BUDGET);

    /// As little as the network's jitter permits.
    ///
    /// @param dropoutBudget share of packets that may come too late to be heard, were every one of them audible:
    ///     0.00001 to 0.1
    record Auto(double dropoutBudget) implements BufferTarget {
        public Auto {
            if (!(dropoutBudget >= 0.00001 && dropoutBudget <= 0.1)) {
                throw new IllegalArgumentException(
                        "The dropout budget is 0.001 to 10 percent, not " + 100 * dropoutBudget + ".");
            }
        }
    }

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
