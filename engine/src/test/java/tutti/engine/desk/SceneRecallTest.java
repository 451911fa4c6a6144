package tutti.engine.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SceneRecallTest {
    private static final StripId BOB = new StripId.Remote("bob", "main");
    private static final StripId EVE = new StripId.Remote("eve", "main");
    private static final BusId FX = new BusId("fx");

    private final RoutingGraph start = RoutingGraph.initial().withStrip(BOB).withStrip(EVE);

    /// A desk on which everything of bob's is another thing than at the start.
    private static RoutingGraph moved(RoutingGraph graph) {
        return graph.withBus(FX)
                .withBus(BusId.MONITOR, bus -> bus.withFaderDb(-5))
                .withVca("band", new VcaGroup(-3, true))
                .withStrip(
                        BOB,
                        strip -> strip.withTrimDb(6)
                                .withPolarityInverted(true)
                                .withDelayMs(10)
                                .withMuted(true)
                                .withPan(-1)
                                .withVca("band", true)
                                .withSend(BusId.RECORD, send -> send.withLevelDb(-7))
                                .withSend(FX, _ -> new Send(true, -10, Send.Tap.PRE_FADER)))
                .withFader(BOB, -20)
                .withLink(BOB, "pair");
    }

    @Test
    void shouldBringEverythingBack() {
        RoutingGraph scene = moved(start);
        assertEquals(scene, start.recalling(scene, ParameterClass.ALL));
    }

    /// What is not in the scope stays, whatever else is recalled.
    @ParameterizedTest
    @EnumSource
    void shouldRecallOneClassAndNoOther(ParameterClass parameters) {
        RoutingGraph scene = moved(start);
        RoutingGraph recalled = start.recalling(scene, Set.of(parameters));
        Set<ParameterClass> others = EnumSet.complementOf(EnumSet.of(parameters));

        assertFalse(recalled.equals(start), "something changed");
        assertTrue(differences(start, recalled).stream().noneMatch(others::contains), recalled.toString());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BUSES")
    void shouldLeaveWhatIsSafe(ParameterClass parameters) {
        RoutingGraph scene = moved(start);
        RoutingGraph safe = start.withStrip(BOB, strip -> strip.withRecallSafe(parameters, true));
        RoutingGraph recalled = safe.recalling(scene, ParameterClass.ALL);
        Set<ParameterClass> differing = differences(safe, recalled);

        assertFalse(ofStrip(differing, safe, recalled).contains(parameters), differing.toString());
        assertEquals(safe.strip(BOB).recallSafe(), recalled.strip(BOB).recallSafe());
    }

    /// VCA groups themselves are the desk's and no strip's.
    private static Set<ParameterClass> ofStrip(Set<ParameterClass> differing, RoutingGraph one, RoutingGraph other) {
        Set<ParameterClass> strips = EnumSet.copyOf(differing);
        if (one.strip(BOB).vcas().equals(other.strip(BOB).vcas())
                && Objects.equals(one.linkOf(BOB), other.linkOf(BOB))) {
            strips.remove(ParameterClass.GROUPS);
        }
        return strips;
    }

    private static Set<ParameterClass> differences(RoutingGraph one, RoutingGraph other) {
        StripSettings mine = one.strip(BOB);
        StripSettings yours = other.strip(BOB);
        Set<ParameterClass> differing = EnumSet.noneOf(ParameterClass.class);
        Map.of(
                        ParameterClass.FADER,
                        mine.faderDb() != yours.faderDb(),
                        ParameterClass.MUTE,
                        mine.muted() != yours.muted(),
                        ParameterClass.PAN,
                        mine.pan() != yours.pan(),
                        ParameterClass.SENDS,
                        !mine.sends().equals(yours.sends()),
                        ParameterClass.TRIM,
                        mine.trimDb() != yours.trimDb()
                                || mine.polarityInverted() != yours.polarityInverted()
                                || mine.delayMs() != yours.delayMs(),
                        ParameterClass.GROUPS,
                        !one.vcas().equals(other.vcas())
                                || !one.links().equals(other.links())
                                || !mine.vcas().equals(yours.vcas()),
                        ParameterClass.BUSES,
                        !one.buses().equals(other.buses()))
                .forEach((parameters, differs) -> {
                    if (differs) {
                        differing.add(parameters);
                    }
                });
        return differing;
    }

    @Test
    void shouldNotBringSolosOrLooksBackAndKeepThoseThatAreThere() {
        RoutingGraph scene = start.withSolo(BOB, true)
                .withStrip(BOB, strip -> strip.withSoloSafe(true).withLook(look -> look.withLabel("then")));
        RoutingGraph now = start.withSolo(EVE, true).withListening(EVE, true);

        assertEquals(now, now.recalling(scene, ParameterClass.ALL));
    }

    @Test
    void shouldKeepWhatTheSceneDoesNotKnow() {
        RoutingGraph now = start.withBus(FX)
                .withVca("band", VcaGroup.UNITY)
                .withStrip(EVE, strip -> strip.withSend(FX, _ -> Send.UNITY).withVcas(Set.of("band")))
                .withLink(EVE, "pair")
                .withFader(EVE, -3);
        RoutingGraph scene = RoutingGraph.initial().withStrip(BOB).withFader(BOB, -20);
        RoutingGraph recalled = now.recalling(scene, ParameterClass.ALL);

        assertEquals(now.strip(EVE), recalled.strip(EVE));
        assertEquals(-20, recalled.strip(BOB).faderDb());
        assertTrue(recalled.buses().containsKey(FX), "its ports have cables");
        assertEquals("pair", recalled.linkOf(EVE));
    }

    @Test
    void shouldPrepareAStripForItsReturn() {
        RoutingGraph scene = start.withFader(BOB, -20);
        RoutingGraph recalled = RoutingGraph.initial().withStrip(EVE).recalling(scene, Set.of(ParameterClass.FADER));

        assertEquals(-20, recalled.strip(BOB).faderDb());
        assertEquals(recalled, recalled.withStrip(BOB), "it comes as it was stored");
    }

    @Test
    void shouldNotSendToABusThatIsNoMore() {
        RoutingGraph scene = moved(start);
        RoutingGraph recalled = start.recalling(scene, Set.of(ParameterClass.SENDS));

        assertFalse(recalled.strip(BOB).sends().containsKey(FX));
    }

    @Test
    void shouldLinkFadersByWhereTheyStandAfterwards() {
        RoutingGraph linked = start.withLink(BOB, "pair").withLink(EVE, "pair");
        RoutingGraph scene = start.withFader(BOB, -20).withFader(EVE, -5);
        RoutingGraph recalled = linked.recalling(scene, Set.of(ParameterClass.FADER));
        assertEquals("pair", recalled.linkOf(BOB));

        RoutingGraph moved = recalled.withFader(BOB, -25);
        assertEquals(-10, moved.strip(EVE).faderDb(), 1e-9);
    }

    @Test
    void shouldBringFadersBackThatTheLinkHasPressedToTheEnd() {
        RoutingGraph scene = start.withFader(BOB, -100)
                .withFader(EVE, -60)
                .withLink(BOB, "pair")
                .withLink(EVE, "pair")
                .withFader(EVE, -130);
        assertEquals(Decibels.SILENCE, scene.strip(BOB).faderDb());
        RoutingGraph recalled = start.recalling(scene, ParameterClass.ALL);

        assertEquals(-100, recalled.withFader(EVE, -60).strip(BOB).faderDb(), 1e-9);
    }

    @Test
    void shouldTakeASafeStripOutOfNoGroup() {
        RoutingGraph now =
                start.withLink(BOB, "pair").withStrip(BOB, strip -> strip.withRecallSafe(ParameterClass.GROUPS, true));
        RoutingGraph recalled = now.recalling(start.withLink(EVE, "pair"), ParameterClass.ALL);

        assertEquals(List.of("pair", "pair"), List.of(recalled.linkOf(BOB), recalled.linkOf(EVE)));
        assertNull(now.linkOf(EVE));
    }
}
