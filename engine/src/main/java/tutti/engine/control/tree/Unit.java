package tutti.engine.control.tree;

/// What a number counts. The names are OSCQuery's where it has one.
public enum Unit {
    /// Nothing, or nothing that has a name.
    NONE(""),
    /// Gain or level in dB.
    DECIBELS("gain.db"),
    /// A fader's way, 0 to 1, on the desk's taper.
    POSITION("gain.position"),
    /// Milliseconds.
    MILLISECONDS("time.ms"),
    /// Microseconds.
    MICROSECONDS("time.us"),
    /// Nanoseconds.
    NANOSECONDS("time.ns"),
    /// Seconds.
    SECONDS("time.second"),
    /// Frames.
    FRAMES("time.samples"),
    /// Beats a minute.
    BPM("time.bpm"),
    /// Times a second.
    HERTZ("time.hz"),
    /// Hundredths.
    PERCENT("percent"),
    /// Millionths.
    PPM("ppm"),
    /// Thousand bits a second.
    KBPS("kbit/s"),
    /// Bytes.
    BYTES("bytes"),
    /// Packets.
    PACKETS("packets");

    private final String text;

    Unit(String text) {
        this.text = text;
    }

    /// As it stands in descriptions; empty for none.
    public String text() {
        return text;
    }
}
