package tutti.nat.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.nat.link.MediaLink;

class ControlMessageTest {
    private static @Nullable ControlMessage rewritten(ControlMessage message) {
        byte[] packet = ControlMessage.write(message, 0x01020304);
        int numBytes = packet.length - MediaLink.TRAILER_BYTES;
        assertEquals(0, numBytes % 4);
        assertTrue(ControlMessage.isOne(packet, numBytes));
        return ControlMessage.read(packet, numBytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 999, 1000})
    void shouldReadADescriptionOfAnyLength(int numBytes) {
        byte[] bytes = new byte[numBytes];
        new Random(numBytes).nextBytes(bytes);
        ControlMessage.Description read = assertInstanceOf(
                ControlMessage.Description.class, rewritten(new ControlMessage.Description(77, bytes)));
        assertEquals(77, read.version);
        assertArrayEquals(bytes, read.bytes);
    }

    @Test
    void shouldReadTheOthers() {
        assertEquals(new ControlMessage.KeepAlive(), rewritten(new ControlMessage.KeepAlive()));
        assertEquals(new ControlMessage.Goodbye(), rewritten(new ControlMessage.Goodbye()));
        assertEquals(new ControlMessage.Acknowledgement(5), rewritten(new ControlMessage.Acknowledgement(5)));
    }

    @Test
    void shouldFollowTheLayoutOfRfc3550() {
        byte[] packet = ControlMessage.write(new ControlMessage.Acknowledgement(5), 0x01020304);
        byte[] expected = {(byte) 0x83, (byte) 204, 0, 3, 1, 2, 3, 4, 'T', 'U', 'T', 'T', 0, 0, 0, 5};
        assertArrayEquals(expected, Arrays.copyOf(packet, 16));
    }

    @Test
    void shouldRefuseLengthsThatContradictEachOther() {
        byte[] packet = ControlMessage.write(new ControlMessage.Description(1, new byte[5]), 1);
        packet[17] = 9;
        assertNull(ControlMessage.read(packet, packet.length - MediaLink.TRAILER_BYTES));
        packet[17] = 5;
        assertInstanceOf(
                ControlMessage.Description.class, ControlMessage.read(packet, packet.length - MediaLink.TRAILER_BYTES));
        assertNull(ControlMessage.read(packet, packet.length - MediaLink.TRAILER_BYTES - 4));
    }

    @Test
    void shouldLeaveOtherRtcpAlone() {
        byte[] report = {(byte) 0x80, (byte) 201, 0, 2, 0, 0, 0, 1, 'T', 'U', 'T', 'T'};
        assertFalse(ControlMessage.isOne(report, report.length));
        report[1] = (byte) 204;
        assertTrue(ControlMessage.isOne(report, report.length));
        report[8] = 'X';
        assertFalse(ControlMessage.isOne(report, report.length));
    }

    @Test
    void shouldRefuseTooLongADescription() {
        DescriptionOut out = new DescriptionOut();
        assertThrows(IllegalArgumentException.class, () -> out.set(new byte[MediaLink.MAX_DESCRIPTION_BYTES + 1]));
    }

    /// Whatever bytes come, reading answers and never throws, and what it accepts is within its bounds.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldSurviveMutation(long seed) {
        Random random = new Random(seed);
        int numRead = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            byte[] packet = ControlMessage.write(new ControlMessage.Description(1 + random.nextInt(9), bytes), 1);
            for (int n = random.nextInt(4); n > 0; n--) {
                packet[random.nextInt(packet.length)] = (byte) random.nextInt();
            }
            int numBytes =
                    random.nextBoolean() ? packet.length - MediaLink.TRAILER_BYTES : random.nextInt(packet.length);
            if (!ControlMessage.isOne(packet, numBytes)) {
                continue;
            }
            ControlMessage message = ControlMessage.read(packet, numBytes);
            if (message instanceof ControlMessage.Description description) {
                numRead++;
                assertTrue(description.bytes.length <= numBytes && description.version > 0);
            }
        }
        assertTrue(numRead > 1000, "some were whole: " + numRead);
    }
}
