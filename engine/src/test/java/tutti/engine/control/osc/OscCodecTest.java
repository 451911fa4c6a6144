package tutti.engine.control.osc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.engine.control.tree.Value;

class OscCodecTest {
    private final List<String> read = new ArrayList<>();

    private boolean read(byte[] packet) {
        return OscReader.read(
                ByteBuffer.wrap(packet),
                (timeTag, address, arguments) -> read.add(timeTag + " " + address + " " + arguments));
    }

    private static byte[] bytes(ByteBuffer packet) {
        byte[] bytes = new byte[packet.remaining()];
        packet.get(bytes);
        return bytes;
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    /// The example of the OSC 1.0 specification, "/oscillator/4/frequency" 440.0.
    @Test
    void shouldWriteTheSpecificationsExample() {
        byte[] published = hex("2f6f7363 696c6c61 746f722f 342f6672 65717565 6e637900 2c660000 43dc0000");
        OscWriter writer = new OscWriter(64);
        assertTrue(writer.add("/oscillator/4/frequency", Value.of(440.0)));
        assertArrayEquals(published, bytes(writer.packet()));
        assertTrue(read(published));
        assertEquals(List.of("1 /oscillator/4/frequency [Real[number=440.0]]"), read);
    }

    /// Its other one: "/foo" 1000, -1, "hello", 1.234, 5.678.
    @Test
    void shouldReadTheSpecificationsOtherExample() {
        assertTrue(
                read(hex("2f666f6f 00000000 2c696973 66660000 000003e8 ffffffff 68656c6c 6f000000 3f9df3b6 40b5b22d")));
        assertEquals(
                List.of("1 /foo [Whole[number=1000], Whole[number=-1], Text[text=hello],"
                        + " Real[number=1.234], Real[number=5.678]]"),
                read);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldReadWhatItWrote(long seed) {
        Random random = new Random(seed);
        for (int run = 0; run < 2_000; run++) {
            OscWriter writer = new OscWriter(1472);
            List<String> written = new ArrayList<>();
            for (int i = 1 + random.nextInt(5); i > 0; i--) {
                Value[] arguments = new Value[random.nextInt(6)];
                Arrays.setAll(arguments, _ -> randomValue(random));
                String address = "/a".repeat(1 + random.nextInt(5));
                if (writer.add(address, arguments)) {
                    written.add("1 " + address + " " + List.of(arguments));
                }
            }
            read.clear();
            assertTrue(read(bytes(writer.packet())));
            assertEquals(written, read);
        }
    }

    private static Value randomValue(Random random) {
        byte[] blob = new byte[random.nextInt(9)];
        random.nextBytes(blob);
        return switch (random.nextInt(7)) {
            case 0 -> Value.of(random.nextDouble());
            case 1 -> Value.of(random.nextLong() >> random.nextInt(64));
            case 2 -> Value.of("ü".repeat(random.nextInt(9)));
            case 3 -> new Value.Blob(blob);
            case 4 -> Value.of(random.nextBoolean());
            case 5 -> Value.IMPULSE;
            default -> Value.NIL;
        };
    }

    @Test
    void shouldTellAFullPacketAndLeaveItAsItWas() {
        OscWriter writer = new OscWriter(64);
        assertTrue(writer.add("/a", Value.of(1L)));
        assertFalse(writer.add("/b", Value.of("x".repeat(40))));
        assertTrue(read(bytes(writer.packet())));
        assertEquals(List.of("1 /a [Whole[number=1]]"), read);
    }

    @Test
    void shouldReadNestedBundlesInOrder() {
        String inner = "2362756e 646c6500 00000000 00000009 00000008 2f620000 2c000000";
        assertTrue(read(hex("2362756e 646c6500 00000000 00000005 00000008 2f610000 2c000000 0000001c" + inner
                + "00000004 2f630000")));
        assertEquals(List.of("5 /a []", "9 /b []", "5 /c []"), read);
        read.clear();
        assertFalse(read(hex("2362756e 646c6500 00000000 0000000a 0000001c" + inner)), "earlier than its bundle");
        assertEquals(List.of(), read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2f61",
                "2f616161",
                "41610000",
                "2f610000 66000000",
                "2f610000 2c660000",
                "2f610000 2c780000 00000000",
                "2f610000 2c5d0000",
                "2f610000 2c5b0000",
                "2f610000 2c000000 00000000",
                "2f610000 2c620000 ffffffff",
                "2f610000 2c620000 00000005 01020304",
                "2362756e 646c6500 00000000",
                "2362756e 646c6501 00000000 00000001",
                "2362756e 646c6500 00000000 00000001 00000000",
                "2362756e 646c6500 00000000 00000001 7fffffff 2f610000",
            })
    void shouldRefuseWhatIsMalformed(String digits) {
        assertFalse(read(hex(digits)));
        assertEquals(List.of(), read);
    }

    @Test
    void shouldBoundNestingMessagesAndArguments() {
        byte[] packet = hex("2f610000 2c000000");
        for (int depth = 0; depth < OscReader.MAX_DEPTH; depth++) {
            packet = ByteBuffer.allocate(packet.length + 20)
                    .put(hex("2362756e 646c6500 00000000 00000001"))
                    .putInt(packet.length)
                    .put(packet)
                    .array();
            assertTrue(read(packet));
        }
        assertFalse(read(ByteBuffer.allocate(packet.length + 20)
                .put(hex("2362756e 646c6500 00000000 00000001"))
                .putInt(packet.length)
                .put(packet)
                .array()));
        ByteBuffer many = ByteBuffer.allocate(16 + 8 * (OscReader.MAX_MESSAGES + 1))
                .put(hex("2362756e 646c6500 00000000 00000001"));
        while (many.hasRemaining()) {
            many.putInt(4).put(hex("2f610000"));
        }
        assertFalse(read(many.array()));
        assertFalse(read(("/a\0\0," + "T".repeat(66) + "\0").getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    }

    /// Each mutant lies at the end of an array, so that reading beyond it throws, behind different bytes each
    /// time, so that reading before it shows.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldSurviveAnyBytes(long seed) {
        Random random = new Random(seed);
        int accepted = 0;
        for (int i = 0; i < 20_000; i++) {
            OscWriter writer = new OscWriter(256);
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                writer.add("/strip/bob", randomValue(random), randomValue(random));
            }
            byte[] mutant = bytes(writer.packet());
            for (int n = random.nextInt(4); n > 0; n--) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt();
            }
            int numBytes = random.nextInt(4) == 0 ? random.nextInt(mutant.length + 1) : mutant.length;
            byte[] zeros = new byte[64 + numBytes];
            System.arraycopy(mutant, 0, zeros, 64, numBytes);
            byte[] ones = zeros.clone();
            Arrays.fill(ones, 0, 64, (byte) '/');
            List<String> first = new ArrayList<>();
            List<String> second = new ArrayList<>();

            boolean isRead = OscReader.read(
                    ByteBuffer.wrap(zeros, 64, numBytes), (tag, address, said) -> first.add(tag + address + said));
            assertEquals(
                    isRead,
                    OscReader.read(
                            ByteBuffer.wrap(ones, 64, numBytes),
                            (tag, address, said) -> second.add(tag + address + said)));
            assertEquals(first, second);
            assertTrue(isRead || first.isEmpty());
            accepted += isRead ? 1 : 0;
        }
        assertTrue(accepted > 1_000 && accepted < 19_000, "mutants of both kinds: " + accepted);
    }
}
