package tutti.console.scenes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tutti.console.SampleEngine;
import tutti.console.link.Mirror;

class ScenesModelTest {
    private final Mirror mirror = new Mirror();
    private final List<String> asked = new ArrayList<>();
    private final ScenesModel model =
            new ScenesModel(mirror, (address, value) -> asked.add(address + " " + value.words()));

    @Test
    void shouldBeThereOnlyWithScenes() {
        assertFalse(model.isPresent());
        SampleEngine engine = new SampleEngine();
        engine.open(mirror);
        assertTrue(model.isPresent());
        assertEquals(List.of("Soundcheck", "First set", "Second set", "Encore"), model.names());
        assertEquals("First set", model.last());
        assertEquals(60, model.maxFadeSeconds());
        engine.loses("/scene");
        assertFalse(model.isPresent());
    }

    @Test
    void shouldAskForWhatIsPressed() {
        new SampleEngine().open(mirror);
        assertTrue(model.store(" Encore 2 "));
        assertFalse(model.store("  "), "A scene without a name is none.");
        model.recall("Encore");
        model.delete("Soundcheck");
        model.fade(99);

        assertEquals(
                List.of(
                        "/scene/store Encore 2",
                        "/scene/recall Encore",
                        "/scene/delete Soundcheck",
                        "/scene/fade 60.0"),
                asked);
    }
}
