package tutti.engine.bench.music;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ClipTest {
    @ParameterizedTest
    @EnumSource
    void shouldHoldMusic(Clip clip) {
        float[][] channels = clip.read();
        assertEquals(clip == Clip.GUITAR ? 2 : 1, channels.length);
        float[] mono = clip.readMono();
        assertTrue(mono.length >= 1.5 * Clip.RATE_HZ && mono.length <= 3 * Clip.RATE_HZ, mono.length + " frames");
        double peak = 0;
        for (float sample : channels[0]) {
            peak = Math.max(peak, Math.abs(sample));
        }
        assertTrue(peak > 0.3 && peak < 0.9, "peak " + peak);
    }
}
