package tutti.engine.control.tree;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// A pattern of OSC 1.0 over addresses, and `//` of OSC 1.1 for any number of levels in between:
///
/// | in a name | matches |
/// | --- | --- |
/// | `?` | one character |
/// | `*` | any number of characters |
/// | `[a-z]`, `[!a-z]` | one character of these, one that is none of them |
/// | `{main,click}` | one of the words |
///
/// Matching takes time in proportion to the pattern times the name, whatever they are: all ways are followed
/// at once instead of one after the other.
///
/// Immutable. Thread: any.
public final class AddressPattern {
    private final String text;
    private final boolean isPlain;
    private final List<Level> levels;

    /// One name's pattern.
    ///
    /// @param isDeep whether any number of levels may lie before it
    private record Level(boolean isDeep, List<Token> tokens) {}

    /// A part of a name's pattern.
    private sealed interface Token {
        record Literal(char character) implements Token {}

        record AnyOne() implements Token {}

        record AnyMany() implements Token {}

        record OneOf(boolean isInverted, String ranges) implements Token {}

        record Words(List<String> words) implements Token {}
    }

    private AddressPattern(String text, boolean isPlain, List<Level> levels) {
        this.text = text;
        this.isPlain = isPlain;
        this.levels = List.copyOf(levels);
    }

    /// Reads a pattern; empty if it is none, is longer than [Address#MAX_CHARS] or deeper than
    /// [Address#MAX_NAMES].
    public static Optional<AddressPattern> parse(String text) {
        if (text.length() > Address.MAX_CHARS || !text.startsWith("/")) {
            return Optional.empty();
        }
        if (!text.equals(Address.ROOT) && Address.isAddress(text)) {
            return Optional.of(new AddressPattern(text, true, List.of()));
        }
        List<Level> levels = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            boolean isDeep = text.startsWith("//", at);
            int from = at + (isDeep ? 2 : 1);
            int slash = text.indexOf('/', from);
            int to = slash < 0 ? text.length() : slash;
            Optional<List<Token>> tokens = tokens(text.substring(from, to));
            if (tokens.isEmpty() || levels.size() == Address.MAX_NAMES) {
                return Optional.empty();
            }
            levels.add(new Level(isDeep, tokens.get()));
            at = to;
        }
        return Optional.of(new AddressPattern(text, false, levels));
    }

    private static Optional<List<Token>> tokens(String name) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < name.length()) {
            char character = name.charAt(at);
            int end = at;
            switch (character) {
                case '?' -> tokens.add(new Token.AnyOne());
                case '*' -> tokens.add(new Token.AnyMany());
                case '[' -> {
                    end = name.indexOf(']', at);
                    if (end < 0) {
                        return Optional.empty();
                    }
                    boolean isInverted = name.charAt(at + 1) == '!';
                    tokens.add(new Token.OneOf(isInverted, name.substring(at + (isInverted ? 2 : 1), end)));
                }
                case '{' -> {
                    end = name.indexOf('}', at);
                    if (end < 0) {
                        return Optional.empty();
                    }
                    tokens.add(
                            new Token.Words(List.of(name.substring(at + 1, end).split(",", -1))));
                }
                default -> {
                    if (!Address.isName(String.valueOf(character))) {
                        return Optional.empty();
                    }
                    tokens.add(new Token.Literal(character));
                }
            }
            at = end + 1;
        }
        return tokens.isEmpty() ? Optional.empty() : Optional.of(tokens);
    }

    /// As it was read.
    public String text() {
        return text;
    }

    /// Whether it is an address: it means one node at most.
    public boolean isPlain() {
        return isPlain;
    }

    /// Whether it means that address.
    public boolean matches(String address) {
        if (isPlain) {
            return text.equals(address);
        }
        List<String> names = Address.names(address);
        BitSet reached = new BitSet();
        reached.set(0);
        for (Level level : levels) {
            BitSet next = new BitSet();
            for (int at = reached.nextSetBit(0); at >= 0; at = reached.nextSetBit(at + 1)) {
                int deepest = level.isDeep ? names.size() - 1 : Math.min(at, names.size() - 1);
                for (int name = at; name <= deepest; name++) {
                    if (matches(level.tokens, names.get(name))) {
                        next.set(name + 1);
                    }
                }
            }
            reached = next;
        }
        return reached.get(names.size());
    }

    /// Adds the leaves of a branch that it means, until there are so many.
    void collect(Branch root, Collection<Leaf> found, int atMost) {
        BitSet start = new BitSet();
        start.set(0);
        collect(root, start, found, atMost);
    }

    /// @param waiting the levels that a child of the branch may match next
    private void collect(Branch branch, BitSet waiting, Collection<Leaf> found, int atMost) {
        branch.children().forEach((name, child) -> {
            if (found.size() >= atMost) {
                return;
            }
            BitSet next = new BitSet();
            for (int level = waiting.nextSetBit(0); level >= 0; level = waiting.nextSetBit(level + 1)) {
                if (level == levels.size()) {
                    continue;
                }
                if (levels.get(level).isDeep) {
                    next.set(level);
                }
                if (matches(levels.get(level).tokens, name)) {
                    next.set(level + 1);
                }
            }
            switch (child) {
                case Leaf leaf -> {
                    if (next.get(levels.size())) {
                        found.add(leaf);
                    }
                }
                case Branch inner -> {
                    if (!next.isEmpty()) {
                        collect(inner, next, found, atMost);
                    }
                }
            }
        });
    }

    private static boolean matches(List<Token> tokens, String name) {
        BitSet reached = new BitSet();
        reached.set(0);
        for (Token token : tokens) {
            BitSet next = new BitSet();
            for (int at = reached.nextSetBit(0); at >= 0; at = reached.nextSetBit(at + 1)) {
                step(token, name, at, next);
            }
            reached = next;
        }
        return reached.get(name.length());
    }

    private static void step(Token token, String name, int at, BitSet next) {
        boolean isMore = at < name.length();
        switch (token) {
            case Token.Literal(char character) -> {
                if (isMore && name.charAt(at) == character) {
                    next.set(at + 1);
                }
            }
            case Token.AnyOne() -> {
                if (isMore) {
                    next.set(at + 1);
                }
            }
            case Token.AnyMany() -> next.set(at, name.length() + 1);
            case Token.OneOf(boolean isInverted, String ranges) -> {
                if (isMore && isInverted != isIn(ranges, name.charAt(at))) {
                    next.set(at + 1);
                }
            }
            case Token.Words(List<String> words) -> {
                for (String word : words) {
                    if (name.startsWith(word, at)) {
                        next.set(at + word.length());
                    }
                }
            }
        }
    }

    private static boolean isIn(String ranges, char character) {
        for (int i = 0; i < ranges.length(); i++) {
            boolean isRange = i + 2 < ranges.length() && ranges.charAt(i + 1) == '-';
            char last = ranges.charAt(isRange ? i + 2 : i);
            if (character >= ranges.charAt(i) && character <= last) {
                return true;
            }
            i += isRange ? 2 : 0;
        }
        return false;
    }

    @Override
    public String toString() {
        return text;
    }
}
