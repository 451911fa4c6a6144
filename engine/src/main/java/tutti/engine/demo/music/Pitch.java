package tutti.engine.demo.music;

/// Pitches as musicians write them.
final class Pitch {
    private static final int SEMITONES_PER_OCTAVE = 12;

    /// A4 = 440 Hz is number 69 (MIDI).
    private static final int A4 = 69;

    private Pitch() {}

    /// The number of a name such as `C#4`: a letter, perhaps a sharp or flat, and the octave. Middle C is `C4`, 60.
    static int number(String name) {
        int semitone = switch (name.charAt(0)) {
            case 'C' -> 0;
            case 'D' -> 2;
            case 'E' -> 4;
            case 'F' -> 5;
            case 'G' -> 7;
            case 'A' -> 9;
            case 'B' -> 11;
            default -> throw new IllegalArgumentException("No note is called " + name + ".");
        };
        int accidental = switch (name.charAt(1)) {
            case '#' -> 1;
            case 'b' -> -1;
            default -> 0;
        };
        int octave = Integer.parseInt(name, accidental == 0 ? 1 : 2, name.length(), 10);
        return SEMITONES_PER_OCTAVE * (octave + 1) + semitone + accidental;
    }

    /// The frequency of a number in equal temperament.
    static double hz(int number) {
        return 440 * Math.pow(2, (number - A4) / (double) SEMITONES_PER_OCTAVE);
    }
}
