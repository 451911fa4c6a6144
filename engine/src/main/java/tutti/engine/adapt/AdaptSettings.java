package tutti.engine.adapt;

/// What the player allows.
///
/// @param isOn whether codec and redundancy follow the network
/// @param maxKbps the most to be sent to one peer in kbit/s, all tracks, with all headers down to IP; 0 for no
///     ceiling
public record AdaptSettings(boolean isOn, int maxKbps) {
    /// As it is unless asked otherwise: on, without a ceiling.
    public static final AdaptSettings ON = new AdaptSettings(true, 0);

    /// What was configured is sent, whatever the network does.
    public static final AdaptSettings OFF = new AdaptSettings(false, 0);

    private static final int LEAST_KBPS = 64;
    private static final int MOST_KBPS = 10_000_000;

    public AdaptSettings {
        if (maxKbps != 0 && (maxKbps < LEAST_KBPS || maxKbps > MOST_KBPS)) {
            throw new IllegalArgumentException("The bandwidth for one peer is " + LEAST_KBPS + " to " + MOST_KBPS
                    + " kbit/s, not " + maxKbps + ".");
        }
        if (!isOn && maxKbps != 0) {
            throw new IllegalArgumentException(
                    "A bandwidth can be kept to only by adapting: give --no-adapt or --max-bandwidth, not both.");
        }
    }
}
