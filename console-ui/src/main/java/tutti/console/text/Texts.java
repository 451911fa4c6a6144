package tutti.console.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Properties;

/// The words of one part of the console in the user's language.
///
/// Thread: any.
public final class Texts {
    private final Properties words;
    private final Locale locale;

    private Texts(Properties words, Locale locale) {
        this.words = words;
        this.locale = locale;
    }

    /// The words of a package, from `words.properties` (English) and over it `words_de.properties` and the like, in
    /// UTF-8 beside its classes. Unlike a [java.util.ResourceBundle], it never takes the computer's language where
    /// another one was asked for.
    ///
    /// @param anchor any class of the package
    public static Texts of(Class<?> anchor, Locale locale) {
        Properties words = new Properties();
        load(words, anchor, "words.properties");
        load(words, anchor, "words_" + locale.getLanguage() + ".properties");
        return new Texts(words, locale);
    }

    private static void load(Properties words, Class<?> anchor, String resource) {
        try (InputStream stream = anchor.getResourceAsStream(resource)) {
            if (stream != null) {
                words.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The words in " + resource + " cannot be read.", e);
        }
    }

    /// The words for a key.
    ///
    /// @param arguments take the places of `{0}`, `{1}` and so on
    /// @throws MissingResourceException if there is no such key, which a test of each part rules out
    public String of(String key, Object... arguments) {
        String pattern = words.getProperty(key);
        if (pattern == null) {
            throw new MissingResourceException("There are no words for " + key + ".", Texts.class.getName(), key);
        }
        return new MessageFormat(pattern, locale).format(arguments);
    }

    /// The language that is spoken.
    public Locale locale() {
        return locale;
    }
}
