package tutti.engine.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.codecs.pcm.PcmCodec;
import tutti.engine.driver.DriverFormat;
import tutti.engine.os.WakeSignal;
import tutti.engine.wire.RtpFlyweight;
import tutti.engine.wire.TrackDescription;

class ReceiveStreamTest {
    private static final int SSRC = 0xDEADBEEF;
    private static final DriverFormat FORMAT = new DriverFormat(48_000, 64);
    private static final long MS = 1_000_000;

    private final LinkClock linkClock = new LinkClock();
    private final ReceiveStream stream = new ReceiveStream(
            new TrackDescription("main", 2, "L24", SSRC, 48),
            PcmCodec.L24,
            PcmCodec.set(),
            FORMAT,
            FORMAT,
            BufferTarget.AUTO,
            linkClock,
            WakeSignal.none());
    private final RtpFlyweight rtp = new RtpFlyweight();

    @Test
    void shouldHaveCountedNothingAtFirst() {
        assertEquals(new StreamCounters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0), stream.counters());
        assertEquals(0, stream.fractionLostSinceLastReport());
    }

    @Test
    void shouldCountWhatIsMissingBySequenceNumber() {
        take(10, 11, 13, 14, 17);

        StreamCounters counters = stream.counters();
        assertEquals(5, counters.receivedPackets());
        assertEquals(3, counters.lostPackets());
        assertEquals(17, counters.highestSequence());
    }

    @Test
    void shouldTakeALossBackWhenThePacketComesAfterAll() {
        take(10, 12, 13);
        assertEquals(1, stream.counters().lostPackets());
        take(11, 9);

        assertEquals(0, stream.counters().lostPackets());
        assertEquals(5, stream.counters().receivedPackets());
        assertEquals(13, stream.counters().highestSequence());
    }

    @Test
    void shouldCountAcrossTheWrap() {
        take(65_534, 65_535, 1, 2);

        assertEquals(1, stream.counters().lostPackets());
        assertEquals(65_536 + 2, stream.counters().highestSequence(), "one turn, as RFC 3550 counts them");
    }

    @Test
    void shouldReportTheShareLostSinceTheLastReport() {
        take(0, 1, 2, 3, 5, 7);
        assertEquals(256 * 2 / 8, stream.fractionLostSinceLastReport());
        assertEquals(0, stream.fractionLostSinceLastReport());

        take(8, 9, 10, 11);
        assertEquals(0, stream.fractionLostSinceLastReport());
        take(15);
        assertEquals(256 * 3 / 4, stream.fractionLostSinceLastReport());
        take(12, 13, 14);
        assertEquals(0, stream.fractionLostSinceLastReport(), "fewer lost than before is no loss");
    }

    /// `J += (|D| - J) / 16`, with packets 64 frames apart arriving 64 + 16, 64 - 16 frames apart by turns.
    @Test
    void shouldMeasureJitterByRfc3550() {
        double expected = 0;
        for (int i = 0; i < 200; i++) {
            long arrivalFrames = i * 64L + (i % 2 == 0 ? 0 : 16);
            takeAt(i, i * 64L, arrivalFrames * 1_000_000_000L / 48_000);
            if (i > 0) {
                expected += (16 - expected) / 16;
            }
            assertEquals(expected, stream.counters().jitterFrames(), 1e-3);
        }
        assertTrue(expected > 15.99);
    }

    @Test
    void shouldNotMistakeAChangeOfTheSendersSpacingForJitter() {
        long frame = 0;
        for (int i = 0; i < 100; i++) {
            takeAt(i, frame, frame * 1_000_000_000L / 48_000);
            frame += 64L * (1 + i % 3);
        }

        assertEquals(0, stream.counters().jitterFrames(), 1e-3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 7, 383, 385})
    void shouldCountPayloadsThatAreNoWholeFrames(int payloadBytes) {
        byte[] whole = Packets.packet(SSRC, 0, 0, 100, 0);
        receive(Arrays.copyOf(whole, RtpFlyweight.HEADER_BYTES + payloadBytes), 0);

        assertEquals(1, stream.counters().malformedPackets());
        assertEquals(1, stream.counters().receivedPackets());
        assertEquals(0, stream.counters().jitterFrames());
    }

    @Test
    void shouldCountPayloadsOfUnknownType() {
        byte[] packet = Packets.packet(SSRC, 0, 0, 64, 0);
        packet[1] = 127;
        receive(packet, 0);

        assertEquals(1, stream.counters().malformedPackets());
    }

    @Test
    void shouldCountPayloadsLongerThanAnySenderMakes() {
        byte[] packet = new byte[1_500];
        RtpFlyweight.writeHeader(packet, PcmCodec.L24.payloadType(), 0, 0, SSRC, 0);
        receive(Arrays.copyOf(packet, RtpFlyweight.HEADER_BYTES + 6 * 200), 0);

        assertEquals(1, stream.counters().malformedPackets());
    }

    /// Both engines on one clock; the link's offset known; packets leave 0.2 ms after their period began and take
    /// 3 ms.
    @Test
    void shouldAccountForTheLatencyPartByPart() {
        long offsetNs = 5_000_000_000L;
        linkClock.onReport(offsetNs, 6 * MS, 3 * MS);
        float[][] out = new float[2][64];
        for (int cycle = 0; cycle < 3_000; cycle++) {
            long startNs = cycle * FORMAT.periodNs();
            stream.reader().pull(64, startNs, 1e9 / 48_000, cycle * 64L, out);
            int sent = cycle - 2;
            if (sent >= 0) {
                long capturedNs = sent * FORMAT.periodNs();
                receive(
                        Packets.packet(SSRC, sent, sent * 64L, 64, capturedNs + offsetNs),
                        capturedNs + MS / 5 + 3 * MS);
            }
        }
        StreamLatency latency = stream.latency(FORMAT, 96);

        // It comes 3.2 ms after it was captured, so it is played three periods of 1.33 ms after.
        assertEquals(1 * MS, latency.captureNs());
        assertEquals(MS / 5.0, latency.packetNs(), 1e3);
        assertEquals(3 * MS, latency.networkNs());
        assertEquals(4 * MS - 3.2 * MS, latency.bufferNs(), 1e3);
        assertEquals(MS / 3.0, latency.resamplerNs(), 1);
        assertEquals(2 * MS, latency.playbackNs());
        assertEquals(4 * MS + MS / 3.0, latency.portToPortNs(), 1e3);
        assertEquals(0, stream.counters().lostPackets());
        assertEquals(0, stream.counters().latePackets());
        assertTrue(stream.reader().isPlaying());
        assertEquals(Packets.sample((3_000 - 3) * 64L + 63 - 16), pullLast(out));
    }

    /// Packets wait long, and the peer's clock is known only when one has waited for a shorter time.
    @Test
    void shouldMakeTheWholeOfItsPartsFromTheFirstPacketOn() {
        long offsetNs = 5_000_000_000L;
        float[][] out = new float[2][64];
        for (int cycle = 0; cycle < 300; cycle++) {
            if (cycle == 299) {
                linkClock.onReport(offsetNs, 2 * MS, MS);
            }
            stream.reader().pull(64, cycle * FORMAT.periodNs(), 1e9 / 48_000, cycle * 64L, out);
            int sent = cycle - 2;
            if (sent >= 0) {
                long capturedNs = sent * FORMAT.periodNs();
                receive(
                        Packets.packet(SSRC, sent, sent * 64L, 64, capturedNs + offsetNs),
                        capturedNs + (cycle == 299 ? MS : MS / 5));
            }
        }
        StreamLatency latency = stream.latency(FORMAT, 0);

        assertEquals(MS, latency.networkNs());
        assertEquals(
                latency.packetNs() + latency.networkNs() + latency.bufferNs() + latency.resamplerNs(),
                latency.portToPortNs(),
                1);
    }

    @Test
    void shouldNotKnowTheLatencyWithoutReports() {
        takeAt(0, 0, 0);
        StreamLatency latency = stream.latency(FORMAT, 0);

        assertEquals(StreamLatency.UNKNOWN, latency.networkNs());
        assertEquals(StreamLatency.UNKNOWN, latency.packetNs());
        assertEquals(StreamLatency.UNKNOWN, latency.portToPortNs());
    }

    private float pullLast(float[][] out) {
        stream.reader().pull(64, 3_000 * FORMAT.periodNs(), 1e9 / 48_000, 3_000 * 64L, out);
        return out[0][63];
    }

    private void take(int... sequences) {
        for (int sequence : sequences) {
            takeAt(sequence, sequence * 64L, sequence * FORMAT.periodNs());
        }
    }

    private void takeAt(int sequence, long firstFrame, long arrivalNs) {
        receive(Packets.packet(SSRC, sequence, firstFrame, 64, 0), arrivalNs);
    }

    private void receive(byte[] packet, long arrivalNs) {
        assertTrue(rtp.wrap(packet, 0, packet.length));
        stream.onRtp(rtp, arrivalNs);
    }
}
