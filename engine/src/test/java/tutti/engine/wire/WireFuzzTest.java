package tutti.engine.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.engine.driver.DriverFormat;

/// Mutations of everything that comes from the network, from seeds: nothing throws, and nothing is read outside of
/// the packet. Each mutant lies at the very end of an array of its own length plus an offset, so that reading beyond
/// it throws, and is parsed twice with different bytes before it, so that reading before it shows.
class WireFuzzTest {
    private static final int CASES = 20_000;
    private static final int OFFSET_BYTES = 64;
    private static final byte[] TEXT = "\n 0123456789-\u001btutti".getBytes(UTF_8);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldSurviveAnyRtp(long seed) {
        byte[] plain = new byte[60];
        RtpFlyweight.writeHeader(plain, 97, 1, 2, 3, 4);
        byte[] rich = Arrays.copyOf(plain, 80);
        rich[0] = (byte) 0xB0;
        rich[79] = 4;
        Random random = new Random(seed);
        RtpFlyweight rtp = new RtpFlyweight();
        RtpFlyweight again = new RtpFlyweight();
        int accepted = 0;
        for (int i = 0; i < CASES; i++) {
            byte[] mutant = mutate(random.nextBoolean() ? plain : rich, random);
            byte[] zeros = new byte[OFFSET_BYTES + mutant.length];
            System.arraycopy(mutant, 0, zeros, OFFSET_BYTES, mutant.length);
            byte[] ones = zeros.clone();
            Arrays.fill(ones, 0, OFFSET_BYTES, (byte) 0xFF);

            boolean valid = rtp.wrap(zeros, OFFSET_BYTES, mutant.length);
            assertEquals(valid, again.wrap(ones, OFFSET_BYTES, mutant.length));
            if (!valid) {
                continue;
            }
            accepted++;
            assertTrue(rtp.payloadBytes() >= 1);
            assertTrue(rtp.payloadOffsetBytes() >= OFFSET_BYTES + 12);
            assertTrue(rtp.payloadOffsetBytes() + rtp.payloadBytes() <= zeros.length);
            assertEquals(rtp.sequence(), again.sequence());
            assertEquals(rtp.timestamp(), again.timestamp());
            assertEquals(rtp.ssrc(), again.ssrc());
            assertEquals(rtp.payloadType(), again.payloadType());
            assertEquals(rtp.hasCaptureTime(), again.hasCaptureTime());
            assertTrue(!rtp.hasCaptureTime() || rtp.captureTimeNs() == again.captureTimeNs());
        }
        assertTrue(accepted > CASES / 20 && accepted < CASES, "mutants of both kinds: " + accepted);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldSurviveAnyCopies(long seed) {
        byte[] valid = new byte[60];
        int at = RedFlyweight.writeCopyHeader(valid, 0, 97, 128, 10);
        at = RedFlyweight.writeCopyHeader(valid, at, 96, 64, 20);
        RedFlyweight.writePrimaryHeader(valid, at, 97);
        Random random = new Random(seed);
        RedFlyweight red = new RedFlyweight();
        RedFlyweight again = new RedFlyweight();
        int accepted = 0;
        for (int i = 0; i < CASES; i++) {
            byte[] mutant = mutate(valid, random);
            byte[] zeros = new byte[OFFSET_BYTES + mutant.length];
            System.arraycopy(mutant, 0, zeros, OFFSET_BYTES, mutant.length);
            byte[] ones = zeros.clone();
            Arrays.fill(ones, 0, OFFSET_BYTES, (byte) 0xFF);

            boolean understood = red.wrap(zeros, OFFSET_BYTES, mutant.length);
            assertEquals(understood, again.wrap(ones, OFFSET_BYTES, mutant.length));
            if (!understood) {
                continue;
            }
            accepted++;
            assertTrue(red.numCopies() <= RedFlyweight.MAX_COPIES);
            int next = OFFSET_BYTES + 4 * red.numCopies() + 1;
            for (int block = 0; block <= red.numCopies(); block++) {
                assertEquals(next, red.blockOffsetBytes(block), "the blocks lie side by side");
                next += red.blockBytes(block);
                assertEquals(red.payloadType(block), again.payloadType(block));
                assertEquals(red.offsetFrames(block), again.offsetFrames(block));
                assertEquals(red.blockBytes(block), again.blockBytes(block));
            }
            assertEquals(zeros.length, next, "and fill the payload");
            assertTrue(red.blockBytes(red.numCopies()) > 0);
        }
        assertTrue(accepted > CASES / 20 && accepted < CASES, "mutants of both kinds: " + accepted);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldSurviveAnyRtcp(long seed) {
        byte[] buffer = new byte[200];
        ReportBlock block = new ReportBlock(1, 2, 3, 4, 5, 6, 7);
        StreamHealth health = new StreamHealth(1, 2, 3, 4, 5, 6, 7, 8, 9);
        int length = new SenderReport(1, 2, 3, 4, 5, List.of(block, block), List.of(health, health)).encode(buffer);
        byte[] valid = Arrays.copyOf(buffer, length);
        Random random = new Random(seed);
        int accepted = 0;
        int healthy = 0;
        for (int i = 0; i < CASES; i++) {
            byte[] mutant = mutate(valid, random);
            byte[] zeros = new byte[OFFSET_BYTES + mutant.length];
            System.arraycopy(mutant, 0, zeros, OFFSET_BYTES, mutant.length);
            byte[] ones = zeros.clone();
            Arrays.fill(ones, 0, OFFSET_BYTES, (byte) 0xFF);

            var report = SenderReport.decode(zeros, OFFSET_BYTES, mutant.length);
            assertEquals(report, SenderReport.decode(ones, OFFSET_BYTES, mutant.length));
            accepted += report.isPresent() ? 1 : 0;
            healthy += report.isPresent() && !report.get().health().isEmpty() ? 1 : 0;
            report.ifPresent(WireFuzzTest::checkHealth);
        }
        assertTrue(accepted > CASES / 20 && accepted < CASES, "mutants of both kinds: " + accepted);
        assertTrue(healthy > CASES / 20 && healthy < accepted, "with an extension and without: " + healthy);
    }

    private static void checkHealth(SenderReport report) {
        for (StreamHealth stream : report.health()) {
            assertTrue(stream.fastLoss() >= 0 && stream.fastLoss() <= 1);
            assertTrue(stream.queueNs() >= 0);
            for (int distance = 0; distance <= StreamHealth.MAX_DISTANCE; distance++) {
                assertTrue(stream.repairedShare(distance) >= 0 && stream.repairedShare(distance) <= 1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldSurviveAnyDescription(long seed) {
        byte[] valid = new EngineDescription(
                        new DriverFormat(48_000, 64),
                        List.of(
                                new TrackDescription("main", 2, "L24", -1, 0),
                                new TrackDescription("größe", 1, "opus", 5, 99)))
                .encode();
        Random random = new Random(seed);
        int accepted = 0;
        for (int i = 0; i < CASES; i++) {
            var description = EngineDescription.decode(mutate(valid, random));
            if (description.isPresent()) {
                accepted++;
                // Whatever was understood can be said again.
                assertEquals(
                        description, EngineDescription.decode(description.get().encode()));
            }
        }
        assertTrue(accepted > CASES / 100 && accepted < CASES, "mutants of both kinds: " + accepted);
    }

    private static byte[] mutate(byte[] valid, Random random) {
        byte[] mutant = valid.clone();
        for (int n = random.nextInt(4); n >= 0; n--) {
            if (mutant.length == 0) {
                return mutant;
            }
            int at = random.nextInt(mutant.length);
            switch (random.nextInt(8)) {
                case 0 -> mutant[at] = (byte) random.nextInt();
                case 1 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> mutant[at] = (byte) (random.nextBoolean() ? 0 : 0xFF);
                case 3 -> mutant = Arrays.copyOf(mutant, at);
                case 4 -> mutant = Arrays.copyOf(mutant, mutant.length + random.nextInt(40));
                case 5 -> Arrays.fill(mutant, at, Math.min(mutant.length, at + random.nextInt(8)), (byte) 0xFF);
                case 6 -> mutant[at] = TEXT[random.nextInt(TEXT.length)];
                default -> random.nextBytes(random.nextInt(50) == 0 ? mutant : new byte[0]);
            }
        }
        return mutant;
    }
}
