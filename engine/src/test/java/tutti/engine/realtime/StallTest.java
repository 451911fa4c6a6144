package tutti.engine.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Threads beside the callback stand still; the callback must not notice.
class StallTest {
    @Test
    void shouldPlayOnWhenTheSendThreadStandsStill() {
        Band band = new Band(4, 0, 0, 0);
        for (int i = 0; i < 1_000; i++) {
            band.feed();
            band.turn();
        }
        float[] before = heard(band);
        for (int i = 0; i < 10_000; i++) {
            band.feedStreams();
            band.turn();
            assertTrue(Arrays.equals(before, heard(band)), "the peers send the same in each period");
        }

        assertEquals(10_000 - 63, band.ring.droppedBlocks(), "one was waiting already");
        assertEquals(0, band.concealedFrames());
    }

    @Test
    void shouldSendAgainWhenTheSendThreadIsBack() {
        Band band = new Band(1, 0, 0, 0);
        for (int i = 0; i < 200; i++) {
            band.turn();
        }
        assertEquals(200 - 64, band.ring.droppedBlocks());
        for (int i = 0; i < 200; i++) {
            band.feed();
            band.turn();
        }

        assertEquals(200 - 64, band.ring.droppedBlocks());
    }

    @Test
    void shouldFallSilentAndComeBackWhenTheLinkThreadStandsStill() {
        Band band = new Band(1, 0, 0, 0);
        for (int i = 0; i < 1_000; i++) {
            band.feed();
            band.turn();
        }
        float[] before = heard(band);
        for (int i = 0; i < 20; i++) {
            band.turn();
        }
        assertTrue(Arrays.equals(new float[64], heard(band)), "nothing came for 27 ms");
        for (int i = 0; i < 20_000; i++) {
            band.feed();
            band.turn();
        }

        assertTrue(Arrays.equals(before, heard(band)));
        assertEquals(1, band.peers.getFirst().stream.counters().gaps());
    }

    private static float[] heard(Band band) {
        return Arrays.copyOf(band.peers.getFirst().ports[0].samples, 64);
    }
}
