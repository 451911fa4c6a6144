package tutti.console.mixer;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import javafx.scene.Scene;
import javafx.scene.text.Font;
import org.junit.jupiter.api.Test;
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
    private static final String FONT = "DejaVu Sans";
    private static final int TOLERANCE = 24;
    private static final double DIFFERENT = 0.02;

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

    /// The same picture as the one that somebody has looked at, but for what another font renderer makes of the
    /// letters.
    @Test
    void shouldLookAsItDid() {
        assumeTrue(Headless.onFx(() -> Font.getFamilies().contains(FONT)), "The picture was made with " + FONT + ".");
        Picture now = Headless.onFx(() -> paint(Theme.DARK, 1280, 800, MixerLook.Width.NORMAL, true, "en"));
        Picture other = Headless.onFx(() -> paint(Theme.DARK, 1280, 800, MixerLook.Width.NORMAL, false, "en"));

        Path seen = now.write(SCREENSHOTS.resolve("mixer-now.png"));
        Picture golden = golden();
        double difference = golden.difference(now, TOLERANCE);

        assertTrue(
                difference < DIFFERENT,
                () -> "%.1f %% of the pixels differ: look at %s, and if it is better, let it be "
                                .formatted(100 * difference, seen)
                        + "the new src/test/resources/tutti/console/mixer/mixer-golden.png");
        assertTrue(golden.difference(other, TOLERANCE) > DIFFERENT, "the comparison sees no difference");
    }

    private static Picture golden() {
        return Picture.read(Objects.requireNonNull(MixerPicturesTest.class.getResourceAsStream("mixer-golden.png")));
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
        scene.getRoot().setStyle("-fx-font-family: '" + FONT + "'");
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
