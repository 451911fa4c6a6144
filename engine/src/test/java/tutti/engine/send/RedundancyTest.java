package tutti.engine.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.codecs.AudioDecoder;
import tutti.codecs.pcm.PcmCodec;
import tutti.engine.driver.DriverFormat;
import tutti.engine.receive.DecodeStage;
import tutti.engine.receive.JitterBuffer;
import tutti.engine.wire.RtpFlyweight;
import tutti.engine.wire.SequenceUnwrapper;

/// From the capture ring over a link that loses packets to the timeline: copies repair to the bit what the buffer has
/// time for.
class RedundancyTest {
    private static final int PERIOD = 64;
    private static final int PACKETS = 3_000;

    private final SendRig rig = new SendRig(PcmCodec.L24, 2, PERIOD, SendRig::id);
    private final JitterBuffer buffer = new JitterBuffer(2, 16_384);
    private final DecodeStage decode =
            new DecodeStage(PcmCodec.set(), 2, new DriverFormat(48_000, PERIOD), buffer, false);
    private final SequenceUnwrapper timestamps = new SequenceUnwrapper(32);
    private final RtpFlyweight rtp = new RtpFlyweight();
    private long firstFrame = -1;
    private long repairedPackets;
    private long repairedFrames;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldRepairEveryIsolatedLossWithAPacketOfTime(long seed) {
        rig.toBob.mode(0, new SendMode(PcmCodec.L24, 1, 0));

        long lost = run(new Random(seed), 1, 1, 1);

        assertTrue(lost > PACKETS / 20);
        assertEquals(lost, repairedPackets);
        assertEquals(lost * PERIOD, repairedFrames);
    }

    /// The near copy repairs a burst's last packet, the far one the others, each three packets after it.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldRepairBurstsOfThreeWithThreePacketsOfTime(long seed) {
        rig.toBob.mode(0, new SendMode(PcmCodec.L16, 1, 3));

        long lost = run(new Random(seed), 3, 3, 3);

        assertTrue(lost > PACKETS / 20);
        assertEquals(lost, repairedPackets);
        assertEquals(lost * PERIOD, repairedFrames);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void shouldRepairNothingTwiceAndNothingThatIsDue(long seed) {
        rig.toBob.mode(0, new SendMode(PcmCodec.L24, 2, 0));
        Random random = new Random(seed);
        // The reader is one packet behind, the copies two.
        for (int packet = 0; packet < PACKETS; packet++) {
            boolean lose = packet > 10 && packet % 7 == random.nextInt(7);
            send(lose);
            buffer.advanceTo(firstFrame + (long) packet * PERIOD);
        }

        assertEquals(0, repairedPackets);
    }

    /// Sends, loses, and reads each period when `delayPackets` more have been sent.
    ///
    /// @return how many packets were lost
    private long run(Random random, int longestBurst, int goodBetween, int delayPackets) {
        long lost = 0;
        int losing = 0;
        int good = 0;
        for (int packet = 0; packet < PACKETS; packet++) {
            if (losing == 0 && good >= goodBetween && packet > 5 && packet < PACKETS - 10 && random.nextInt(8) == 0) {
                losing = 1 + random.nextInt(longestBurst);
                good = 0;
            }
            boolean lose = losing > 0;
            send(lose);
            if (lose) {
                losing--;
                lost++;
            } else {
                good++;
            }
            int due = packet - delayPackets;
            if (due >= 0) {
                assertPlays((long) due * PERIOD);
            }
        }
        return lost;
    }

    private void send(boolean lose) {
        rig.capture(PERIOD);
        assertEquals(1, rig.bob.rtp.size());
        byte[] packet = rig.bob.rtp.getFirst();
        if (!lose) {
            assertTrue(rtp.wrap(packet, 0, packet.length));
            long frame = timestamps.unwrap(rtp.timestamp());
            firstFrame = firstFrame < 0 ? frame : firstFrame;
            assertTrue(decode.take(rtp, frame) != AudioDecoder.MALFORMED);
            for (int i = 0; i < decode.repairs() && decode.repairFrames(i) > 0; i++) {
                repairedPackets++;
                repairedFrames += decode.repairFrames(i);
                assertTrue(decode.repairFirstFrame(i) < frame);
            }
        }
        rig.bob.rtp.clear();
    }

    private void assertPlays(long captured) {
        float[][] out = new float[2][PERIOD];
        long frame = firstFrame + captured;
        assertEquals(PERIOD, buffer.run(frame, PERIOD), "frames from " + captured);
        buffer.read(frame, PERIOD, out, 0);
        buffer.advanceTo(frame + PERIOD);
        double tolerance = rig.toBob.snapshot(0).codec().equals("L24") ? 0 : 1.5 / 32_768;
        for (int i = 0; i < PERIOD; i++) {
            for (int channel : List.of(0, 1)) {
                assertEquals(SendRig.id(channel, captured + i), out[channel][i], tolerance);
            }
        }
    }
}
