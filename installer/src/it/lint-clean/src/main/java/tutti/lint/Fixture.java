package tutti.lint;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Code that every linter lets pass: the other fixtures are this one with one fault each.
final class Fixture {

    private Fixture() {}

    static int size(List<String> words) {
        return words.size();
    }

    static String trimmed(String word) {
        return word.trim();
    }

    static int length(@Nullable String word) {
        return word == null ? 0 : word.length();
    }
}
