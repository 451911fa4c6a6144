package tutti.console.mixer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import tutti.console.model.ObservableTree;
import tutti.engine.control.client.RemoteNode;
import tutti.engine.control.tree.Access;
import tutti.engine.control.tree.Kind;
import tutti.engine.control.tree.Unit;
import tutti.engine.control.tree.Value;

/// An engine's tree as it looks in the middle of a rehearsal, without an engine.
final class DemoDesk {
    static final List<String> BUSES = List.of("monitor", "record", "stage", "pfl");

    private final ObservableTree tree;
    private final List<String> sendBuses;

    DemoDesk(BiPredicate<String, Value> offers) {
        this(offers, List.of("monitor", "record", "stage"));
    }

    DemoDesk(BiPredicate<String, Value> offers, List<String> sendBuses) {
        this.tree = new ObservableTree(offers);
        this.sendBuses = sendBuses;
        tree.setHere(true);
        text("/engine/name", "clara");
        toggle("/desk/soloed", false);
        add("/desk/clear_solos", new Kind.Command(), Access.WRITE, Unit.NONE, Value.NIL);
    }

    /// Five players with nine tracks, the own two, click and playback, a group and four buses, each as one finds them.
    static DemoDesk rehearsal(BiPredicate<String, Value> offers) {
        DemoDesk desk = new DemoDesk(offers);
        desk.player("bob", "direct", 12.4, 3, 0, "main");
        desk.player("anna", "direct", 18.9, 41, 0, "voice", "guitar");
        desk.player("Lukas~20M.", "relay", 31.2, 190, 2, "kit", "over", "snare");
        desk.player("mia", "tcp", 64.0, 12, 9, "cello");
        desk.player("tom", "none", -1, 0, 0, "bass");
        desk.strip("/own/voice", -3.2, -0.15);
        desk.strip("/own/piano", -8.5, 0.3);
        desk.strip("/click", -14, 0);
        desk.strip("/playback", -144, 0);
        desk.group("band", -2);
        BUSES.forEach(bus -> desk.bus(bus, bus.equals("monitor") ? -1.5 : 0));
        desk.set("/bus/monitor/meter/momentary", Value.of(-17.3));
        desk.set("/bus/monitor/meter/short_term", Value.of(-18.9));
        desk.set("/bus/monitor/meter/integrated", Value.of(-19.6));
        desk.set("/strip/anna/guitar/mute", Value.of(true));
        desk.set("/strip/anna/voice/gain", Value.of(-4.6));
        desk.set("/strip/anna/voice/pan", Value.of(-0.3));
        desk.set("/strip/Lukas~20M./kit/gain", Value.of(1.5));
        desk.set("/strip/Lukas~20M./over/gain", Value.of(-11.0));
        desk.set("/strip/Lukas~20M./over/muted_by_solo", Value.of(true));
        desk.set("/strip/Lukas~20M./snare/solo", Value.of(true));
        desk.set("/strip/Lukas~20M./snare/pan", Value.of(1.0));
        desk.set("/strip/mia/cello/gain", Value.of(-22.0));
        desk.set("/strip/mia/cello/muted_by_group", Value.of(true));
        desk.set("/strip/tom/bass/gain", Value.of(-40.0));
        desk.set("/own/voice/solo_safe", Value.of(true));
        desk.set("/click/pfl", Value.of(true));
        desk.set("/desk/soloed", Value.of(true));
        return desk;
    }

    ObservableTree tree() {
        return tree;
    }

    void set(String address, Value value) {
        tree.put(address, value);
    }

    void player(String name, String path, double latencyMs, long repaired, long gaps, String... tracks) {
        String peer = "/peer/" + name;
        toggle(peer + "/connected", !path.equals("none"));
        text(peer + "/path", path);
        real(peer + "/silent", Unit.MILLISECONDS, 0);
        for (String track : tracks) {
            String at = peer + "/track/" + track;
            real(at + "/latency/port_to_port", Unit.MILLISECONDS, latencyMs);
            count(at + "/repaired", 0);
            count(at + "/gaps", 0);
            strip("/strip/" + name + "/" + track, -6, 0);
        }
        repairs.add(new Repairs(peer + "/track/" + tracks[0], repaired, gaps));
    }

    private final List<Repairs> repairs = new ArrayList<>();

    private record Repairs(String track, long repaired, long gaps) {}

    /// Lets the counters of repairs and gaps grow to what was said.
    void wearOn() {
        for (Repairs each : repairs) {
            set(each.track() + "/repaired", Value.of(each.repaired()));
            set(each.track() + "/gaps", Value.of(each.gaps()));
        }
    }

    void strip(String at, double gainDb, double pan) {
        gain(at, gainDb);
        real(at + "/trim", -24, 24, Unit.DECIBELS, 0);
        real(at + "/delay", 0, 200, Unit.MILLISECONDS, 0);
        real(at + "/pan", -1, 1, Unit.NONE, pan);
        for (String toggle : List.of("polarity", "mute", "solo", "solo_safe", "pfl")) {
            toggle(at + "/" + toggle, false);
        }
        for (String shown : List.of("muted_by_group", "muted_by_solo")) {
            add(at + "/" + shown, new Kind.Toggle(), Access.READ, Unit.NONE, Value.of(false));
        }
        for (String bus : sendBuses) {
            gain(at + "/send/" + bus, bus.equals("stage") ? -12 : 0);
            toggle(at + "/send/" + bus + "/on", !bus.equals("stage"));
            toggle(at + "/send/" + bus + "/pre_fader", bus.equals("record"));
        }
        meter(at, "pre_peak", "pre_rms", "peak", "rms");
    }

    void group(String name, double gainDb) {
        gain("/vca/" + name, gainDb);
        toggle("/vca/" + name + "/mute", false);
    }

    void bus(String name, double gainDb) {
        String at = "/bus/" + name;
        gain(at, gainDb);
        toggle(at + "/mute", false);
        toggle(at + "/limiter", name.equals("monitor"));
        meter(at, "peak", "rms", "momentary", "short_term", "integrated");
    }

    private void gain(String at, double db) {
        real(at + "/gain", -144, 10, Unit.DECIBELS, db);
    }

    private void meter(String at, String... names) {
        for (String name : names) {
            add(at + "/meter/" + name, new Kind.Real(-144, 120), Access.READ, Unit.DECIBELS, Value.of(-144.0));
        }
    }

    /// What a strip's or bus's meters measure.
    void measure(String at, double peakDb, double rmsDb) {
        for (String prefix : List.of("", "pre_")) {
            set(at + "/meter/" + prefix + "peak", Value.of(peakDb));
            set(at + "/meter/" + prefix + "rms", Value.of(rmsDb));
        }
    }

    private void real(String address, Unit unit, double value) {
        real(address, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, unit, value);
    }

    private void real(String address, double min, double max, Unit unit, double value) {
        add(address, new Kind.Real((float) min, (float) max), Access.READ_WRITE, unit, Value.of(value));
    }

    private void count(String address, long value) {
        add(address, new Kind.Whole(0, Long.MAX_VALUE), Access.READ, Unit.NONE, Value.of(value));
    }

    private void toggle(String address, boolean isOn) {
        add(address, new Kind.Toggle(), Access.READ_WRITE, Unit.NONE, Value.of(isOn));
    }

    private void text(String address, String text) {
        add(address, new Kind.Text(200), Access.READ, Unit.NONE, Value.of(text));
    }

    private void add(String address, Kind kind, Access access, Unit unit, Value value) {
        tree.add(List.of(new RemoteNode(address, kind, access, unit, "", List.of(), null)));
        tree.put(address, value);
    }
}
