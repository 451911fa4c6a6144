package tutti.console.instance;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;

/// What the console remembers of its user's wishes.
///
/// @param isDark dark colours, for stages and studios
/// @param scalePercent size of everything, 100 to 300
/// @param speaksFocus whether what has the keyboard's focus is spoken aloud, on Linux
/// @param language `en`, `de`, or empty for the system's
/// @param playerName as the others see it
/// @param driver the sound system that an engine is started with
/// @param isGuided whether the first-run guide has been seen to its end
public record ConsoleSettings(
        boolean isDark,
        int scalePercent,
        boolean speaksFocus,
        String language,
        String playerName,
        SoundSystem driver,
        boolean isGuided) {
    /// What there is to begin with.
    public static final ConsoleSettings FIRST = new ConsoleSettings(true, 100, false, "", "", SoundSystem.JACK, false);

    static final int MIN_SCALE_PERCENT = 100;
    static final int MAX_SCALE_PERCENT = 300;
    private static final long MAX_FILE_BYTES = 64_000;

    public ConsoleSettings {
        scalePercent = Math.clamp(scalePercent, MIN_SCALE_PERCENT, MAX_SCALE_PERCENT);
    }

    /// A sound system by the engine's name for it.
    public enum SoundSystem {
        JACK,
        JAVASOUND,
        VIRTUAL;

        /// As `--driver` takes it.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ConsoleSettings withDark(boolean dark) {
        return new ConsoleSettings(dark, scalePercent, speaksFocus, language, playerName, driver, isGuided);
    }

    public ConsoleSettings withScalePercent(int percent) {
        return new ConsoleSettings(isDark, percent, speaksFocus, language, playerName, driver, isGuided);
    }

    public ConsoleSettings withSpokenFocus(boolean speaks) {
        return new ConsoleSettings(isDark, scalePercent, speaks, language, playerName, driver, isGuided);
    }

    public ConsoleSettings withPlayer(String name, SoundSystem sound) {
        return new ConsoleSettings(isDark, scalePercent, speaksFocus, language, name, sound, isGuided);
    }

    public ConsoleSettings withGuideSeen() {
        return new ConsoleSettings(isDark, scalePercent, speaksFocus, language, playerName, driver, true);
    }

    /// What a file holds; what it lacks or garbles is as in the beginning.
    public static ConsoleSettings read(Path file) {
        Properties found = new Properties();
        try {
            if (Files.isRegularFile(file) && Files.size(file) <= MAX_FILE_BYTES) {
                try (Reader reader = new StringReader(Files.readString(file))) {
                    found.load(reader);
                }
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            return FIRST;
        }
        return new ConsoleSettings(
                Boolean.parseBoolean(found.getProperty("dark", "true")),
                percent(found.getProperty("scale_percent", "")),
                Boolean.parseBoolean(found.getProperty("speak_focus", "false")),
                found.getProperty("language", ""),
                found.getProperty("player", ""),
                sound(found.getProperty("driver", "")),
                Boolean.parseBoolean(found.getProperty("guided", "false")));
    }

    private static int percent(String text) {
        return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : MIN_SCALE_PERCENT;
    }

    private static SoundSystem sound(String word) {
        for (SoundSystem system : SoundSystem.values()) {
            if (system.word().equals(word)) {
                return system;
            }
        }
        return FIRST.driver;
    }

    /// Writes the file.
    ///
    /// @throws IOException if it cannot be written
    public void write(Path file) throws IOException {
        Properties all = new Properties();
        all.setProperty("dark", String.valueOf(isDark));
        all.setProperty("scale_percent", String.valueOf(scalePercent));
        all.setProperty("speak_focus", String.valueOf(speaksFocus));
        all.setProperty("language", language);
        all.setProperty("player", playerName);
        all.setProperty("driver", driver.word());
        all.setProperty("guided", String.valueOf(isGuided));
        StringWriter text = new StringWriter();
        all.store(text, null);
        OwnFile.write(file, text.toString());
    }
}
