package tutti.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tutti.console.panel.Workplace;

class WordsTest {
    private static final Pattern USED = Pattern.compile("texts?(?:\\(\\))?\\s*\\.of\\(\\s*\"([^\"]+)\"");
    private static final Path SOURCES = Path.of("src", "main", "java", "tutti", "console");

    /// The mixer has words of its own.
    private static final Pattern OTHERS = Pattern.compile(".*/(mixer|control)/.*");

    private static Properties words(String file) throws IOException {
        Properties words = new Properties();
        words.load(new InputStreamReader(
                Objects.requireNonNull(Workplace.class.getResourceAsStream(file)), StandardCharsets.UTF_8));
        return words;
    }

    @Test
    void shouldSayNothingInGermanThatIsNotSaidInEnglish() throws IOException {
        Set<Object> surplus = new TreeSet<>(words("words_de.properties").keySet());
        surplus.removeAll(words("words.properties").keySet());

        assertEquals(Set.of(), surplus);
    }

    /// What is the same in both languages is not said twice; everything else is.
    @Test
    void shouldSayEverySentenceInGermanToo() throws IOException {
        Properties english = words("words.properties");
        Properties german = words("words_de.properties");
        Set<String> missing = english.stringPropertyNames().stream()
                .filter(key -> !german.containsKey(key))
                .filter(key ->
                        english.getProperty(key).replaceAll("\\{[^}]*}", "").matches(".*\\p{L}{4,}.*"))
                .collect(Collectors.toCollection(TreeSet::new));
        missing.removeAll(Set.of("brand", "people.host", "chat.title", "panel.chat", "start.join.prompt"));

        assertEquals(Set.of(), missing);
    }

    @Test
    void shouldUseTheSamePlacesInBothLanguages() throws IOException {
        Properties english = words("words.properties");
        Properties german = words("words_de.properties");
        for (String key : german.stringPropertyNames()) {
            int numEnglish = new MessageFormat(english.getProperty(key), Locale.ENGLISH).getFormats().length;
            int numGerman = new MessageFormat(german.getProperty(key), Locale.GERMAN).getFormats().length;
            assertEquals(numEnglish, numGerman, key);
            assertFalse(german.getProperty(key).contains("'"), key + " has an apostrophe that would be swallowed");
            assertFalse(english.getProperty(key).contains("'"), key + " has an apostrophe that would be swallowed");
        }
    }

    @Test
    void shouldHaveWordsForEveryKeyInTheCode() throws IOException {
        Properties english = words("words.properties");
        Set<String> used = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !OTHERS.matcher(file.toString()).matches())
                    .forEach(file -> collect(file, used));
        }
        assertTrue(used.size() > 80, "The code is looked at.");
        Set<String> missing = used.stream()
                .filter(key -> key.endsWith(".")
                        ? english.stringPropertyNames().stream().noneMatch(each -> each.startsWith(key))
                        : !english.containsKey(key))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(Set.of(), missing);
    }

    private static void collect(Path file, Set<String> used) {
        try {
            Matcher matcher = USED.matcher(Files.readString(file));
            while (matcher.find()) {
                used.add(matcher.group(1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
