package tutti.engine.desk;

/// Why a strip is silent behind its fader, each cause apart, so that a desk can show an implied mute differently.
///
/// @param own its own button
/// @param group one of its groups
/// @param unsoloed another strip is soloed; this counts in the monitor alone
public record MuteState(boolean own, boolean group, boolean unsoloed) {
    /// Whether it is silent in every bus.
    public boolean everywhere() {
        return own || group;
    }

    /// Whether it is silent in the monitor.
    public boolean inMonitor() {
        return own || group || unsoloed;
    }
}
