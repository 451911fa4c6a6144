package tutti.engine.receive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SeamSmootherTest {
    private static final float STEP = 0.25f;

    private final SeamSmoother seams = new SeamSmoother(1);

    @Test
    void shouldLeaveOneCodecAlone() {
        for (int packet = 0; packet < 5; packet++) {
            float[][] sound = constant(64, packet);
            seams.smooth(97, packet * 64L, 64, sound);
            assertArrayEquals(constant(64, packet)[0], sound[0]);
        }
    }

    @Test
    void shouldLeaveAloneWhatDoesNotOverlap() {
        seams.smooth(97, 0, 64, constant(64, 0));
        float[][] sound = constant(64, STEP);
        seams.smooth(96, 64, 64, sound);

        assertArrayEquals(constant(64, STEP)[0], sound[0]);
    }

    /// From 0 to 0.25 in 32 frames, no step larger than the slope of the cosine, across packets.
    @Test
    void shouldSpreadTheStepOverTheFramesBehindTheSeam() {
        seams.smooth(97, 0, 64, constant(64, 0));
        float[] heard = new float[64];
        for (int packet = 0; packet < 8; packet++) {
            float[][] sound = constant(10, STEP);
            seams.smooth(96, 60 + packet * 10L, 10, sound);
            for (int i = 0; i < 10; i++) {
                int frame = 60 + packet * 10 + i - 64;
                if (frame >= 0 && frame < heard.length) {
                    heard[frame] = sound[0][i];
                }
            }
        }

        float before = 0;
        for (int frame = 0; frame < heard.length; frame++) {
            float rise = heard[frame] - before;
            assertTrue(rise >= -1e-7f && rise <= STEP * Math.PI / 2 / 33 + 1e-6, "frame " + frame + ": " + rise);
            before = heard[frame];
            assertTrue(frame < SeamSmoother.SEAM_FRAMES || heard[frame] == STEP, "then bit for bit");
        }
        assertEquals(STEP / 2, heard[15], 0.01);
    }

    @Test
    void shouldKeepToTheCodecThatLeads() {
        seams.smooth(97, 0, 64, constant(64, 0));
        float[][] behind = constant(60, STEP);
        seams.smooth(111, 0, 60, behind);
        float[][] ahead = constant(64, 0);
        seams.smooth(97, 64, 64, ahead);

        assertArrayEquals(constant(60, STEP)[0], behind[0]);
        assertArrayEquals(constant(64, 0)[0], ahead[0]);
    }

    private static float[][] constant(int numFrames, float value) {
        float[][] planar = new float[1][numFrames];
        Arrays.fill(planar[0], value);
        return planar;
    }
}
