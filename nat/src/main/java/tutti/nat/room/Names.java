package tutti.nat.room;

import java.util.Set;

/// How members come to their names (`nat/docs/protocol.md`, section 5). Thread: any (stateless).
final class Names {
    private static final int MAX_CODE_POINTS = 32;

    private Names() {}

    /// The wished name, or the first of `name-2`, `name-3`, ... that nobody has. A long one is cut so that the number
    /// has its place.
    static String free(String wish, Set<String> taken) {
        String name = wish;
        for (int number = 2; taken.contains(name); number++) {
            name = numbered(wish, number);
        }
        return name;
    }

    /// Whether somebody who wished that name may have been given this one.
    static boolean answers(String name, String wish) {
        if (name.equals(wish)) {
            return true;
        }
        int dashAt = name.lastIndexOf('-');
        String digits = name.substring(dashAt + 1);
        return dashAt > 0
                && digits.matches("[1-9][0-9]{0,3}")
                && !digits.equals("1")
                && name.equals(numbered(wish, Integer.parseInt(digits)));
    }

    private static String numbered(String wish, int number) {
        String suffix = "-" + number;
        int numCodePoints = Math.min(wish.codePointCount(0, wish.length()), MAX_CODE_POINTS - suffix.length());
        return wish.substring(0, wish.offsetByCodePoints(0, numCodePoints)) + suffix;
    }
}
