package tutti.console.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tutti.console.SampleEngine;
import tutti.console.link.Mirror;

class StatisticsModelTest {
    private final Mirror mirror = new Mirror();
    private final StatisticsModel model = new StatisticsModel(mirror);

    @Test
    void shouldSetTheCallbackBesideItsPeriod() {
        assertFalse(model.isPresent());
        new SampleEngine().open(mirror);

        assertTrue(model.isPresent());
        assertEquals(1_333.3, model.callback().periodUs(), 0.1);
        assertEquals(0.084, model.callback().share(model.callback().medianUs()), 1e-9);
        assertEquals(2, model.counter("xruns"));
    }

    @Test
    void shouldListLinksAndLastWhatBelongsToNone() {
        new SampleEngine().open(mirror);
        List<StatisticsModel.Link> links = model.links();

        assertEquals(
                List.of("bob", "carla", "dmitri", ""),
                links.stream().map(StatisticsModel.Link::peer).toList());
        assertEquals(410_337L, links.getFirst().counts().getFirst());
        assertEquals(
                StatisticsModel.LINK_FIGURES.size(), links.getLast().counts().size());
    }
}
