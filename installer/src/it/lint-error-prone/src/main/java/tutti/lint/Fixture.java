package tutti.lint;

/// A result thrown away, which Error Prone must turn into an error.
final class Fixture {

    private Fixture() {}

    static String trimmed(String word) {
        word.trim();
        return word;
    }
}
