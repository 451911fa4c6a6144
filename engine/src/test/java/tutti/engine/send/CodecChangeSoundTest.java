package tutti.engine.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.codecs.AudioCodec;
import tutti.codecs.AudioDecoder;
import tutti.codecs.CodecSet;
import tutti.codecs.pcm.PcmCodec;
import tutti.engine.driver.DriverFormat;
import tutti.engine.fake.FramedCodec;
import tutti.engine.receive.DecodeStage;
import tutti.engine.receive.JitterBuffer;
import tutti.engine.wire.RtpFlyweight;

/// What a listener hears while the codec changes: every frame, and no click.
class CodecChangeSoundTest {
    private static final double SINE_HZ = 441;
    private static final double AMPLITUDE = 0.3;
    private static final int SEGMENT_FRAMES = 8_192;
    private static final int SEAM_FRAMES = 32;

    /// Rounds down to 1/64: between -36 dB and nothing, much worse than any codec.
    private static final float COARSE = 64;

    private final FramedCodec lossy = new FramedCodec("lossy", 111, 120, 40, COARSE);
    private final CodecSet codecs = new CodecSet(List.of(PcmCodec.L16, PcmCodec.L24, lossy));
    private final SendRig rig = new SendRig(PcmCodec.L24, 1, 1024, (channel, frame) -> sine(frame));
    private final JitterBuffer buffer = new JitterBuffer(1, 65_536);
    private final RtpFlyweight rtp = new RtpFlyweight();
    private long timelineZero;

    @ParameterizedTest
    @ValueSource(ints = {64, 100, 128, 1024})
    void shouldHearNoClickAndNoHole(int periodFrames) {
        DecodeStage decode = new DecodeStage(codecs, 1, new DriverFormat(48_000, periodFrames), buffer, false);
        timelineZero = (1L << 32) + (rig.timestampZero() & 0xFFFF_FFFFL);
        play(decode, PcmCodec.L24, periodFrames);
        int toL16 = (int) rig.nextFrame;
        play(decode, PcmCodec.L16, periodFrames);
        play(decode, lossy, periodFrames);
        play(decode, PcmCodec.L24, periodFrames);
        int total = (int) rig.nextFrame;
        float[][] heard = new float[1][total];
        assertEquals(total, buffer.run(timelineZero, total), "there is no hole");
        buffer.read(timelineZero, total, heard, 0);

        double[] error = new double[total];
        for (int i = 0; i < total; i++) {
            error[i] = heard[0][i] - sine(i);
        }
        assertTrue(largest(error, 0, toL16) <= 0x1p-24, "24 bits");
        int toLossy = firstAbove(error, 2.0 / 32_768, toL16);
        assertTrue(toLossy - toL16 >= SEGMENT_FRAMES, "16 bits until the other codec has settled");
        int toL24 = lastAbove(error, 0x1p-24) + 1;
        int ofLossy = toL24 - SEAM_FRAMES;
        assertNotEquals(0, error[ofLossy - 1], "a step that would be heard");
        double step = Math.abs(error[ofLossy - 1]);
        for (int i = ofLossy; i < toL24; i++) {
            double change = Math.abs(error[i] - error[i - 1]);
            assertTrue(change <= step * Math.PI / 2 / (SEAM_FRAMES + 1) + 1e-6, "frame " + i + ": " + change);
        }
        assertTrue(largest(error, toL24, total) <= 0x1p-24, "24 bits again");
    }

    private void play(DecodeStage decode, AudioCodec codec, int periodFrames) {
        rig.toBob.mode(0, SendMode.plain(codec));
        long end = rig.nextFrame + SEGMENT_FRAMES;
        while (rig.nextFrame < end) {
            rig.capture(periodFrames);
            for (byte[] packet : rig.bob.rtp) {
                assertTrue(rtp.wrap(packet, 0, packet.length));
                long frame = timelineZero + (rtp.timestamp() - rig.timestampZero());
                assertTrue(decode.take(rtp, frame) != AudioDecoder.MALFORMED);
            }
            rig.bob.rtp.clear();
        }
    }

    private static float sine(long frame) {
        return (float) (AMPLITUDE * Math.sin(2 * Math.PI * SINE_HZ * frame / 48_000));
    }

    private static double largest(double[] values, int from, int to) {
        double largest = 0;
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, Math.abs(values[i]));
        }
        return largest;
    }

    private static int firstAbove(double[] values, double limit, int from) {
        int i = from;
        while (Math.abs(values[i]) <= limit) {
            i++;
        }
        return i;
    }

    private static int lastAbove(double[] values, double limit) {
        int i = values.length - 1;
        while (Math.abs(values[i]) <= limit) {
            i--;
        }
        return i;
    }
}
