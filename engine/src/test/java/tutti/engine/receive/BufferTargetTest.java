package tutti.engine.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BufferTargetTest {
    @Test
    void shouldReadWhatTheUserWrites() {
        assertSame(BufferTarget.AUTO, BufferTarget.parse("auto"));
        assertSame(BufferTarget.AUTO, BufferTarget.parse("Auto"));
        assertEquals(new BufferTarget.Fixed(0), BufferTarget.parse("0"));
        assertEquals(new BufferTarget.Fixed(2.5), BufferTarget.parse("2.5"));
        assertEquals(new BufferTarget.Fixed(500), BufferTarget.parse("500"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "much", "-1", "501", "NaN", "Infinity", "5ms"})
    void shouldSayWhatItTakes(String text) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> BufferTarget.parse(text));

        assertTrue(String.valueOf(refused.getMessage()).startsWith("The buffer is auto or 0 to 500 ms, not"));
    }
}
