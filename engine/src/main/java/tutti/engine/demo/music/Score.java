package tutti.engine.demo.music;

import java.util.ArrayList;
import java.util.List;

/// The piece as it would stand on paper: sixteen bars of four in D major, at 108 beats a minute, written for Tutti.
/// All places and lengths are in eighths, eight a bar.
final class Score {
    static final double BEATS_PER_MINUTE = 108;
    static final int EIGHTHS_PER_BEAT = 2;
    static final int EIGHTHS_PER_BAR = 8;
    static final int NUM_BARS = 16;

    /// A note and where it stands.
    ///
    /// @param eighth from the beginning
    /// @param number as in [Pitch]
    /// @param eighths its length
    record Note(int eighth, int number, int eighths) {}

    /// The guitar's fingering a bar: thumb, then three strings upwards.
    private static final String[] FINGERINGS = {
        "D3 A3 D4 F#4", "C#3 A3 C#4 E4", "B2 A3 D4 F#4", "G2 B3 D4 F#4",
        "F#2 A3 D4 F#4", "E2 B3 D4 G4", "A2 A3 D4 E4", "A2 G3 C#4 E4",
        "G2 B3 D4 F#4", "A2 A3 C#4 E4", "F#2 A3 C#4 E4", "B2 A3 D4 F#4",
        "E2 G3 B3 D4", "G2 B3 D4 F#4", "A2 A3 D4 E4", "A2 G3 C#4 E4",
    };

    /// The electric piano's chord a bar, close and out of the guitar's way.
    private static final String[] CHORDS = {
        "F#4 A4 C#5 E5", "E4 A4 B4 C#5", "D4 F#4 A4 C#5", "D4 F#4 A4 B4",
        "D4 F#4 A4 E5", "D4 G4 B4 F#5", "D4 E4 G4 A4", "C#4 E4 G4 B4",
        "D4 F#4 A4 B4", "C#4 E4 A4 B4", "C#4 E4 A4 E5", "D4 F#4 A4 C#5",
        "D4 G4 B4 F#5", "D4 F#4 B4 A5", "D4 E4 G4 A4", "C#4 E4 G4 B4",
    };

    /// The bass's root a bar, then the note that leads on to the next.
    private static final String[] ROOTS = {
        "D2 C#2", "C#2 A1", "B1 A1", "G1 A1", "F#1 A1", "E1 G1", "A1 E2", "A1 G1",
        "G1 B1", "A1 E1", "F#1 A1", "B1 D2", "E2 B1", "G1 D2", "A1 E2", "A1 C#2",
    };

    /// The melody: note:eighths, `-` rests.
    private static final String MELODY = """
            F#5:3 E5:1 D5:2 A4:2  E5:3 D5:1 C#5:2 A4:2   D5:2 F#5:2 A5:3 G5:1        F#5:2 E5:2 D5:3 -:1
            A5:3 F#5:1 D5:2 E5:2  G5:3 E5:1 B4:2 D5:2    D5:2 E5:2 F#5:1 E5:1 D5:2   C#5:4 -:2 A4:1 C#5:1
            D5:3 B4:1 D5:2 G5:2   E5:3 C#5:1 E5:2 A5:2   A5:2 C#6:2 B5:1 A5:1 F#5:2  B5:3 A5:1 F#5:2 D5:2
            G5:2 F#5:1 E5:1 B4:4  B4:1 D5:1 F#5:2 E5:1 D5:1 B4:2  A4:2 D5:2 E5:4     C#5:2 B4:1 A4:1 G4:2 E5:2
            """;

    /// The vibraphone's answers, where the melody rests or holds a note.
    private static final String ANSWERS = """
            -:8  -:6 E5:1 A5:1  -:8  -:4 B5:1 F#5:1 D5:1 B4:1
            -:8  -:8  -:8  E5:1 G5:1 A5:1 C#6:1 A5:2 -:2
            -:8  -:8  -:8  -:4 D6:1 C#6:1 A5:2
            -:4 B5:1 D6:1 G5:2  -:8  -:4 A5:1 D6:1 E6:2  -:4 G5:1 A5:1 C#6:2
            """;

    private Score() {}

    static List<Note> melody() {
        return line(MELODY);
    }

    static List<Note> answers() {
        return line(ANSWERS);
    }

    /// Four notes, the thumb's first.
    static int[] fingering(int bar) {
        return numbers(FINGERINGS[bar]);
    }

    /// Four notes upwards.
    static int[] chord(int bar) {
        return numbers(CHORDS[bar]);
    }

    /// Root and leading note.
    static int[] bass(int bar) {
        return numbers(ROOTS[bar]);
    }

    private static List<Note> line(String text) {
        List<Note> notes = new ArrayList<>();
        int eighth = 0;
        for (String word : text.trim().split("\\s+", -1)) {
            int colon = word.indexOf(':');
            int eighths = Integer.parseInt(word, colon + 1, word.length(), 10);
            if (word.charAt(0) != '-') {
                notes.add(new Note(eighth, Pitch.number(word.substring(0, colon)), eighths));
            }
            eighth += eighths;
        }
        return List.copyOf(notes);
    }

    private static int[] numbers(String names) {
        String[] each = names.split(" ", -1);
        int[] numbers = new int[each.length];
        for (int i = 0; i < each.length; i++) {
            numbers[i] = Pitch.number(each[i]);
        }
        return numbers;
    }
}
