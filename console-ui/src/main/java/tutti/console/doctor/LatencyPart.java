package tutti.console.doctor;

import java.util.Locale;

/// The parts of a stream's way from a singer's driver to ours, in their order.
public enum LatencyPart {
    CAPTURE,
    PACKET,
    NETWORK,
    BUFFER,
    RESAMPLER,
    PLAYBACK;

    /// As it stands in addresses, texts and stylesheets.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
