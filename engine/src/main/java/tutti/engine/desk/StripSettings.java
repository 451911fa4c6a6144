package tutti.engine.desk;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Everything that is set on one strip, in the order in which sound meets it: trim and polarity, inserts, delay,
/// fader and mute, pan, sends. Solo and pre-fader listening are not here but on the desk, as no scene may bring
/// them back.
///
/// @param trimDb gain before everything else, -60 to +60 dB
/// @param polarityInverted whether every sample's sign is changed
/// @param inserts the plugins in the strip by their instances' names, in their order, at most [#MAX_INSERTS]
/// @param delayMs how much later the strip is mixed, 0 to [#MAX_DELAY_MS]; what is sent to others, and the track's
///     own ports, are not delayed
/// @param faderDb -144 (silence) to +10 dB
/// @param muted whether the strip is silent behind the fader
/// @param pan -1 (left) to +1 (right), see [PanLaw]
/// @param soloSafe whether it is heard whatever else is soloed
/// @param vcas the names of the groups whose level and mute it obeys
/// @param sends how much goes to each bus; what is not named gets nothing
/// @param look how it is shown
/// @param recallSafe what no scene may touch
public record StripSettings(
        double trimDb,
        boolean polarityInverted,
        List<String> inserts,
        double delayMs,
        double faderDb,
        boolean muted,
        double pan,
        boolean soloSafe,
        Set<String> vcas,
        Map<BusId, Send> sends,
        StripLook look,
        Set<ParameterClass> recallSafe) {
    /// The longest delay.
    public static final double MAX_DELAY_MS = 200;

    /// The most inserts.
    public static final int MAX_INSERTS = 16;

    /// How far the trim goes each way.
    public static final double MAX_TRIM_DB = 60;

    public StripSettings {
        Decibels.checked("A trim", trimDb, -MAX_TRIM_DB, MAX_TRIM_DB);
        Decibels.checked("A fader", faderDb, Decibels.SILENCE, FaderTaper.TOP_DB);
        if (!(delayMs >= 0 && delayMs <= MAX_DELAY_MS)) {
            throw new IllegalArgumentException("A strip's delay goes from 0 to 200 ms, not to " + delayMs + ".");
        }
        if (!(pan >= -1 && pan <= 1)) {
            throw new IllegalArgumentException("Pan goes from -1 (left) to 1 (right), not to " + pan + ".");
        }
        inserts = List.copyOf(inserts);
        if (inserts.size() > MAX_INSERTS || new HashSet<>(inserts).size() < inserts.size()) {
            throw new IllegalArgumentException("A strip has at most " + MAX_INSERTS + " inserts, each only once.");
        }
        vcas = Set.copyOf(vcas);
        sends = Map.copyOf(sends);
        recallSafe = Set.copyOf(recallSafe);
        if (!ParameterClass.OF_STRIPS.containsAll(recallSafe)) {
            throw new IllegalArgumentException("A strip has no buses that could be safe from scenes.");
        }
        if (sends.containsKey(BusId.PFL)) {
            throw new IllegalArgumentException(
                    "Nothing is sent to pfl; switch on the strip's pre-fader listening instead.");
        }
    }

    /// As a strip begins: everything at 0 dB, centred, to the monitor and the record bus. But one does not hear
    /// oneself unless one asks for it, and the click is not recorded.
    public static StripSettings initial(StripId strip) {
        Map<BusId, Send> sends = new LinkedHashMap<>();
        sends.put(BusId.MONITOR, strip instanceof StripId.Local ? Send.OFF : Send.UNITY);
        sends.put(BusId.RECORD, strip instanceof StripId.Click ? Send.OFF : Send.UNITY);
        return new StripSettings(
                0,
                false,
                List.of(),
                0,
                0,
                false,
                0,
                strip instanceof StripId.Click,
                Set.of(),
                sends,
                StripLook.PLAIN,
                Set.of());
    }

    /// What goes to a bus.
    public Send send(BusId bus) {
        return sends.getOrDefault(bus, Send.OFF);
    }

    public StripSettings withTrimDb(double newTrimDb) {
        return new StripSettings(
                newTrimDb,
                polarityInverted,
                inserts,
                delayMs,
                faderDb,
                muted,
                pan,
                soloSafe,
                vcas,
                sends,
                look,
                recallSafe);
    }

    public StripSettings withPolarityInverted(boolean isInverted) {
        return new StripSettings(
                trimDb, isInverted, inserts, delayMs, faderDb, muted, pan, soloSafe, vcas, sends, look, recallSafe);
    }

    public StripSettings withInserts(List<String> newInserts) {
        return new StripSettings(
                trimDb,
                polarityInverted,
                newInserts,
                delayMs,
                faderDb,
                muted,
                pan,
                soloSafe,
                vcas,
                sends,
                look,
                recallSafe);
    }

    public StripSettings withDelayMs(double newDelayMs) {
        return new StripSettings(
                trimDb,
                polarityInverted,
                inserts,
                newDelayMs,
                faderDb,
                muted,
                pan,
                soloSafe,
                vcas,
                sends,
                look,
                recallSafe);
    }

    /// With the fader elsewhere; a fader that is linked to others is moved by [RoutingGraph#withFader].
    StripSettings withFaderDb(double newFaderDb) {
        return new StripSettings(
                trimDb,
                polarityInverted,
                inserts,
                delayMs,
                newFaderDb,
                muted,
                pan,
                soloSafe,
                vcas,
                sends,
                look,
                recallSafe);
    }

    public StripSettings withMuted(boolean isMuted) {
        return new StripSettings(
                trimDb,
                polarityInverted,
                inserts,
                delayMs,
                faderDb,
                isMuted,
                pan,
                soloSafe,
                vcas,
                sends,
                look,
                recallSafe);
    }

    public StripSettings withPan(double newPan) {
        return new StripSettings(
                trimDb,
                polarityInverted,
                inserts,
                delayMs,
                faderDb,
                muted,
                newPan,
                soloSafe,
                vcas,
                sends,
                look,
                recallSafe);
    }

    public StripSettings withSoloSafe(boolean isSafe) {
        return new StripSettings(
                trimDb, polarityInverted, inserts, delayMs, faderDb, muted, pan, isSafe, vcas, sends, look, recallSafe);
    }

    public StripSettings withVcas(Set<String> newVcas) {
        return new StripSettings(
                trimDb,
                polarityInverted,
                inserts,
                delayMs,
                faderDb,
                muted,
                pan,
                soloSafe,
                newVcas,
                sends,
                look,
                recallSafe);
    }

    /// With another look.
    public StripSettings withLook(UnaryOperator<StripLook> change) {
        return new StripSettings(
                trimDb,
                polarityInverted,
                inserts,
                delayMs,
                faderDb,
                muted,
                pan,
                soloSafe,
                vcas,
                sends,
                change.apply(look),
                recallSafe);
    }

    /// With a class of its settings safe from scenes or not.
    public StripSettings withRecallSafe(ParameterClass parameters, boolean isSafe) {
        Set<ParameterClass> changed = new HashSet<>(recallSafe);
        if (isSafe) {
            changed.add(parameters);
        } else {
            changed.remove(parameters);
        }
        return new StripSettings(
                trimDb, polarityInverted, inserts, delayMs, faderDb, muted, pan, soloSafe, vcas, sends, look, changed);
    }

    /// In a VCA group or not.
    public StripSettings withVca(String vca, boolean isMember) {
        Set<String> changed = new HashSet<>(vcas);
        if (isMember) {
            changed.add(vca);
        } else {
            changed.remove(vca);
        }
        return withVcas(changed);
    }

    /// With the send to a bus changed.
    public StripSettings withSend(BusId bus, UnaryOperator<Send> change) {
        Map<BusId, Send> changed = new LinkedHashMap<>(sends);
        changed.put(bus, change.apply(send(bus)));
        return new StripSettings(
                trimDb,
                polarityInverted,
                inserts,
                delayMs,
                faderDb,
                muted,
                pan,
                soloSafe,
                vcas,
                changed,
                look,
                recallSafe);
    }

    /// With nothing said any more of a bus.
    StripSettings withoutSend(BusId bus) {
        Map<BusId, Send> changed = new LinkedHashMap<>(sends);
        changed.remove(bus);
        return new StripSettings(
                trimDb,
                polarityInverted,
                inserts,
                delayMs,
                faderDb,
                muted,
                pan,
                soloSafe,
                vcas,
                changed,
                look,
                recallSafe);
    }
}
