package tutti.console.mixer;

/// What a strip of the mixer carries; in the order in which they stand from left to right.
public enum ChannelKind {
    /// A track that somebody else plays.
    REMOTE,
    /// A track that is played here.
    OWN,
    /// The click.
    CLICK,
    /// What a recording plays.
    PLAYBACK,
    /// A group whose level is added to its members'.
    VCA,
    /// A bus.
    BUS;

    /// Whether it stands at the right, where it stays in sight.
    public boolean isOutput() {
        return this == VCA || this == BUS;
    }
}
