package tutti.lint;

import java.util.List;

/// A raw type, which javac's lint must turn into an error.
final class Fixture {

    private Fixture() {}

    static int size(List words) {
        return words.size();
    }
}
