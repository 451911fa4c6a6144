package tutti.engine.desk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the mixer is to compute, written down frame by frame in double precision, without a thought of speed.
final class ReferenceMixer {
    private static final int RAMP_FRAMES = MixerRig.RATE_HZ / 100;

    private final Map<String, Ramp> ramps = new HashMap<>();
    private final Map<String, Delay> delays = new HashMap<>();

    /// A factor on its way.
    private static final class Ramp {
        double target;
        double from;
        double slope;
        int done = RAMP_FRAMES;

        Ramp(double first) {
            target = first;
        }

        double at(double s) {
            double d = target - from;
            return from + slope * s + (3 * d - 2 * slope) * s * s + (slope - 2 * d) * s * s * s;
        }

        double slopeAt(double s) {
            double d = target - from;
            return slope + 2 * (3 * d - 2 * slope) * s + 3 * (slope - 2 * d) * s * s;
        }

        double next(double wanted) {
            if (wanted != target) {
                double s = (double) done / RAMP_FRAMES;
                double value = done < RAMP_FRAMES ? at(s) : target;
                double speed = done < RAMP_FRAMES ? slopeAt(s) : 0;
                double change = wanted - value;
                slope = change >= 0 ? Math.clamp(speed, 0, 3 * change) : Math.clamp(speed, 3 * change, 0);
                from = value;
                target = wanted;
                done = 0;
            }
            return done < RAMP_FRAMES ? at((double) done++ / RAMP_FRAMES) : target;
        }
    }

    /// All that one channel ever played, since it was delayed for the first time.
    private static final class Delay {
        final List<Double> past = new ArrayList<>();
        int frames;
        int nextFrames;
        int done = RAMP_FRAMES;

        double next(double sample, int wanted) {
            if (done == RAMP_FRAMES && past.size() % MixerRig.PERIOD == 0 && wanted != frames) {
                nextFrames = wanted;
                done = 0;
            }
            double shape = past.size() < RAMP_FRAMES ? smooth((double) past.size() / RAMP_FRAMES) : 1;
            past.add(sample * shape);
            double before = tap(sample, frames);
            if (done == RAMP_FRAMES) {
                return before;
            }
            double mixed = before + (tap(sample, nextFrames) - before) * smooth((double) done / RAMP_FRAMES);
            done++;
            frames = done == RAMP_FRAMES ? nextFrames : frames;
            return mixed;
        }

        double tap(double sample, int delayFrames) {
            int at = past.size() - 1 - delayFrames;
            return delayFrames == 0 ? sample : at < 0 ? 0 : past.get(at);
        }

        static double smooth(double s) {
            return s * s * (3 - 2 * s);
        }
    }

    private double factor(String name, double wanted) {
        return ramps.computeIfAbsent(name, absent -> new Ramp(wanted)).next(wanted);
    }

    /// One period of every bus, `[side][frame]`; pfl replaces the monitor while it is listened to. No limiter.
    Map<BusId, double[][]> mix(RoutingGraph graph, Map<StripId, float[][]> sounds) {
        Map<BusId, double[][]> mixed = new HashMap<>();
        graph.buses().keySet().forEach(bus -> mixed.put(bus, new double[2][MixerRig.PERIOD]));
        for (int frame = 0; frame < MixerRig.PERIOD; frame++) {
            int now = frame;
            sounds.forEach((strip, sound) -> add(graph, strip, sound, now, mixed));
            for (BusId bus : graph.buses().keySet()) {
                if (!bus.equals(BusId.MONITOR)) {
                    finish(graph, bus, 0, now, mixed);
                }
            }
            finish(graph, BusId.MONITOR, graph.listened().isEmpty() ? 0 : 1, now, mixed);
        }
        return mixed;
    }

    private void add(RoutingGraph graph, StripId strip, float[][] sound, int frame, Map<BusId, double[][]> mixed) {
        StripSettings settings = graph.strip(strip);
        double trim = Math.pow(10, settings.trimDb() / 20) * (settings.polarityInverted() ? -1 : 1);
        double trimmed = factor(strip + " trim", trim);
        int delayFrames = (int) Math.round(settings.delayMs() * MixerRig.RATE_HZ / 1_000);
        double[] samples = new double[sound.length];
        for (int channel = 0; channel < sound.length; channel++) {
            samples[channel] = sound[channel][frame] * trimmed;
            String line = strip + " delay " + channel;
            if (delayFrames > 0 && !delays.containsKey(line)) {
                delays.put(line, new Delay());
            }
            Delay delay = delays.get(line);
            samples[channel] = delay == null ? samples[channel] : delay.next(samples[channel], delayFrames);
        }
        for (BusId bus : graph.buses().keySet()) {
            double gain = graph.gainTo(bus, strip);
            double pan = bus.equals(BusId.PFL) ? 0 : settings.pan();
            double angle = (pan + 1) * Math.PI / 4;
            boolean isMono = sound.length == 1;
            double left = isMono ? Math.cos(angle) : pan <= 0 ? 1 : Math.cos(pan * Math.PI / 2);
            double right = isMono ? Math.sin(angle) : pan >= 0 ? 1 : Math.cos(pan * Math.PI / 2);
            double leftGain = factor(strip + " to " + bus + " left", gain * left);
            double rightGain = factor(strip + " to " + bus + " right", gain * right);
            for (int channel = 0; channel < samples.length; channel++) {
                if (isMono || channel % 2 == 0) {
                    mixed.get(bus)[0][frame] += samples[channel] * leftGain;
                }
                if (isMono || channel % 2 == 1) {
                    mixed.get(bus)[1][frame] += samples[channel] * rightGain;
                }
            }
        }
    }

    private void finish(RoutingGraph graph, BusId bus, double listening, int frame, Map<BusId, double[][]> mixed) {
        BusSettings settings = graph.bus(bus);
        double fader =
                settings.muted() || settings.faderDb() <= Decibels.SILENCE ? 0 : Math.pow(10, settings.faderDb() / 20);
        double own = factor(bus + " fader", fader * (1 - listening));
        double listened = factor(bus + " listened", fader * listening);
        for (int side = 0; side < 2; side++) {
            mixed.get(bus)[side][frame] =
                    mixed.get(bus)[side][frame] * own + mixed.get(BusId.PFL)[side][frame] * listened;
        }
    }
}
