package tutti.engine.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RoutingGraphTest {
    private static final StripId BOB = new StripId.Remote("bob", "main");
    private static final StripId EVE = new StripId.Remote("eve", "main");
    private static final StripId OWN = new StripId.Local("main");
    private static final BusId FX = new BusId("fx");

    private final RoutingGraph graph =
            RoutingGraph.initial().withStrip(BOB).withStrip(EVE).withStrip(OWN).withStrip(StripId.CLICK);

    @Test
    void shouldBeginWithEverybodyInTheMonitorButOneself() {
        assertEquals(1, graph.gainTo(BusId.MONITOR, BOB));
        assertEquals(1, graph.gainTo(BusId.RECORD, BOB));
        assertEquals(0, graph.gainTo(BusId.MONITOR, OWN));
        assertEquals(1, graph.gainTo(BusId.RECORD, OWN));
        assertEquals(1, graph.gainTo(BusId.MONITOR, StripId.CLICK));
        assertEquals(0, graph.gainTo(BusId.RECORD, StripId.CLICK), "a click does not belong on a recording");
    }

    @Test
    void shouldKeepAStripAsItIsWhenItComesAgain() {
        RoutingGraph moved = graph.withFader(BOB, -12);

        assertSame(moved, moved.withStrip(BOB));
    }

    @Test
    void shouldAddGroupsToTheFaderWithoutMovingIt() {
        RoutingGraph grouped = graph.withVca("band", new VcaGroup(-3, false))
                .withVca("all", new VcaGroup(-2, false))
                .withStrip(BOB, strip -> strip.withVcas(Set.of("band", "all")))
                .withFader(BOB, -6);

        assertEquals(-11, grouped.levelDb(BOB), 1e-12);
        assertEquals(-6, grouped.strip(BOB).faderDb());
        assertEquals(Decibels.toLinear(-11), grouped.gainTo(BusId.MONITOR, BOB), 1e-12);
        RoutingGraph down = grouped.withVca("band", new VcaGroup(Decibels.SILENCE, false));
        assertEquals(0, down.gainTo(BusId.MONITOR, BOB));
        assertEquals(-8, grouped.withoutVca("band").levelDb(BOB), 1e-12);
    }

    @Test
    void shouldMuteByItselfByGroupAndByTheSoloOfOthersEachApart() {
        RoutingGraph grouped =
                graph.withVca("band", VcaGroup.UNITY).withStrip(BOB, strip -> strip.withVcas(Set.of("band")));

        assertEquals(new MuteState(false, false, false), grouped.muteState(BOB));
        RoutingGraph own = grouped.withStrip(BOB, strip -> strip.withMuted(true));
        assertEquals(new MuteState(true, false, false), own.muteState(BOB));
        RoutingGraph byGroup = grouped.withVca("band", new VcaGroup(0, true));
        assertEquals(new MuteState(false, true, false), byGroup.muteState(BOB));
        assertFalse(byGroup.strip(BOB).muted());
        RoutingGraph bySolo = grouped.withSolo(EVE, true);
        assertEquals(new MuteState(false, false, true), bySolo.muteState(BOB));
        for (RoutingGraph muted : List.of(own, byGroup)) {
            assertEquals(0, muted.gainTo(BusId.MONITOR, BOB));
            assertEquals(0, muted.gainTo(BusId.RECORD, BOB));
        }
    }

    @Test
    void shouldSoloInTheMonitorAlone() {
        RoutingGraph soloed = graph.withSolo(EVE, true);

        assertEquals(0, soloed.gainTo(BusId.MONITOR, BOB));
        assertEquals(1, soloed.gainTo(BusId.MONITOR, EVE));
        assertEquals(1, soloed.gainTo(BusId.RECORD, BOB), "nobody else is to notice");
        assertEquals(1, soloed.gainTo(BusId.MONITOR, StripId.CLICK), "the click is solo-safe");
        RoutingGraph both = soloed.withSolo(BOB, true);
        assertEquals(1, both.gainTo(BusId.MONITOR, BOB), "solos add up");
        assertEquals(1, soloed.withoutSolos().gainTo(BusId.MONITOR, BOB));
        RoutingGraph safe = soloed.withStrip(BOB, strip -> strip.withSoloSafe(true));
        assertEquals(1, safe.gainTo(BusId.MONITOR, BOB));
    }

    @Test
    void shouldTakeAPreFaderSendBeforeFaderGroupAndMute() {
        RoutingGraph sent = graph.withBus(FX)
                .withStrip(BOB, strip -> strip.withSend(FX, send -> new Send(true, -6, Send.Tap.PRE_FADER)))
                .withFader(BOB, -20)
                .withStrip(BOB, strip -> strip.withMuted(true));

        assertEquals(Decibels.toLinear(-6), sent.gainTo(FX, BOB), 1e-12);
        RoutingGraph post = sent.withStrip(BOB, strip -> strip.withSend(FX, send -> send.withTap(Send.Tap.POST_FADER)));
        assertEquals(0, post.gainTo(FX, BOB));
        RoutingGraph heard = post.withStrip(BOB, strip -> strip.withMuted(false));
        assertEquals(Decibels.toLinear(-26), heard.gainTo(FX, BOB), 1e-12);
    }

    @Test
    void shouldListenBeforeTheFader() {
        RoutingGraph listening = graph.withFader(BOB, Decibels.SILENCE).withListening(BOB, true);

        assertEquals(1, listening.gainTo(BusId.PFL, BOB));
        assertEquals(0, listening.gainTo(BusId.PFL, EVE));
        assertEquals(0, listening.gainTo(BusId.MONITOR, BOB));
    }

    @Test
    void shouldMoveLinkedFadersTogetherAndKeepTheirDistances() {
        RoutingGraph linked = graph.withFader(BOB, -6)
                .withFader(EVE, -16)
                .withLink(BOB, "pair")
                .withLink(EVE, "pair");

        RoutingGraph up = linked.withFader(EVE, -10);
        assertEquals(0, up.strip(BOB).faderDb(), 1e-12);
        RoutingGraph down = up.withFader(BOB, Decibels.SILENCE);
        assertEquals(Decibels.SILENCE, down.strip(EVE).faderDb());
        RoutingGraph upAgain = down.withFader(BOB, -3);
        assertEquals(-13, upAgain.strip(EVE).faderDb(), 1e-9);
        assertEquals(10, upAgain.withFader(EVE, 10).strip(BOB).faderDb(), "no further than the top");
        RoutingGraph alone = upAgain.withLink(BOB, null).withFader(BOB, -30);
        assertEquals(-13, alone.strip(EVE).faderDb(), 1e-9);
        assertNull(alone.linkOf(BOB));
        assertTrue(alone.withLink(EVE, null).links().isEmpty(), "a group without members is gone");
    }

    @Test
    void shouldForgetAllAboutABusOrAStrip() {
        RoutingGraph sent = graph.withBus(FX).withStrip(BOB, strip -> strip.withSend(FX, send -> Send.UNITY));

        assertEquals(graph, sent.withoutBus(FX));
        RoutingGraph busy = graph.withSolo(BOB, true).withListening(BOB, true).withLink(BOB, "pair");
        RoutingGraph without = busy.withoutStrip(BOB);
        assertFalse(without.strips().containsKey(BOB));
        assertEquals(Set.of(), without.soloed());
        assertEquals(Set.of(), without.listened());
        assertEquals(Map.of(), without.links());
    }

    @Test
    void shouldRefuseWhatCannotBeInASentence() {
        assertRefused("A fader goes from -144 to 10 dB, not to 11.", () -> graph.withFader(BOB, 11));
        assertRefused("A fader goes from -144 to 10 dB, not to NaN.", () -> graph.withFader(BOB, Double.NaN));
        assertRefused("Pan goes from -1 (left) to 1 (right), not to 2.0.", () -> edit(strip -> strip.withPan(2)));
        assertRefused("A strip's delay goes from 0 to 200 ms, not to 201.0.", () -> edit(s -> s.withDelayMs(201)));
        assertRefused("A trim goes from -60 to 60 dB, not to -61.", () -> edit(strip -> strip.withTrimDb(-61)));
        assertRefused(
                "bob/main is sent to a bus called \"fx\", which there is not; add it first.",
                () -> edit(strip -> strip.withSend(FX, send -> Send.UNITY)));
        assertRefused(
                "bob/main is in a group called \"band\", which there is not; add it first.",
                () -> edit(strip -> strip.withVcas(Set.of("band"))));
        assertRefused("The buses monitor, record and pfl cannot be removed.", () -> graph.withoutBus(BusId.MONITOR));
        assertRefused("There is a bus called \"monitor\" already.", () -> graph.withBus(BusId.MONITOR));
        assertRefused("There is no strip eve/drums.", () -> graph.withSolo(new StripId.Remote("eve", "drums"), true));
        assertRefused(
                "Nothing is sent to pfl; switch on the strip's pre-fader listening instead.",
                () -> edit(strip -> strip.withSend(BusId.PFL, send -> Send.UNITY)));
        assertRefused(
                "A strip has at most 16 inserts, each only once.", () -> edit(s -> s.withInserts(List.of("a", "a"))));
        assertThrows(IllegalArgumentException.class, () -> new BusId("send_main"));
        assertThrows(IllegalArgumentException.class, () -> new BusId("a/b"));
        assertThrows(IllegalArgumentException.class, () -> new StripId.Remote("a/b", "main"));
    }

    @Test
    void shouldHaveSixteenNamedBusesAtMost() {
        RoutingGraph full = graph;
        for (int n = 0; n < 16; n++) {
            full = full.withBus(new BusId("aux" + n));
        }
        RoutingGraph all = full;
        assertRefused("There are at most 16 buses besides monitor, record and pfl; remove one.", () -> all.withBus(FX));
    }

    private RoutingGraph edit(UnaryOperator<StripSettings> change) {
        return graph.withStrip(BOB, change);
    }

    private static void assertRefused(String sentence, Executable edit) {
        assertEquals(
                sentence, assertThrows(IllegalArgumentException.class, edit).getMessage());
    }

    /// Thousands of random edits; after each, every strip is exactly as loud in every bus as the rules say when
    /// they are applied by hand to a model of plain maps.
    @Test
    void shouldFollowTheRulesUnderRandomEdits() {
        Random random = new Random(5);
        List<StripId> strips = new ArrayList<>(List.of(BOB, EVE, OWN, StripId.CLICK));
        List<String> groups = List.of("one", "two");
        RoutingGraph edited = graph.withBus(FX);
        for (String group : groups) {
            edited = edited.withVca(group, VcaGroup.UNITY);
        }
        Map<StripId, Double> faders = new HashMap<>();
        Map<StripId, Boolean> mutes = new HashMap<>();
        Map<StripId, Boolean> solos = new HashMap<>();
        Map<StripId, Boolean> safes = new HashMap<>(Map.of(StripId.CLICK, true));
        Map<StripId, Set<String>> members = new HashMap<>();
        Map<String, VcaGroup> vcas = new HashMap<>(Map.of("one", VcaGroup.UNITY, "two", VcaGroup.UNITY));
        Map<StripId, Send> sends = new HashMap<>();
        for (int n = 0; n < 5_000; n++) {
            StripId strip = strips.get(random.nextInt(strips.size()));
            String group = groups.get(random.nextInt(2));
            double db = random.nextInt(5) == 0 ? Decibels.SILENCE : random.nextDouble(-80, 10);
            boolean on = random.nextBoolean();
            switch (random.nextInt(7)) {
                case 0 -> {
                    faders.put(strip, db);
                    edited = edited.withFader(strip, db);
                }
                case 1 -> {
                    mutes.put(strip, on);
                    edited = edited.withStrip(strip, settings -> settings.withMuted(on));
                }
                case 2 -> {
                    solos.put(strip, on);
                    edited = edited.withSolo(strip, on);
                }
                case 3 -> {
                    safes.put(strip, on);
                    edited = edited.withStrip(strip, settings -> settings.withSoloSafe(on));
                }
                case 4 -> {
                    members.put(strip, on ? Set.of(group) : Set.of("one", "two"));
                    edited = edited.withStrip(strip, settings -> settings.withVcas(members.get(strip)));
                }
                case 5 -> {
                    vcas.put(group, new VcaGroup(db, on));
                    edited = edited.withVca(group, vcas.get(group));
                }
                default -> {
                    Send.Tap tap = random.nextBoolean() ? Send.Tap.PRE_FADER : Send.Tap.POST_FADER;
                    sends.put(strip, new Send(on, db, tap));
                    edited = edited.withStrip(strip, settings -> settings.withSend(FX, send -> sends.get(strip)));
                }
            }
            boolean anySolo = solos.containsValue(true);
            for (StripId each : strips) {
                double levelDb = faders.getOrDefault(each, 0.0);
                boolean muted = mutes.getOrDefault(each, false);
                boolean isOff = levelDb == Decibels.SILENCE;
                for (String vca : members.getOrDefault(each, Set.of())) {
                    levelDb += vcas.get(vca).faderDb();
                    isOff |= vcas.get(vca).faderDb() == Decibels.SILENCE;
                    muted |= vcas.get(vca).muted();
                }
                double level = isOff || levelDb <= Decibels.SILENCE ? 0 : Math.pow(10, levelDb / 20);
                boolean unsoloed = anySolo && !solos.getOrDefault(each, false) && !safes.getOrDefault(each, false);
                double toMonitor = each.equals(OWN) || muted || unsoloed ? 0 : level;
                assertEquals(toMonitor, edited.gainTo(BusId.MONITOR, each), 1e-9);
                Send send = sends.getOrDefault(each, Send.OFF);
                double sent = send.levelDb() == Decibels.SILENCE ? 0 : Math.pow(10, send.levelDb() / 20);
                boolean isPre = send.tap() == Send.Tap.PRE_FADER;
                double both = levelDb + send.levelDb() <= Decibels.SILENCE ? 0 : level * sent;
                assertEquals(!send.on() ? 0 : isPre ? sent : muted ? 0 : both, edited.gainTo(FX, each), 1e-9);
            }
        }
    }

    @Test
    void shouldKeepTheDistancesOfLinkedFadersUnderRandomMoves() {
        Random random = new Random(6);
        List<StripId> strips = List.of(BOB, EVE, OWN);
        double[] offsets = {0, -7, 4};
        RoutingGraph linked = graph;
        for (int i = 0; i < 3; i++) {
            linked = linked.withFader(strips.get(i), -20 + offsets[i]).withLink(strips.get(i), "all");
        }
        for (int n = 0; n < 1_000; n++) {
            int moved = random.nextInt(3);
            double toDb = random.nextInt(4) == 0 ? Decibels.SILENCE : random.nextDouble(-144, 10);
            linked = linked.withFader(strips.get(moved), toDb);
            for (int i = 0; i < 3; i++) {
                double wanted = Math.clamp(toDb + offsets[i] - offsets[moved], Decibels.SILENCE, 10);
                assertEquals(wanted, linked.strip(strips.get(i)).faderDb(), 1e-9);
            }
        }
    }
}
