package tutti.engine.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a change of a control adds above 4 kHz to a sine of 100 Hz that is mixed, beside what the same change
/// would add as a jump.
class ClickTest {
    private static final StripId BOB = new StripId.Remote("bob", "main");
    private static final double SINE_HZ = 100;
    private static final int FRAMES = 4_096;
    private static final int CHANGE_AT = 2_048;
    private static final int STEP_FRAMES = 6 * MixerRig.PERIOD;
    private static final int FADE_FRAMES = 7 * STEP_FRAMES;

    /// The hard step's energy there is 0 dB by definition.
    private static final double WANTED_DB = -60;

    static Stream<Consumer<Desk>> changes() {
        return Stream.of(
                desk -> desk.fader(BOB, Decibels.SILENCE),
                desk -> desk.fader(BOB, -6),
                desk -> desk.mute(BOB, true),
                desk -> desk.strip(BOB, strip -> strip.withPan(1)),
                desk -> desk.strip(BOB, strip -> strip.withTrimDb(-20)),
                desk -> desk.strip(BOB, strip -> strip.withPolarityInverted(true)),
                desk -> desk.solo(new StripId.Remote("eve", "main"), true),
                desk -> desk.send(BOB, BusId.MONITOR, send -> send.withOn(false)),
                desk -> desk.bus(BusId.MONITOR, bus -> bus.withMuted(true)));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void shouldNotClick(Consumer<Desk> change) {
        MixerRig rig = new MixerRig();
        rig.desk.edit(graph -> graph.withStrip(new StripId.Remote("eve", "main")));
        MixerRig.Sound bob = rig.attach(BOB, 1);
        double[] heard = new double[FRAMES];
        double[] sine = new double[FRAMES];
        for (int at = 0; at < FRAMES; at += MixerRig.PERIOD) {
            for (int i = 0; i < MixerRig.PERIOD; i++) {
                // At its crest when the change comes, where a jump is worst.
                sine[at + i] = Math.cos(2 * Math.PI * SINE_HZ * (at + i - CHANGE_AT) / MixerRig.RATE_HZ);
                bob.next[0][i] = (float) (0.5 * sine[at + i]);
            }
            if (at == CHANGE_AT) {
                change.accept(rig.desk);
            }
            rig.turn();
            for (int i = 0; i < MixerRig.PERIOD; i++) {
                heard[at + i] = rig.heard("monitor_1")[i];
            }
        }
        double before = heard[CHANGE_AT - 1] / sine[CHANGE_AT - 1];
        double after = heard[FRAMES - 1] / sine[FRAMES - 1];
        double[] jumping = new double[FRAMES];
        for (int i = 0; i < FRAMES; i++) {
            jumping[i] = sine[i] * (i < CHANGE_AT ? before : after);
        }

        double hardDb = energyAboveDb(jumping);
        double softDb = energyAboveDb(heard);
        assertTrue(softDb - hardDb < WANTED_DB, softDb - hardDb + " dB of the jump's are left");
    }

    static Stream<double[]> paddingsMs() {
        return Stream.of(new double[] {0, 5}, new double[] {5, 12}, new double[] {12, 0});
    }

    /// The delay changes so that the sine goes on elsewhere in its turn.
    @ParameterizedTest
    @MethodSource("paddingsMs")
    void shouldNotClickWhenPaddingChanges(double[] fromAndToMs) {
        MixerRig rig = new MixerRig();
        MixerRig.Sound bob = rig.attach(BOB, 1);
        rig.desk.pad(Map.of(BOB, fromAndToMs[0]));
        double[] heard = new double[FRAMES];
        double[] jumping = new double[FRAMES];
        for (int at = -FRAMES; at < FRAMES; at += MixerRig.PERIOD) {
            for (int i = 0; i < MixerRig.PERIOD; i++) {
                bob.next[0][i] = (float) (0.5 * sine(at + i, 0));
            }
            if (at == CHANGE_AT) {
                rig.desk.pad(Map.of(BOB, fromAndToMs[1]));
            }
            rig.turn();
            for (int i = 0; i < MixerRig.PERIOD && at >= 0; i++) {
                heard[at + i] = rig.heard("monitor_1")[i];
                jumping[at + i] = 0.5 * Math.sqrt(0.5) * sine(at + i, fromAndToMs[at < CHANGE_AT ? 0 : 1]);
            }
        }
        assertEquals(jumping[FRAMES - 1], heard[FRAMES - 1], 1e-4);
        double leftDb = energyAboveDb(heard) - energyAboveDb(jumping);
        assertTrue(leftDb < WANTED_DB, leftDb + " dB of the jump's are left");
    }

    private static double sine(int frame, double delayMs) {
        double frames = frame - CHANGE_AT - delayMs * MixerRig.RATE_HZ / 1_000;
        return Math.cos(2 * Math.PI * SINE_HZ * frames / MixerRig.RATE_HZ);
    }

    /// A fade of 60 ms in steps of 8 ms, as scenes take them: its steps are not heard either.
    @Test
    void shouldNotClickWhileASceneIsRecalled() {
        MixerRig rig = new MixerRig();
        MixerRig.Sound bob = rig.attach(BOB, 1);
        RoutingGraph from = rig.desk.view().graph();
        Crossfade way = new Crossfade(
                from,
                from.withFader(BOB, Decibels.SILENCE)
                        .withStrip(BOB, strip -> strip.withPan(1).withTrimDb(-20))
                        .withStrip(BOB, strip -> strip.withSend(BusId.MONITOR, send -> send.withOn(false))));
        double[] heard = new double[FRAMES];
        double[] jumping = new double[FRAMES];
        for (int at = 0; at < FRAMES; at += MixerRig.PERIOD) {
            for (int i = 0; i < MixerRig.PERIOD; i++) {
                double sine = Math.cos(2 * Math.PI * SINE_HZ * (at + i - CHANGE_AT) / MixerRig.RATE_HZ);
                bob.next[0][i] = (float) (0.5 * sine);
                jumping[at + i] = at + i < CHANGE_AT ? 0.5 * Math.sqrt(0.5) * sine : 0;
            }
            int sinceChange = at - (CHANGE_AT - FADE_FRAMES / 2);
            if (sinceChange == 0) {
                rig.desk.edit(way::begun);
            } else if (sinceChange > 0 && sinceChange <= FADE_FRAMES && sinceChange % STEP_FRAMES == 0) {
                rig.desk.edit(graph -> way.at(graph, sinceChange / (double) FADE_FRAMES));
            }
            rig.turn();
            for (int i = 0; i < MixerRig.PERIOD; i++) {
                heard[at + i] = rig.heard("monitor_1")[i];
            }
        }
        assertEquals(0, heard[FRAMES - 1]);
        double leftDb = energyAboveDb(heard) - energyAboveDb(jumping);
        assertTrue(leftDb < WANTED_DB, leftDb + " dB of the jump's are left");
    }

    /// From 4 kHz to half the rate, by a plain Fourier transform under a Blackman-Harris window, whose side lobes
    /// are below -92 dB.
    private static double energyAboveDb(double[] samples) {
        double energy = 0;
        int firstBin = 4_000 * FRAMES / MixerRig.RATE_HZ;
        for (int bin = firstBin; bin < FRAMES / 2; bin += 7) {
            double real = 0;
            double imaginary = 0;
            for (int i = 0; i < FRAMES; i++) {
                double angle = 2 * Math.PI * i / FRAMES;
                double window = 0.35875
                        - 0.48829 * Math.cos(angle)
                        + 0.14128 * Math.cos(2 * angle)
                        - 0.01168 * Math.cos(3 * angle);
                double turn = angle * bin;
                real += samples[i] * window * Math.cos(turn);
                imaginary += samples[i] * window * Math.sin(turn);
            }
            energy += real * real + imaginary * imaginary;
        }
        return 10 * Math.log10(energy);
    }
}
