package tutti.codecs.conceal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustFadeTest {
    @ParameterizedTest
    @CsvSource({"-60, 480, 2880", "-25, 480, 2880", "-15, 240, 1920", "-5, 0, 960", "-1, 0, 960"})
    void shouldBelieveWhatProvedItself(double errorDb, int holdFrames, int endFrames) {
        TrustFade fade = new TrustFade(48_000);
        fade.begin(errorDb);

        assertEquals(endFrames, fade.endFrames());
        assertEquals(1f, fade.gain(holdFrames));
        assertEquals(0.5f, fade.gain((holdFrames + endFrames) / 2), 1e-3);
        assertEquals(0f, fade.gain(endFrames));
        assertEquals(0f, fade.gain(Integer.MAX_VALUE));
        for (int frame = 1; frame <= endFrames; frame++) {
            assertTrue(fade.gain(frame) <= fade.gain(frame - 1));
        }
    }
}
