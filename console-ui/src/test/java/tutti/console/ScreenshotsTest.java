package tutti.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tutti.console.headless.Headless;

@ExtendWith(Headless.class)
class ScreenshotsTest {
    /// Each panel, the start page, the keys and the engine away; two sizes in two themes, and German.
    private static final int PICTURES = (Screenshots.PANELS.size() + 3) * 5;

    @Test
    void shouldTakeAPictureOfEveryPanel() throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "screenshots", "console"));

        Screenshots.take(folder);

        try (Stream<Path> pictures = Files.list(folder)) {
            assertEquals(PICTURES, pictures.count());
        }
    }
}
