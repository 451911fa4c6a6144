package tutti.console.mixer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javafx.scene.Scene;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tutti.console.headless.Headless;
import tutti.console.headless.Picture;
import tutti.console.model.MoveHistory;
import tutti.console.model.Pulses;
import tutti.console.theme.Theme;

@ExtendWith(Headless.class)
class MixerPicturesTest {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    @ParameterizedTest
    @CsvSource({
        "DARK, 1920, 1080, NORMAL, false, en",
        "LIGHT, 1920, 1080, WIDE, true, en",
        "DARK, 1920, 1080, WIDE, true, en",
        "LIGHT, 1920, 1080, NORMAL, true, de",
        "DARK, 1280, 800, NORMAL, true, de",
        "LIGHT, 1280, 800, NARROW, false, en",
        "DARK, 1280, 800, NARROW, true, en",
        "LIGHT, 1280, 800, NORMAL, false, en"
    })
    void shouldPaintTheMixer(
            Theme theme, int width, int height, MixerLook.Width strips, boolean isUnfolded, String language) {
        Picture picture = Headless.onFx(() -> paint(theme, width, height, strips, isUnfolded, language));

        Path file = picture.write(SCREENSHOTS.resolve("mixer-%s-%dx%d-%s%s-%s.png"
                .formatted(theme, width, height, strips, isUnfolded ? "-unfolded" : "", language)
                .toLowerCase(Locale.ROOT)));

        assertTrue(Files.exists(file), file + " is missing");
    }

    static Picture paint(
            Theme theme, int width, int height, MixerLook.Width strips, boolean isUnfolded, String language) {
        DemoDesk desk = DemoDesk.rehearsal((_, _) -> true);
        MixerModel mixer = new MixerModel(desk.tree(), new MoveHistory(() -> 0), new DeskLayout());
        MixerLook look = new MixerLook(Locale.of(language));
        look.widthProperty().set(strips);
        look.inputShownProperty().set(isUnfolded);
        look.sendsShownProperty().set(isUnfolded);
        Pulses pulses = new Pulses();
        Scene scene = new Scene(new MixerView(mixer, look, pulses), width, height);
        theme.dress(scene);
        scene.getRoot().applyCss();
        scene.getRoot().layout();
        pulses.beat(0);
        desk.wearOn();
        double[] levels = {-9, -4, -21, -1, -14, 0.4, -30, -7, -12, -18, -24, -6.5};
        int at = 0;
        for (ChannelModel channel : mixer.inSight()) {
            double peakDb = levels[at++ % levels.length];
            desk.measure(channel.id().branch(), peakDb, peakDb - 9);
        }
        pulses.beat(1_000_000_000L);
        mixer.inSight().forEach(channel -> desk.measure(channel.id().branch(), -80, -20));
        pulses.beat(1_200_000_000L);
        mixer.selection().pick(mixer.inSight().get(1));
        mixer.selection().toggle(mixer.inSight().get(3));
        return Picture.of(scene);
    }
}
