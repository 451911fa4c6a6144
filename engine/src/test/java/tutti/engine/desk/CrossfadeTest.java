package tutti.engine.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CrossfadeTest {
    private static final StripId BOB = new StripId.Remote("bob", "main");
    private static final StripId EVE = new StripId.Remote("eve", "main");

    private final RoutingGraph from =
            RoutingGraph.initial().withStrip(BOB).withStrip(EVE).withVca("band", VcaGroup.UNITY);

    private static StripSettings bob(RoutingGraph graph) {
        return graph.strip(BOB);
    }

    @Test
    void shouldGlideInDecibels() {
        RoutingGraph to = from.withFader(BOB, -40)
                .withStrip(BOB, strip -> strip.withPan(1).withTrimDb(10))
                .withBus(BusId.MONITOR, bus -> bus.withFaderDb(-8))
                .withVca("band", new VcaGroup(-4, false));
        Crossfade way = new Crossfade(from, to);
        RoutingGraph begun = way.begun(from);
        assertEquals(from, begun);
        RoutingGraph half = way.at(begun, 0.5);
        assertEquals(-20, bob(half).faderDb(), 1e-9);
        assertEquals(0.5, bob(half).pan(), 1e-9);
        assertEquals(5, bob(half).trimDb(), 1e-9);
        assertEquals(-4, half.bus(BusId.MONITOR).faderDb(), 1e-9);
        assertEquals(-2, half.vca("band").faderDb(), 1e-9);
        assertEquals(to, way.at(half, 1));
    }

    @Test
    void shouldHaveEverythingElseAtOnce() {
        BusId fx = new BusId("fx");
        RoutingGraph to = from.withBus(fx)
                .withStrip(BOB, strip -> strip.withMuted(true).withDelayMs(20))
                .withFader(BOB, -40);
        RoutingGraph begun = new Crossfade(from, to).begun(from);

        assertTrue(begun.buses().containsKey(fx));
        assertTrue(bob(begun).muted());
        assertEquals(20, bob(begun).delayMs());
        assertEquals(0, bob(begun).faderDb());
    }

    @Test
    void shouldWasteNoTimeBelowWhatIsHeard() {
        Crossfade way = new Crossfade(from, from.withFader(BOB, Decibels.SILENCE));
        RoutingGraph begun = way.begun(from);
        RoutingGraph half = way.at(begun, 0.5);
        assertEquals(-45, bob(half).faderDb(), 1e-9);
        assertEquals(Decibels.SILENCE, bob(way.at(half, 1)).faderDb());
    }

    @Test
    void shouldFadeSendsThatAreSwitched() {
        RoutingGraph to = from.withStrip(BOB, strip -> strip.withSend(BusId.RECORD, send -> send.withOn(false)))
                .withStrip(EVE, strip -> strip.withSend(BusId.RECORD, send -> send.withOn(true)));
        RoutingGraph off = from.withStrip(EVE, strip -> strip.withSend(BusId.RECORD, _ -> Send.OFF));
        Crossfade way = new Crossfade(off, to);
        RoutingGraph half = way.at(way.begun(off), 0.5);

        assertEquals(new Send(true, -45, Send.Tap.POST_FADER), half.strip(BOB).send(BusId.RECORD));
        assertEquals(new Send(true, -45, Send.Tap.POST_FADER), half.strip(EVE).send(BusId.RECORD));
        assertEquals(to, way.at(half, 1));
    }

    @Test
    void shouldLeaveWhatSomebodyMoves() {
        RoutingGraph to = from.withFader(BOB, -40)
                .withFader(EVE, -40)
                .withStrip(BOB, strip -> strip.withSend(BusId.RECORD, send -> send.withLevelDb(-20)));
        Crossfade way = new Crossfade(from, to);
        RoutingGraph touched = way.at(way.begun(from), 0.5)
                .withFader(BOB, -3)
                .withStrip(BOB, strip -> strip.withSend(BusId.RECORD, send -> send.withLevelDb(-1)));
        RoutingGraph over = way.at(way.at(touched, 0.75), 1);

        assertEquals(-3, bob(over).faderDb());
        assertEquals(-1, bob(over).send(BusId.RECORD).levelDb());
        assertEquals(-40, over.strip(EVE).faderDb());
    }

    @Test
    void shouldBearThatThingsGoMeanwhile() {
        BusId fx = new BusId("fx");
        RoutingGraph with = from.withBus(fx).withStrip(BOB, strip -> strip.withSend(fx, _ -> Send.UNITY));
        RoutingGraph to = with.withFader(EVE, -40)
                .withBus(fx, bus -> bus.withFaderDb(-40))
                .withVca("band", new VcaGroup(-40, false))
                .withStrip(BOB, strip -> strip.withSend(fx, send -> send.withLevelDb(-40)));
        Crossfade way = new Crossfade(with, to);
        RoutingGraph less = way.begun(with).withoutBus(fx).withoutVca("band").withoutStrip(EVE);
        RoutingGraph over = way.at(less, 1);

        assertFalse(over.strips().containsKey(EVE));
        assertEquals(less, over);
    }
}
