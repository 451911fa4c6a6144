package tutti.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tutti.engine.control.client.EngineLink;
import tutti.engine.control.client.LinkEars;
import tutti.engine.control.client.RemoteNode;
import tutti.engine.control.tree.Access;
import tutti.engine.control.tree.Kind;
import tutti.engine.control.tree.Unit;
import tutti.engine.control.tree.Value;

/// An engine that exists in a test only: a host with three guests, everything that an engine has, and a memory of what
/// it
/// was asked for.
public final class SampleEngine {
    /// The words of an invite to nowhere.
    public static final String INVITE =
            "tutti://203.0.113.7:4464/k3j5n7q2k3j5n7q2#AAECAwQFBgcICQoLDA0ODw." + "A".repeat(43);

    private final Map<String, RemoteNode> nodes = new LinkedHashMap<>();
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final List<String> asked = new ArrayList<>();
    private @Nullable LinkEars ears;

    public SampleEngine() {
        engine();
        room();
        peer("bob", "direct", 11.2, 0.02, 0);
        peer("carla", "relay", 32.4, 0.31, 0.004);
        peer("dmitri", "tcp", 61.0, 4.2, 0.031);
        scenes();
        desk();
    }

    private void node(String address, Kind kind, Access access, Value value) {
        nodes.put(address, new RemoteNode(address, kind, access, Unit.NONE, "", List.of(), null));
        values.put(address, value);
    }

    private void real(String address, double number) {
        node(address, new Kind.Real(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY), Access.READ, Value.of(number));
    }

    private void whole(String address, long number) {
        node(address, new Kind.Whole(0, Long.MAX_VALUE), Access.READ, Value.of(number));
    }

    private void text(String address, String words) {
        node(address, new Kind.Text(6_000), Access.READ, Value.of(words));
    }

    private void toggle(String address, Access access, boolean isOn) {
        node(address, new Kind.Toggle(), access, Value.of(isOn));
    }

    private void engine() {
        text("/engine/name", "alice");
        text("/engine/driver", "jack");
        real("/engine/time", 3_725);
        whole("/engine/rate", 48_000);
        whole("/engine/period", 64);
        whole("/engine/cycles", 2_793_750);
        whole("/engine/xruns", 2);
        whole("/engine/faults", 0);
        whole("/engine/driver_losses", 0);
        whole("/engine/dropped_blocks", 0);
        whole("/engine/errors", 0);
        real("/engine/cycle/median", 112);
        real("/engine/cycle/p999", 388);
        real("/engine/cycle/max", 1_020);
        real("/engine/cpu", 8.4);
        link("/engine/rejected", 0);
    }

    private void link(String at, long packets) {
        whole(at + "/sent", packets);
        whole(at + "/sent_bytes", packets * 452);
        whole(at + "/send_failures", 0);
        whole(at + "/received", packets);
        whole(at + "/received_bytes", packets * 452);
        whole(at + "/bad_tag", 0);
        whole(at + "/replayed", packets == 0 ? 0 : 3);
        whole(at + "/malformed", 0);
        whole(at + "/unknown_ssrc", 0);
        whole(at + "/unknown_source", packets == 0 ? 12 : 0);
    }

    private void room() {
        node(
                "/room/state",
                new Kind.Choice(List.of("entering", "here", "away", "refused", "direct")),
                Access.READ,
                Value.of("here"));
        text("/room/reason", "");
        text("/room/title", "Tuesday quartet");
        text("/room/invite", INVITE);
        text("/room/chat", "bob: shall we take it from the bridge?\ncarla: yes, one bar for nothing\nalice: coming");
        node("/room/say", new Kind.Text(500), Access.WRITE, Value.of(""));
        member("alice", "performer", true, true);
        member("bob", "performer", true, false);
        member("carla", "engineer", true, false);
        member("dmitri", "listener", false, false);
    }

    private void member(String name, String role, boolean isHere, boolean isSelf) {
        String at = "/room/member/" + name;
        text(at + "/name", name);
        toggle(at + "/here", Access.READ, isHere);
        toggle(at + "/host", Access.READ, isSelf);
        toggle(at + "/self", Access.READ, isSelf);
        node(
                at + "/role",
                new Kind.Choice(List.of("performer", "engineer", "listener")),
                Access.READ_WRITE,
                Value.of(role));
        toggle(at + "/muted", Access.READ_WRITE, false);
        toggle(at + "/grant", Access.READ_WRITE, role.equals("engineer"));
        if (!isSelf) {
            node(at + "/remove", new Kind.Command(), Access.WRITE, Value.NIL);
            node(at + "/ban", new Kind.Command(), Access.WRITE, Value.NIL);
        }
    }

    private void peer(String name, String path, double networkMs, double jitterMs, double lostShare) {
        String at = "/peer/" + name;
        text(at + "/name", name);
        toggle(at + "/connected", Access.READ, true);
        toggle(at + "/heard", Access.READ, true);
        text(at + "/path", path);
        real(at + "/silent", 2);
        real(at + "/round_trip", 2 * networkMs + 0.7);
        link(at + "/link", 410_337);
        String track = at + "/track/main";
        text(track + "/name", "main");
        text(track + "/codec", "L24");
        whole(track + "/rate", 48_000);
        whole(track + "/buffer_target", 96 + Math.round(jitterMs * 90));
        real(track + "/jitter", jitterMs * 48);
        real(track + "/drift", 12.4);
        real(track + "/latency/capture", 1.3);
        real(track + "/latency/packet", 1.4);
        real(track + "/latency/network", networkMs);
        real(track + "/latency/buffer", 2 + jitterMs * 3);
        real(track + "/latency/resampler", 0.4);
        real(track + "/latency/playback", 2.7);
        real(track + "/latency/port_to_port", networkMs + 3.8 + jitterMs * 3);
        counters(name, 0, lostShare);
        String send = at + "/send/main";
        text(send + "/name", "main");
        text(send + "/codec", "L24");
        real(send + "/kbps", 2_510);
        text(send + "/reason", lostShare > 0 ? "One copy, because packets are lost there." : "As asked for.");
        real(send + "/there/lost", 100 * lostShare);
        real(send + "/there/queue", 0.3);
    }

    /// How many packets have come from a player after so many seconds, and what became of them.
    private void counters(String name, int second, double lostShare) {
        String track = "/peer/" + name + "/track/main";
        double bad = 0;
        for (int each = 0; each < second; each++) {
            // Now and then, without chance: a step through the circle that never meets itself.
            bad += Math.pow(Math.max(0, Math.sin(each * 2.399)), 8) * lostShare;
        }
        whole(track + "/received", 750L * second);
        whole(track + "/lost", Math.round(750 * bad));
        whole(track + "/late", Math.round(120 * bad));
        whole(track + "/repaired", Math.round(1_100 * bad));
        whole(track + "/played", 48_000L * second);
        whole(track + "/concealed", Math.round(30_000 * bad));
    }

    private void scenes() {
        text("/scene/list", "Soundcheck\nFirst set\nSecond set\nEncore");
        text("/scene/last", "First set");
        node("/scene/fade", new Kind.Real(0, 60), Access.READ_WRITE, Value.of(2.5));
        node("/scene/store", new Kind.Text(64), Access.WRITE, Value.of(""));
        node("/scene/recall", new Kind.Text(64), Access.WRITE, Value.of(""));
        node("/scene/delete", new Kind.Text(64), Access.WRITE, Value.of(""));
    }

    private void desk() {
        node("/desk/clear_solos", new Kind.Command(), Access.WRITE, Value.NIL);
        toggle("/desk/soloed", Access.READ, false);
        strip("/strip/bob/main", -6, -9);
        strip("/strip/carla/main", -3.5, -15);
        strip("/strip/dmitri/main", -12, -22);
        strip("/own/guitar", -8, -14.2);
        strip("/own/voice", 0, -72);
        strip("/click", -14, -30);
        strip("/playback", -144, -144);
        for (String bus : List.of("monitor", "record", "pfl")) {
            gain("/bus/" + bus, 0);
            toggle("/bus/" + bus + "/mute", Access.READ_WRITE, false);
            toggle("/bus/" + bus + "/limiter", Access.READ_WRITE, bus.equals("monitor"));
            meter("/bus/" + bus, -7);
        }
    }

    private void strip(String at, double gainDb, double peakDb) {
        gain(at, gainDb);
        node(at + "/trim", new Kind.Real(-24, 24), Access.READ_WRITE, Value.of(0.0));
        node(at + "/delay", new Kind.Real(0, 200), Access.READ_WRITE, Value.of(0.0));
        node(at + "/pan", new Kind.Real(-1, 1), Access.READ_WRITE, Value.of(0.0));
        for (String name : List.of("polarity", "mute", "solo", "solo_safe", "pfl")) {
            toggle(at + "/" + name, Access.READ_WRITE, false);
        }
        toggle(at + "/muted_by_group", Access.READ, false);
        toggle(at + "/muted_by_solo", Access.READ, false);
        for (String bus : List.of("monitor", "record")) {
            gain(at + "/send/" + bus, 0);
            toggle(at + "/send/" + bus + "/on", Access.READ_WRITE, true);
            toggle(at + "/send/" + bus + "/pre_fader", Access.READ_WRITE, false);
        }
        meter(at, peakDb);
        for (String name : List.of("pre_peak", "pre_rms")) {
            real(at + "/meter/" + name, name.endsWith("rms") ? peakDb - 8 : peakDb);
        }
    }

    private void gain(String at, double db) {
        node(at + "/gain", new Kind.Real(-144, 10), Access.READ_WRITE, Value.of(db));
    }

    private void meter(String at, double peakDb) {
        real(at + "/meter/peak", peakDb);
        real(at + "/meter/rms", peakDb - 8);
    }

    /// Opens a link to it: it is here at once.
    public EngineLink open(LinkEars listener) {
        ears = listener;
        returns();
        return new EngineLink() {
            @Override
            public boolean offer(String address, Value value) {
                asked.add(address + " " + value.words());
                return true;
            }

            @Override
            public void close() {
                ears = null;
            }
        };
    }

    /// A second of music has been played.
    ///
    /// @param second which one
    public void play(int second) {
        Map<String, Double> losses = Map.of("bob", 0.0, "carla", 0.004, "dmitri", 0.031);
        losses.forEach((name, lostShare) -> {
            counters(name, second, lostShare);
            for (String counter : List.of("received", "lost", "late", "repaired", "played", "concealed")) {
                tell("/peer/" + name + "/track/main/" + counter);
            }
        });
    }

    private void tell(String address) {
        Value value = values.get(address);
        if (ears != null && value != null) {
            ears.onValue(address, value);
        }
    }

    /// From now on a node holds something else.
    public void set(String address, Value value) {
        values.put(address, value);
        tell(address);
    }

    /// It goes away.
    public void leaves(String why) {
        if (ears != null) {
            ears.onAway(why);
        }
    }

    /// It comes back.
    public void returns() {
        LinkEars listener = ears;
        if (listener != null) {
            listener.onHere("alice");
            listener.onAdded(List.copyOf(nodes.values()));
            values.forEach(listener::onValue);
        }
    }

    /// Nodes below a branch go.
    public void loses(String branch) {
        List<String> gone = nodes.keySet().stream()
                .filter(address -> address.startsWith(branch + "/"))
                .toList();
        gone.forEach(nodes::remove);
        if (ears != null) {
            ears.onRemoved(gone);
        }
    }

    /// What it was asked for, in order: address, blank, words.
    public List<String> asked() {
        return asked;
    }
}
