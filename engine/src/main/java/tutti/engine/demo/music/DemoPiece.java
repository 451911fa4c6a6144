package tutti.engine.demo.music;

import java.util.SplittableRandom;
import tutti.engine.driver.virtual.LoopSource;

/// Two parts of one piece, each a stereo loop of the same length, to be played at the same time: a fingerpicked
/// guitar with its melody, and a small band. Deterministic: the same at every start. Peak at -6 dBFS.
public final class DemoPiece {
    /// Who plays what.
    public enum Part {
        /// Guitar: accompaniment and melody.
        ALICE,
        /// Bass, electric piano, vibraphone, light percussion.
        BOB
    }

    private static final float PEAK = 0.501f;
    private static final double SECONDS_PER_EIGHTH = 60 / Score.BEATS_PER_MINUTE / Score.EIGHTHS_PER_BEAT;
    private static final int NUM_EIGHTHS = Score.NUM_BARS * Score.EIGHTHS_PER_BAR;

    /// Off-beat eighths come a little late: a hint of swing.
    private static final double SWING_SECONDS = 0.014;

    /// Players are not machines; the timing of a note scatters by this.
    private static final double HUMAN_SECONDS = 0.004;

    private static final double LONGEST_NOTE_SECONDS = 5;

    private final int sampleRateHz;
    private final SplittableRandom random;
    private final StereoLoop loop;
    private final float[] note;

    private DemoPiece(Part part, int sampleRateHz) {
        this.sampleRateHz = sampleRateHz;
        random = new SplittableRandom(part == Part.ALICE ? 7 : 11);
        loop = new StereoLoop(numFrames(sampleRateHz));
        note = new float[(int) (LONGEST_NOTE_SECONDS * sampleRateHz)];
    }

    /// Plays one part into memory, 36 seconds of it, in less than half a second. Thread: any. RT-safe: no.
    ///
    /// @param sampleRateHz the driver's
    public static LoopSource play(Part part, int sampleRateHz) {
        DemoPiece piece = new DemoPiece(part, sampleRateHz);
        switch (part) {
            case ALICE -> piece.playGuitar();
            case BOB -> piece.playBand();
        }
        piece.loop.master(PEAK);
        return new LoopSource(piece.loop.channels());
    }

    /// The length of the loop in frames.
    public static int numFrames(int sampleRateHz) {
        return (int) Math.round(NUM_EIGHTHS * SECONDS_PER_EIGHTH * sampleRateHz);
    }

    private void playGuitar() {
        PluckedString string = new PluckedString(sampleRateHz, random);
        for (int bar = 0; bar < Score.NUM_BARS; bar++) {
            playFingering(string, bar);
        }
        for (Score.Note melody : Score.melody()) {
            double velocity = 0.75 + 0.2 * swell(melody.eighth()) + 0.08 * accent(melody.eighth());
            double holdSeconds = melody.eighths() * SECONDS_PER_EIGHTH;
            pluck(string, melody.number(), 2.6, 0.55 * velocity, holdSeconds, melody.eighth(), 0.62 * velocity, 0.12);
        }
        new Room(sampleRateHz, 1.3).addTo(loop, 0.11f);
    }

    /// Thumb on one and three, fingers between: the strings ring until the next bar.
    private void playFingering(PluckedString string, int bar) {
        int[] strings = Score.fingering(bar);
        int[] pattern = {0, 1, 2, 3, 0, 2, 3, 1};
        for (int i = 0; i < Score.EIGHTHS_PER_BAR; i++) {
            int eighth = bar * Score.EIGHTHS_PER_BAR + i;
            int which = pattern[i];
            double velocity =
                    (which == 0 ? 0.62 : 0.42) * (0.85 + 0.15 * swell(eighth)) * (0.9 + 0.2 * random.nextDouble());
            double holdSeconds = Math.min(4, Score.EIGHTHS_PER_BAR - i) * SECONDS_PER_EIGHTH;
            double pan = -0.45 + 0.2 * which;
            pluck(string, strings[which], 3.5, 0.35, holdSeconds, eighth, velocity, pan);
        }
    }

    private void pluck(
            PluckedString string,
            int number,
            double decaySeconds,
            double brightness,
            double holdSeconds,
            int eighth,
            double gain,
            double pan) {
        int holdFrames = (int) (holdSeconds * sampleRateHz);
        int numFrames = Math.min(note.length, holdFrames + sampleRateHz / 8);
        string.pluck(Pitch.hz(number), decaySeconds, brightness, note, Math.min(holdFrames, numFrames), numFrames);
        loop.add(note, numFrames, frame(eighth), gain, pan);
    }

    private void playBand() {
        Tones tones = new Tones(sampleRateHz, random);
        for (int bar = 0; bar < Score.NUM_BARS; bar++) {
            playBass(tones, bar);
            playChords(tones, bar);
            playDrums(tones, bar);
        }
        for (Score.Note answer : Score.answers()) {
            int numFrames = tones.vibraphone(Pitch.hz(answer.number()), 0.7, note);
            loop.add(note, numFrames, frame(answer.eighth()), 0.2 + 0.05 * swell(answer.eighth()), 0.4);
        }
        new Room(sampleRateHz, 1.5).addTo(loop, 0.08f);
    }

    /// A dotted quarter, an eighth, and a half bar that walks to the next root.
    private void playBass(Tones tones, int bar) {
        int[] notes = Score.bass(bar);
        int first = bar * Score.EIGHTHS_PER_BAR;
        addBass(tones, notes[0], first, 2.8, 0.42);
        addBass(tones, notes[0], first + 3, 0.8, 0.3);
        addBass(tones, notes[0], first + 4, 1.8, 0.38);
        addBass(tones, notes[1], first + 6, 1.8, 0.34);
    }

    private void addBass(Tones tones, int number, int eighth, double eighths, double gain) {
        // Small loudspeakers hear an octave up better than the fundamental of the lowest notes.
        int numFrames = tones.bass(Pitch.hz(number), 0.5 + gain, eighths * SECONDS_PER_EIGHTH, note);
        loop.add(note, numFrames, frame(eighth), gain * (0.9 + 0.1 * swell(eighth)), 0);
    }

    /// On one, and again softly before three, the hands a little apart and spread over the room.
    private void playChords(Tones tones, int bar) {
        int[] chord = Score.chord(bar);
        int first = bar * Score.EIGHTHS_PER_BAR;
        for (int i = 0; i < chord.length; i++) {
            addPiano(tones, chord[i], first, 2.8, 0.15, i);
            addPiano(tones, chord[i], first + 3, 4.2, 0.115, i);
        }
    }

    private void addPiano(Tones tones, int number, int eighth, double eighths, double gain, int finger) {
        double velocity = 0.35 + 0.3 * swell(eighth) + 0.15 * random.nextDouble();
        int numFrames = tones.electricPiano(Pitch.hz(number), velocity, eighths * SECONDS_PER_EIGHTH, note);
        long strummed = Math.round(0.007 * finger * sampleRateHz);
        loop.add(note, numFrames, frame(eighth) + strummed, gain * (0.7 + 0.6 * velocity), -0.5 + 0.3 * finger);
    }

    private void playDrums(Tones tones, int bar) {
        int first = bar * Score.EIGHTHS_PER_BAR;
        for (int i = 0; i < Score.EIGHTHS_PER_BAR; i++) {
            double gain = i % 2 == 0 ? 0.10 : 0.16;
            int numFrames = tones.noise(0.012, 0.022, 4_000, note);
            loop.add(note, numFrames, frame(first + i), gain * (0.8 + 0.4 * random.nextDouble()), 0.55);
        }
        for (int beat = 0; beat < Score.EIGHTHS_PER_BAR; beat += 4) {
            loop.add(note, tones.kick(note), frame(first + beat), 0.5, 0);
            loop.add(note, tones.noise(0.004, 0.07, 900, note), frame(first + beat + 2), 0.22, -0.15);
        }
        if (bar % 4 == 3) {
            // A small turn into the next four bars.
            loop.add(note, tones.noise(0.002, 0.04, 1_200, note), frame(first + 7), 0.18, -0.3);
        }
    }

    /// 0 to 1: grows through each half of the piece and is greatest in its third quarter.
    private static double swell(int eighth) {
        double place = (double) eighth / NUM_EIGHTHS;
        return 0.5 - 0.5 * Math.cos(2 * Math.PI * Math.min(1, Math.pow(place, 1.3) * 1.02));
    }

    /// 1 on the first beat of a bar, less on the third, nothing else.
    private static double accent(int eighth) {
        return switch (eighth % Score.EIGHTHS_PER_BAR) {
            case 0 -> 1;
            case 4 -> 0.5;
            default -> 0;
        };
    }

    private long frame(int eighth) {
        double seconds = eighth * SECONDS_PER_EIGHTH
                + (eighth % 2 == 1 ? SWING_SECONDS : 0)
                + HUMAN_SECONDS * (2 * random.nextDouble() - 1);
        return Math.round(seconds * sampleRateHz);
    }
}
