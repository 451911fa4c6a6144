package tutti.engine.desk;

/// Everything that is set on one bus.
///
/// @param faderDb -144 (silence) to +10 dB
/// @param muted whether it is silent
/// @param limited whether its limiter keeps it below 0 dBFS
/// @param patched whether it has ports; a bus that nobody can hear is not mixed. `pfl` is mixed for the monitor
///     all the same
public record BusSettings(double faderDb, boolean muted, boolean limited, boolean patched) {
    public BusSettings {
        Decibels.checked("A fader", faderDb, Decibels.SILENCE, FaderTaper.TOP_DB);
    }

    /// As a bus begins: at 0 dB. The monitor has its limiter on; `record` and `pfl` have no ports before they are
    /// asked for.
    public static BusSettings initial(BusId bus) {
        boolean isMonitor = bus.equals(BusId.MONITOR);
        return new BusSettings(0, false, isMonitor, isMonitor || !BusId.BUILT_IN.contains(bus));
    }

    public BusSettings withFaderDb(double newFaderDb) {
        return new BusSettings(newFaderDb, muted, limited, patched);
    }

    public BusSettings withMuted(boolean isMuted) {
        return new BusSettings(faderDb, isMuted, limited, patched);
    }

    public BusSettings withLimited(boolean isLimited) {
        return new BusSettings(faderDb, muted, isLimited, patched);
    }

    public BusSettings withPatched(boolean isPatched) {
        return new BusSettings(faderDb, muted, limited, isPatched);
    }
}
