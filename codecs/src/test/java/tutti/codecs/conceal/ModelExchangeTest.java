package tutti.codecs.conceal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.codecs.AllocationProbe;

class ModelExchangeTest {
    private final ModelExchange exchange = new ModelExchange(4);

    @Test
    void shouldHaveNoModelBeforeTheFirst() {
        assertFalse(exchange.newest().isModel());
        exchange.claim();
        assertFalse(exchange.newest().isModel());
    }

    @Test
    void shouldHandOverTheNewest() {
        publish(1);
        publish(2);
        publish(3);

        LinearModel newest = exchange.newest();
        assertTrue(newest.isModel());
        assertEquals(3, newest.coefficient(1));
        assertSame(newest, exchange.newest());
    }

    /// Any order of the two threads' steps: what the reader holds stays as it is, and is never older than before.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldLeaveTheReadersModelAlone(long seed) {
        Random random = new Random(seed);
        int published = 0;
        for (int step = 0; step < 10_000; step++) {
            LinearModel held = exchange.newest();
            assertEquals(published, held.isModel() ? held.coefficient(1) : 0);
            for (int more = random.nextInt(4); more > 0; more--) {
                assertNotSame(held, exchange.claim());
                double before = held.isModel() ? held.coefficient(1) : 0;
                publish(++published);
                assertEquals(before, held.isModel() ? held.coefficient(1) : 0);
            }
        }
    }

    @Test
    void shouldAllocateNothing() {
        double[] coefficients = {1};
        long bytes = AllocationProbe.bytesOver(100_000, () -> {
            exchange.claim().set(coefficients, 1);
            exchange.publish();
            exchange.newest();
        });

        assertEquals(0, bytes);
    }

    private void publish(double coefficient) {
        exchange.claim().set(new double[] {coefficient}, 1);
        exchange.publish();
    }
}
