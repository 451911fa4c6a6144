package tutti.console.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import tutti.console.mixer.MixerView;

class TextsTest {
    private static Properties words(String file) {
        Properties words = new Properties();
        try (InputStreamReader reader = new InputStreamReader(
                Objects.requireNonNull(MixerView.class.getResourceAsStream(file)), StandardCharsets.UTF_8)) {
            words.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words;
    }

    @Test
    void shouldSpeakTheLanguageThatWasAskedFor() {
        Texts german = Texts.of(MixerView.class, Locale.GERMANY);
        Texts english = Texts.of(MixerView.class, Locale.UK);

        assertEquals("anna stummschalten", german.of("strip.mute", "anna"));
        assertEquals("Mute anna", english.of("strip.mute", "anna"));
        assertEquals("Mute anna", Texts.of(MixerView.class, Locale.JAPAN).of("strip.mute", "anna"));
    }

    @Test
    void shouldSayEverythingInBothLanguages() {
        assertEquals(
                words("words.properties").stringPropertyNames(),
                words("words_de.properties").stringPropertyNames());
    }

    @Test
    void shouldNotKeepQuietAboutAMissingText() {
        Texts texts = Texts.of(MixerView.class, Locale.UK);

        assertThrows(MissingResourceException.class, () -> texts.of("no.such.key"));
    }
}
