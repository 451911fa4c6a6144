package tutti.engine.send;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tutti.codecs.pcm.PcmCodec;
import tutti.engine.driver.CapturePort;
import tutti.engine.fake.FakeLink;
import tutti.engine.fake.FakePort;
import tutti.engine.os.WakeSignal;
import tutti.engine.ring.BlockRing;
import tutti.engine.wire.NtpTime;
import tutti.engine.wire.ReportBlock;
import tutti.engine.wire.RtpFlyweight;
import tutti.engine.wire.SenderReport;

class SendPathTest {
    private static final long MS = 1_000_000;

    private final BlockRing ring = new BlockRing(8, 3, 64);
    private final FakePort[] ports = {
        new FakePort("a").filledWith(0.25f), new FakePort("b").filledWith(-0.5f), new FakePort("c").filledWith(0.75f)
    };
    private final CountingSignal wake = new CountingSignal();
    private final CaptureTap tap = new CaptureTap(new CapturePort[] {ports[0], ports[1], ports[2]}, ring, wake);
    private final SendPath path = new SendPath(
            ring,
            List.of(new SendTrack("guitar", 1, 0, PcmCodec.L24, 7), new SendTrack("keys", 2, 1, PcmCodec.L24, 8)),
            48_000,
            new Random(1));
    private final FakeLink bob = new FakeLink("bob", 0xb, 1);
    private final FakeLink carol = new FakeLink("carol", 0xc, 2);

    @Test
    void shouldSendEveryTrackToEveryPeer() {
        target(List.of());
        capture(3);

        assertEquals(3, wake.signals);
        assertEquals(3, path.doWork(0));
        assertEquals(6, bob.rtp.size());
        assertEquals(6, carol.rtp.size());
        for (int i = 0; i < 6; i++) {
            assertArrayEquals(bob.rtp.get(i), carol.rtp.get(i), "sending to one does not spoil it for the next");
        }
        assertEquals(0.25f, firstSample(bob.rtp.get(0), 1, 0));
        assertEquals(-0.5f, firstSample(bob.rtp.get(1), 2, 0));
        assertEquals(0.75f, firstSample(bob.rtp.get(1), 2, 1));
        assertEquals(0, path.doWork(0));
    }

    @Test
    void shouldCaptureWhereTheDriverIs() {
        target(List.of());
        tap.capture(32, 5 * MS, 1_000);
        path.doWork(0);
        RtpFlyweight rtp = new RtpFlyweight();

        assertTrue(rtp.wrap(bob.rtp.getFirst(), 0, bob.rtp.getFirst().length));
        assertEquals(5 * MS, rtp.captureTimeNs());
        assertEquals(32 * 3, rtp.payloadBytes());
    }

    /// The stall test: the send thread stands still, the callback does not notice, and what is dropped is counted.
    @Test
    void shouldNotHarmTheCallbackWhenTheSendThreadStandsStill() {
        target(List.of());
        capture(1_000);

        assertEquals(1_000 - 8, ring.droppedBlocks());
        assertEquals(8, wake.signals, "nobody is woken for a block that is not there");
        assertEquals(8, path.doWork(0));
        RtpFlyweight rtp = new RtpFlyweight();
        List<Integer> timestamps = new ArrayList<>();
        for (byte[] packet : bob.rtp) {
            assertTrue(rtp.wrap(packet, 0, packet.length));
            if (rtp.ssrc() == 7) {
                timestamps.add(rtp.timestamp() - timestampOf(bob.rtp.getFirst()));
            }
        }
        assertEquals(List.of(0, 64, 128, 192, 256, 320, 384, 448), timestamps);
    }

    @Test
    void shouldStopSendingToWhoIsGone() {
        target(List.of());
        capture(1);
        path.doWork(0);
        path.targets(List.of(new SendTarget(carol, nowNs -> List.of())));
        capture(1);
        path.doWork(0);

        assertEquals(2, bob.rtp.size());
        assertEquals(4, carol.rtp.size());
    }

    @Test
    void shouldReportFiveTimesASecond() {
        target(List.of());
        for (long ms = 0; ms <= 1_000; ms++) {
            path.doWork(ms * MS);
        }

        assertEquals(6, bob.rtcp.size());
        assertEquals(6, carol.rtcp.size());
    }

    @Test
    void shouldReportAtOnceWhateverTheClockShows() {
        target(List.of());
        path.doWork(-1_000_000 * MS);

        assertEquals(1, bob.rtcp.size());
    }

    @Test
    void shouldReportWhatItSentAndWhatItHeard() {
        ReportBlock heard = new ReportBlock(99, 1, 2, 3, 4, 5, 6);
        target(List.of(heard));
        capture(3);
        path.doWork(100 * MS);
        byte[] packet = bob.rtcp.getFirst();
        SenderReport report = SenderReport.decode(packet, 0, packet.length).orElseThrow();

        assertEquals(7, report.ssrc());
        assertEquals(NtpTime.toNs(NtpTime.fromNs(100 * MS)), report.sentNs());
        assertEquals(3, report.packets());
        assertEquals(3 * 64 * 3, report.payloadBytes());
        assertEquals(List.of(heard), report.blocks());
        // The third block began at 2 ms with frame 128: 98 ms are 4,704 frames.
        assertEquals(timestampOf(bob.rtp.getFirst()) + 128 + 4_704, report.rtpTimestamp());
        assertEquals(
                List.of(),
                SenderReport.decode(carol.rtcp.getFirst(), 0, 28).orElseThrow().blocks());
    }

    @Test
    void shouldHaveNothingToReportWithoutTracks() {
        SendPath listener = new SendPath(ring, List.of(), 48_000, new Random(1));
        listener.targets(List.of(new SendTarget(bob, nowNs -> List.of())));
        listener.doWork(0);

        assertEquals(0, bob.rtcp.size());
    }

    @Test
    void shouldRunAsAnAgentOnWhateverPathThereIs() {
        SendAgent agent = new SendAgent(wake, () -> 0);
        assertEquals(0, agent.doWork());
        assertEquals(1, wake.waits);

        target(List.of());
        agent.path(path);
        capture(2);
        assertEquals(2, agent.doWork());
        assertEquals(1, wake.waits, "there may be more to do");
        assertEquals(0, agent.doWork());
        assertEquals(2, wake.waits);
        assertEquals("tutti-send", agent.roleName());
    }

    private void target(List<ReportBlock> bobsBlocks) {
        path.targets(List.of(new SendTarget(bob, nowNs -> bobsBlocks), new SendTarget(carol, nowNs -> List.of())));
    }

    private void capture(int blocks) {
        for (int i = 0; i < blocks; i++) {
            tap.capture(64, i * MS, i * 64L);
        }
    }

    private static int timestampOf(byte[] packet) {
        RtpFlyweight rtp = new RtpFlyweight();
        assertTrue(rtp.wrap(packet, 0, packet.length));
        return rtp.timestamp();
    }

    private static float firstSample(byte[] packet, int channels, int channel) {
        float[][] planar = new float[channels][64];
        PcmCodec.L24
                .newDecoder(channels, 48_000)
                .decode(packet, RtpFlyweight.HEADER_BYTES, packet.length - RtpFlyweight.HEADER_BYTES, planar);
        return planar[channel][0];
    }

    private static final class CountingSignal implements WakeSignal {
        int signals;
        int waits;

        @Override
        public void signal() {
            signals++;
        }

        @Override
        public void await(int timeoutMs) {
            waits++;
        }

        @Override
        public void close() {}
    }
}
