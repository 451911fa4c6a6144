package tutti.engine.desk;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The mixer against [ReferenceMixer]: what is left when one is subtracted from the other.
class MixerNullTest {
    private static final double WANTED_DB = -140;
    private static final BusId FX = new BusId("fx");
    private static final List<BusId> BUSES = List.of(BusId.MONITOR, BusId.RECORD, BusId.PFL, FX);

    private final MixerRig rig = new MixerRig();
    private final ReferenceMixer reference = new ReferenceMixer();
    private final Map<StripId, MixerRig.Sound> sounds = new LinkedHashMap<>();
    private final Map<BusId, double[]> residual = new LinkedHashMap<>();
    private final Map<BusId, double[]> energy = new LinkedHashMap<>();

    private void set(Random random) {
        rig.desk.edit(graph -> graph.withBus(FX)
                .withVca("band", VcaGroup.UNITY)
                .withBus(BusId.RECORD, bus -> bus.withPatched(true))
                .withBus(BusId.PFL, bus -> bus.withPatched(true))
                .withBus(BusId.MONITOR, bus -> bus.withLimited(false)));
        for (int n = 0; n < 12; n++) {
            StripId strip = new StripId.Remote("p" + n, "main");
            rig.desk.edit(graph -> graph.withStrip(strip));
            sounds.put(strip, rig.attach(strip, 1 + n % 3));
        }
        BUSES.forEach(bus -> {
            residual.put(bus, new double[1]);
            energy.put(bus, new double[1]);
        });
        play(random);
    }

    private void play(Random random) {
        Map<StripId, float[][]> given = new LinkedHashMap<>();
        sounds.forEach((strip, sound) -> {
            sound.noise(random, 0.1);
            given.put(strip, sound.next);
        });
        rig.turn();
        reference.mix(rig.desk.view().graph(), given).forEach((bus, wanted) -> {
            for (int side = 0; side < 2; side++) {
                float[] heard = rig.heard(bus + "_" + (side + 1));
                for (int i = 0; i < MixerRig.PERIOD; i++) {
                    double error = heard[i] - wanted[side][i];
                    residual.get(bus)[0] += error * error;
                    energy.get(bus)[0] += wanted[side][i] * wanted[side][i];
                }
            }
        });
    }

    private void assertNull(int periods) {
        for (BusId bus : BUSES) {
            double samples = 2.0 * MixerRig.PERIOD * periods;
            double heardDb = 10 * Math.log10(energy.get(bus)[0] / samples);
            double leftDb = 10 * Math.log10(residual.get(bus)[0] / samples);
            assertTrue(heardDb > -60, bus + " was heard: " + heardDb + " dB");
            assertTrue(leftDb < WANTED_DB, bus + ": " + leftDb + " dBFS is left of " + heardDb + " dBFS");
        }
    }

    @Test
    void shouldMixAsWrittenWithFixedSettings() {
        Random random = new Random(1);
        set(random);
        for (StripId strip : sounds.keySet()) {
            rig.desk.strip(
                    strip,
                    settings -> settings.withPan(random.nextDouble(-1, 1))
                            .withTrimDb(random.nextDouble(-12, 6))
                            .withPolarityInverted(random.nextBoolean())
                            .withDelayMs(random.nextInt(200))
                            .withSend(FX, send -> new Send(true, -6, Send.Tap.PRE_FADER)));
            rig.desk.fader(strip, random.nextDouble(-30, 0));
        }
        for (int period = 0; period < 2_000; period++) {
            play(random);
        }
        rig.desk.listenTo(sounds.keySet().iterator().next(), true);
        for (int period = 0; period < 100; period++) {
            play(random);
        }

        assertNull(2_101);
    }

    /// Every control at random, several changes in a period and in the middle of the ramps of others.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldMixAsWrittenUnderRandomAutomation(long seed) {
        Random random = new Random(seed);
        set(random);
        for (int period = 0; period < 4_000; period++) {
            for (int n = random.nextInt(3); n > 0; n--) {
                change(random);
            }
            play(random);
        }

        assertNull(4_001);
    }

    private void change(Random random) {
        StripId strip = new ArrayList<>(sounds.keySet()).get(random.nextInt(sounds.size()));
        boolean on = random.nextBoolean();
        double db = random.nextInt(6) == 0 ? Decibels.SILENCE : random.nextDouble(-40, 0);
        BusId bus = BUSES.get(random.nextInt(4));
        switch (random.nextInt(12)) {
            case 0 -> rig.desk.fader(strip, db);
            case 1 -> rig.desk.mute(strip, on);
            case 2 -> rig.desk.strip(strip, settings -> settings.withPan(random.nextDouble(-1, 1)));
            case 3 -> rig.desk.strip(strip, settings -> settings.withTrimDb(random.nextDouble(-20, 6)));
            case 4 -> rig.desk.strip(strip, settings -> settings.withPolarityInverted(on));
            case 5 -> rig.desk.strip(strip, settings -> settings.withDelayMs(on ? 0 : random.nextDouble(0, 200)));
            case 6 -> rig.desk.solo(strip, on && random.nextInt(3) == 0);
            case 7 -> rig.desk.listenTo(strip, on && random.nextInt(3) == 0);
            case 8 -> rig.desk.vca("band", group -> new VcaGroup(Math.max(db, -20), random.nextInt(4) == 0));
            case 9 -> rig.desk.strip(strip, settings -> settings.withVcas(on ? Set.of("band") : Set.of()));
            case 10 ->
                rig.desk.send(
                        strip,
                        random.nextBoolean() ? FX : BusId.RECORD,
                        send -> new Send(on, db, random.nextBoolean() ? Send.Tap.PRE_FADER : Send.Tap.POST_FADER));
            default -> rig.desk.bus(bus, settings -> settings.withFaderDb(db).withMuted(random.nextInt(5) == 0));
        }
    }
}
