package tutti.engine.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tutti.engine.driver.DriverException;
import tutti.engine.driver.DriverFormat;

/// A [tutti.engine.fake.FakePort] that is written after it was closed throws, so every turn also checks that no plan
/// names a closed port.
class DeskTest {
    private static final StripId BOB = new StripId.Remote("bob", "main");
    private static final StripId EVE = new StripId.Remote("eve", "main");
    private static final BusId FX = new BusId("fx");

    private final MixerRig rig = new MixerRig();
    private final Desk desk = rig.desk;

    @Test
    void shouldHaveTheMonitorsPortsAloneAtFirst() {
        assertEquals(List.of("monitor_1", "monitor_2"), rig.driver.portNames());
    }

    @Test
    void shouldOpenAndCloseTheBusesPortsWhenNoPlanNamesThem() {
        desk.addBus(FX);
        desk.bus(BusId.RECORD, bus -> bus.withPatched(true));
        assertEquals(List.of("monitor_1", "monitor_2", "fx_1", "fx_2", "record_1", "record_2"), rig.driver.portNames());
        rig.turn();
        desk.removeBus(FX);
        desk.bus(BusId.RECORD, bus -> bus.withPatched(false));
        desk.tidyUp();
        assertFalse(rig.driver.port("fx_1").closed, "a callback may still run");
        rig.turn();
        rig.turn();
        assertEquals(4, desk.tidyUp());
        assertEquals(List.of("monitor_1", "monitor_2"), rig.driver.portNames());
    }

    @Test
    void shouldTakeBackPortsThatStillWait() {
        desk.addBus(FX);
        desk.removeBus(FX);
        desk.addBus(FX);

        assertTrue(rig.driver.portNames().contains("fx_1"));
        rig.turn();
        rig.turn();
        assertEquals(0, desk.tidyUp());
    }

    @Test
    void shouldChangeNothingWhenTheDriverHasNoPortsLeft() {
        rig.driver.maxPorts = 3;
        DeskView before = desk.view();

        assertThrows(DriverException.class, () -> desk.addBus(FX));
        assertEquals(before, desk.view());
        assertEquals(List.of("monitor_1", "monitor_2"), rig.driver.portNames());
    }

    @Test
    void shouldKeepTheSettingsOfWhoIsAway() {
        rig.attach(BOB, 2);
        desk.fader(BOB, -20);
        desk.detach(BOB);
        assertEquals(Set.of(), desk.view().present());
        desk.strip(BOB, strip -> strip.withPan(-1));
        play(rig.attach(BOB, 2), 0.5f, 0.5f, 1);

        assertEquals(0.05f, rig.heard("monitor_1")[0], 1e-6f);
        assertEquals(0f, rig.heard("monitor_2")[0]);
    }

    @Test
    void shouldTellOfEveryChangeAndOfNothingElse() {
        List<DeskView> told = new ArrayList<>();
        desk.listen(told::add);
        rig.attach(BOB, 1);
        desk.fader(BOB, -3);
        desk.fader(BOB, -3);
        assertThrows(IllegalArgumentException.class, () -> desk.fader(BOB, 20));
        desk.detach(BOB);
        desk.forget(BOB);

        assertEquals(4, told.size());
        assertEquals(Set.of(BOB), told.get(0).present());
        assertEquals(-3, told.get(1).graph().strip(BOB).faderDb());
        assertEquals(Set.of(), told.get(2).present());
        assertEquals(Map.of(), told.get(3).graph().strips());
        for (int i = 1; i < told.size(); i++) {
            assertTrue(told.get(i).revision() > told.get(i - 1).revision());
        }
    }

    @Test
    void shouldNotForgetWhoIsHere() {
        rig.attach(BOB, 1);

        assertEquals(
                "bob/main is here, so it cannot be forgotten.",
                assertThrows(IllegalArgumentException.class, () -> desk.forget(BOB))
                        .getMessage());
    }

    @Test
    void shouldForgetWhoHasBeenAwayForLongestWhenThereIsNoRoom() {
        for (int n = 0; n < RoutingGraph.MAX_STRIPS; n++) {
            StripId strip = new StripId.Remote("p" + n, "main");
            desk.edit(graph -> graph.withStrip(strip));
        }
        rig.attach(BOB, 1);

        assertEquals(RoutingGraph.MAX_STRIPS, desk.view().graph().strips().size());
        assertFalse(desk.view().graph().strips().containsKey(new StripId.Remote("p0", "main")));
        assertTrue(desk.view().present().contains(BOB));
    }

    @Test
    void shouldPanMonoWithThreeDecibelsLessInTheCentre() {
        play(rig.attach(BOB, 1), 0.5f, 0, 1);

        assertEquals(0.5 * Math.sqrt(0.5), rig.heard("monitor_1")[0], 1e-6);
        assertEquals(0.5 * Math.sqrt(0.5), rig.heard("monitor_2")[0], 1e-6);
    }

    @Test
    void shouldHearWhatIsListenedToInPlaceOfTheMix() {
        MixerRig.Sound bob = rig.attach(BOB, 2);
        MixerRig.Sound eve = rig.attach(EVE, 2);
        fill(eve, 0.25f, 0.25f);
        desk.mute(BOB, true);
        desk.listenTo(BOB, true);
        play(bob, 0.5f, -0.5f, 10);
        assertEquals(0.5f, rig.heard("monitor_1")[0]);
        assertEquals(-0.5f, rig.heard("monitor_2")[0]);
        desk.clearSolos();
        play(bob, 0.5f, -0.5f, 10);
        assertEquals(0.25f, rig.heard("monitor_1")[0]);
    }

    @Test
    void shouldLimitTheMonitorUnlessItIsAskedNotTo() {
        MixerRig.Sound bob = rig.attach(BOB, 2);
        desk.fader(BOB, 10);
        play(bob, 0.9f, 0.9f, 10);
        assertEquals(1f, rig.heard("monitor_1")[0]);
        desk.bus(BusId.MONITOR, bus -> bus.withLimited(false));
        play(bob, 0.9f, 0.9f, 2_000);
        assertEquals(0.9 * Math.pow(10, 0.5), rig.heard("monitor_1")[0], 1e-3);
    }

    @Test
    void shouldMeterStripsAndBusesForSeveralReaders() {
        MeterReader early = desk.meter(BOB);
        assertEquals(0, early.lanes());
        MixerRig.Sound bob = rig.attach(BOB, 2);
        desk.fader(BOB, -6);
        MeterReader one = desk.meter(BOB);
        MeterReader other = desk.meter(BOB);
        MeterReader monitor = desk.meter(BusId.MONITOR);
        play(bob, 0.5f, 0.25f, 20);
        for (MeterReader reader : List.of(one, other)) {
            assertTrue(reader.read());
            assertEquals(0.5, reader.peak(0));
            assertEquals(0.0625, reader.meanSquare(1), 1e-9);
            assertEquals(0.5 * Math.pow(10, -6 / 20.0), reader.peak(2), 1e-6);
        }
        assertTrue(monitor.read());
        assertEquals(0.25 * Math.pow(10, -6 / 20.0), monitor.peak(1), 1e-6);
        desk.mute(BOB, true);
        play(bob, 0.5f, 0.25f, 20);
        assertTrue(one.read());
        play(bob, 0.5f, 0.25f, 20);
        assertTrue(one.read());
        assertEquals(0.5, one.peak(0), "before the fader one sees who plays, muted or not");
        assertEquals(0, one.peak(2));
    }

    @Test
    void shouldSayHowLoudABusIs() {
        MixerRig.Sound bob = rig.attach(BOB, 2);
        for (int period = 0; period < 3_000; period++) {
            for (int i = 0; i < MixerRig.PERIOD; i++) {
                double phase = 2 * Math.PI * 1_000 * (period * MixerRig.PERIOD + i) / MixerRig.RATE_HZ;
                bob.next[0][i] = (float) (Math.pow(10, -23 / 20.0) * Math.sin(phase));
                bob.next[1][i] = bob.next[0][i];
            }
            rig.turn();
        }

        assertEquals(-23, desk.loudness(BusId.MONITOR).orElseThrow().integratedLufs(), 0.1);
        assertTrue(desk.loudness(BusId.RECORD).isEmpty(), "nobody can hear it, so it is not mixed");
        desk.restartLoudness(BusId.MONITOR);
        assertEquals(-144, desk.loudness(BusId.MONITOR).orElseThrow().integratedLufs());
    }

    @Test
    void shouldPlayOnInAnotherFormat() {
        DriverFormat other = new DriverFormat(96_000, 32);
        MixerRig.Sound bob = new MixerRig.Sound(2);
        fill(bob, 0.5f, 0.5f);
        MeterReader meter = desk.meter(BOB);
        desk.arrange(null, MixerRig.FORMAT, Map.of(BOB, new StripInput(bob, 2)));
        desk.fader(BOB, -20);
        rig.turn();
        rig.driver.format = other;
        desk.arrange(null, other, Map.of(BOB, new StripInput(bob, 2)));
        meter.read();
        for (int i = 0; i < 20; i++) {
            rig.turn();
        }

        assertEquals(0.05f, rig.heard("monitor_1")[31], 1e-6f);
        assertTrue(meter.read());
        assertEquals(0.5, meter.peak(0));
    }

    private void play(MixerRig.Sound sound, float left, float right, int periods) {
        fill(sound, left, right);
        for (int i = 0; i < periods; i++) {
            rig.turn();
        }
    }

    private static void fill(MixerRig.Sound sound, float left, float right) {
        Arrays.fill(sound.next[0], left);
        if (sound.next.length > 1) {
            Arrays.fill(sound.next[1], right);
        }
    }
}
