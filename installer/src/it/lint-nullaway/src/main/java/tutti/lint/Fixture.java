package tutti.lint;

import org.jspecify.annotations.Nullable;

/// A null that may be followed, in a package that only the module marks: NullAway must turn it into an error.
final class Fixture {

    private Fixture() {}

    static int length(@Nullable String word) {
        return word.length();
    }
}
