package tutti.engine.desk;

/// A group whose level is added to its members' faders, which do not move, and whose mute mutes them.
///
/// @param faderDb -144 (silence) to +10 dB
/// @param muted whether its members are silent
public record VcaGroup(double faderDb, boolean muted) {
    /// As a group begins.
    public static final VcaGroup UNITY = new VcaGroup(0, false);

    public VcaGroup {
        Decibels.checked("A group's fader", faderDb, Decibels.SILENCE, FaderTaper.TOP_DB);
    }

    public VcaGroup withFaderDb(double newFaderDb) {
        return new VcaGroup(newFaderDb, muted);
    }

    public VcaGroup withMuted(boolean isMuted) {
        return new VcaGroup(faderDb, isMuted);
    }
}
