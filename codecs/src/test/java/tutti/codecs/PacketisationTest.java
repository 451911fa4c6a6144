package tutti.codecs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tutti.codecs.pcm.PcmCodec;

class PacketisationTest {
    @ParameterizedTest
    @CsvSource({
        // codec, channels, period, payload, packets, first packet's frames, last packet's frames
        "L24, 2, 64, 1172, 1, 64, 64",
        "L24, 2, 128, 1172, 1, 128, 128",
        "L24, 2, 256, 1172, 2, 128, 128",
        "L24, 8, 64, 1172, 2, 32, 32",
        "L16, 64, 64, 1172, 8, 8, 8",
        "L24, 64, 64, 1172, 11, 6, 5",
        "L32F, 64, 64, 1172, 16, 4, 4",
        "L32F, 293, 3, 1172, 3, 1, 1",
        "L16, 1, 1, 2, 1, 1, 1"
    })
    void shouldSplitAsWorkedOutByHand(
            PcmCodec codec, int numChannels, int period, int payload, int packets, int first, int last) {
        Packetisation split = Packetisation.of(codec, numChannels, period, payload);

        assertEquals(packets, split.numPackets());
        assertEquals(first, split.numFrames(0));
        assertEquals(last, split.numFrames(packets - 1));
    }

    @ParameterizedTest
    @EnumSource
    void shouldCoverThePeriodWithTheFewestAndMostEqualPackets(PcmCodec codec) {
        Random random = new Random(codec.payloadType());
        for (int run = 0; run < 3_000; run++) {
            int numChannels = 1 + random.nextInt(64);
            int period = 1 + random.nextInt(4096);
            int payload = 256 + random.nextInt(1200);
            int maxFrames = codec.maxFrames(numChannels, payload);
            Packetisation split = Packetisation.of(codec, numChannels, period, payload);

            int next = 0;
            int least = Integer.MAX_VALUE;
            int most = 0;
            for (int packet = 0; packet < split.numPackets(); packet++) {
                assertEquals(next, split.firstFrame(packet));
                next += split.numFrames(packet);
                least = Math.min(least, split.numFrames(packet));
                most = Math.max(most, split.numFrames(packet));
            }
            assertEquals(period, next);
            assertTrue(least >= 1 && most <= maxFrames && most - least <= 1);
            assertTrue((split.numPackets() - 1L) * maxFrames < period, "fewer packets would have done");
        }
    }

    @Test
    void shouldSayWhatToDoWhenNotOneFrameFits() {
        var thrown = assertThrows(IllegalArgumentException.class, () -> Packetisation.of(PcmCodec.L24, 500, 64, 1172));

        assertEquals(
                "A track of 500 channels in L24 does not fit into packets of 1172 bytes: "
                        + "split it into tracks of fewer channels.",
                thrown.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-1, 1", "64, 0", "64, 65"})
    void shouldRefusePacketsWithoutFrames(int period, int packets) {
        assertThrows(IllegalArgumentException.class, () -> new Packetisation(period, packets));
    }

    @Test
    void shouldAllocateNothingWhenAsked() {
        Packetisation split = new Packetisation(1000, 7);
        int[] sum = new int[1];

        long bytes = AllocationProbe.bytesOver(100_000, () -> sum[0] += split.firstFrame(3) + split.numFrames(3));

        assertEquals(0, bytes);
    }
}
