package tutti.engine.control.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPatternTest {
    private static AddressPattern pattern(String text) {
        return AddressPattern.parse(text).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/strip/bob/gain | /strip/bob/gain",
                "/strip/*/gain | /strip/bob/gain",
                "/strip/b?b/gain | /strip/bob/gain",
                "/strip/[a-c]ob/gain | /strip/bob/gain",
                "/strip/[!a]ob/gain | /strip/bob/gain",
                "/strip/[xyb]ob/gain | /strip/bob/gain",
                "/strip/{al,bob}/gain | /strip/bob/gain",
                "/strip/{b,bo}b/gain | /strip/bob/gain",
                "/*/*/* | /strip/bob/gain",
                "/s*p/b*/*n | /strip/bob/gain",
                "//gain | /strip/bob/gain",
                "/strip//gain | /strip/gain",
                "/strip//gain | /strip/a/b/gain",
                "//* | /strip",
                "//* | /strip/bob/gain",
                "//b*//gain | /strip/bob/main/gain",
                "/a[a-]c | /a-c",
            })
    void shouldMatch(String pattern, String address) {
        assertTrue(pattern(pattern).matches(address));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/strip/*/gain | /strip/bob/main/gain",
                "/strip/* | /strip/bob/gain",
                "/strip/b?b/gain | /strip/bb/gain",
                "/strip/[!b]ob/gain | /strip/bob/gain",
                "/strip/[a-c]ob/gain | /strip/dob/gain",
                "/strip/{al,bob}/gain | /strip/alb/gain",
                "//gain | /strip/gain/bob",
                "/strip//gain | /bus/gain",
                "/strip/bob | /strip/bobby",
            })
    void shouldNotMatch(String pattern, String address) {
        assertFalse(pattern(pattern).matches(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "strip", "/a b", "/[a", "/{a", "/a]", "/a}", "/a,b", "/a#", "/a/", "///", "/a\n", "/ü*"})
    void shouldKnowWhatIsNoPattern(String text) {
        assertTrue(AddressPattern.parse(text).isEmpty());
    }

    @Test
    void shouldBoundLengthAndDepth() {
        assertTrue(AddressPattern.parse("/" + "*".repeat(255)).isEmpty());
        assertTrue(AddressPattern.parse("/*".repeat(17)).isEmpty());
        assertTrue(AddressPattern.parse("/*".repeat(16)).isPresent());
    }

    /// What would take a matcher that tries one way after the other longer than the universe lasts.
    @Test
    void shouldTakeNoTimeForAnEvilPattern() {
        AddressPattern evil = pattern("/" + "*a".repeat(60) + "b");
        AddressPattern evilWords = pattern("/" + "{a,aa,aaa}*".repeat(20) + "b");
        AddressPattern evilLevels = pattern("//*".repeat(16) + "b");
        String victim = "/" + "a".repeat(250);
        String deep = "/a".repeat(16);

        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            assertFalse(evil.matches(victim));
            assertFalse(evilWords.matches(victim));
            assertFalse(evilLevels.matches(deep));
        });
    }

    /// Walking the tree finds what asking each address finds.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldFindInATreeWhatMatchesItsAddresses(long seed) {
        Random random = new Random(seed);
        for (int run = 0; run < 200; run++) {
            ControlTree tree = new ControlTree();
            for (int i = 0; i < 20; i++) {
                Leaf leaf = Leaf.toggle(randomAddress(random) + "/leaf" + i).bind(() -> true);
                tree.mount(leaf);
            }
            AddressPattern pattern = pattern(randomPattern(random));

            List<Leaf> matched = tree.leaves().stream()
                    .filter(leaf -> pattern.matches(leaf.address()))
                    .toList();

            assertEquals(
                    matched.stream().map(Leaf::address).sorted().toList(),
                    tree.matching(pattern, Integer.MAX_VALUE).stream()
                            .map(Leaf::address)
                            .sorted()
                            .toList(),
                    pattern.text());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldSurviveAnyText(long seed) {
        Random random = new Random(seed);
        String alphabet = "/*?[]{},!-ab#";
        int patterns = 0;
        for (int i = 0; i < 20_000; i++) {
            String text = "/"
                    + random.ints(random.nextInt(30), 0, alphabet.length())
                            .collect(
                                    StringBuilder::new,
                                    (to, at) -> to.append(alphabet.charAt(at)),
                                    StringBuilder::append);
            patterns += AddressPattern.parse(text).isPresent() ? 1 : 0;
            AddressPattern.parse(text).ifPresent(pattern -> pattern.matches("/ab/ba/aab"));
        }
        assertTrue(patterns > 100, "texts of both kinds: " + patterns);
    }

    private static String randomAddress(Random random) {
        StringBuilder address = new StringBuilder();
        for (int depth = 1 + random.nextInt(4); depth > 0; depth--) {
            address.append('/').append((char) ('a' + random.nextInt(3)));
        }
        return address.toString();
    }

    private static String randomPattern(Random random) {
        String[] parts = {"/a", "/b", "/*", "//a", "//*", "/{a,b}", "/[ab]", "/[!a]", "/?"};
        StringBuilder pattern = new StringBuilder();
        for (int depth = 1 + random.nextInt(4); depth > 0; depth--) {
            pattern.append(parts[random.nextInt(parts.length)]);
        }
        return pattern + (random.nextBoolean() ? "/leaf*" : "//l*[0-5]");
    }
}
