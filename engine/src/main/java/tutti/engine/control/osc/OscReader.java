package tutti.engine.control.osc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tutti.engine.control.tree.Value;

/// Reads OSC 1.0 packets, and of 1.1 the types T F N I. A flyweight: it holds nothing of what it reads.
///
/// ```
/// message  address string, type-tag string, arguments          first byte '/'
/// bundle   "#bundle" 0, time tag (64), { size (32), element }   first byte '#'
/// ```
///
/// All atoms are big-endian and a multiple of 4 bytes. A packet is checked as a whole before any of it is
/// told, so that half a bundle never acts. Source: the OSC 1.0 specification (Wright 2002).
///
/// Thread: any (stateless).
public final class OscReader {
    /// Bundles within bundles.
    static final int MAX_DEPTH = 4;

    /// Messages of one packet.
    static final int MAX_MESSAGES = 1024;

    /// Arguments of one message.
    static final int MAX_ARGUMENTS = 64;

    /// The time tag that means "at once".
    public static final long AT_ONCE = 1;

    private static final long BUNDLE = 0x2362756E646C6500L;
    private static final int MAX_STRING_BYTES = 4096;

    /// Takes what a packet holds, in its order.
    @FunctionalInterface
    public interface Sink {
        /// A message.
        ///
        /// @param timeTag when it is meant, in NTP's format, or [#AT_ONCE]
        /// @param address an address or a pattern, not checked further
        /// @param arguments what it says; arrays are flat
        void message(long timeTag, String address, List<Value> arguments);
    }

    private OscReader() {}

    private record Message(long timeTag, String address, List<Value> arguments) {}

    /// What is wrong with a packet; nobody looks for where.
    private static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Malformed() {
            super("malformed", null, false, false);
        }
    }

    /// Reads the packet between the buffer's position and limit.
    ///
    /// @return false if it is malformed; then the sink was told nothing
    public static boolean read(ByteBuffer packet, Sink sink) {
        List<Message> messages = new ArrayList<>();
        try {
            packet(packet.duplicate(), AT_ONCE, 0, messages);
        } catch (Malformed malformed) {
            return false;
        }
        messages.forEach(message -> sink.message(message.timeTag, message.address, message.arguments));
        return true;
    }

    private static void packet(ByteBuffer bytes, long timeTag, int depth, List<Message> messages) {
        require(bytes.remaining() % 4 == 0 && bytes.remaining() >= 4);
        byte first = bytes.get(bytes.position());
        if (first == '/') {
            require(messages.size() < MAX_MESSAGES);
            messages.add(message(bytes, timeTag));
            return;
        }
        require(first == '#' && depth < MAX_DEPTH && bytes.remaining() >= 16 && bytes.getLong() == BUNDLE);
        long ownTag = bytes.getLong();
        // Earlier than the bundle around it is against the rules; unsigned, as the era begins with 1900.
        require(ownTag == AT_ONCE || timeTag == AT_ONCE || Long.compareUnsigned(ownTag, timeTag) >= 0);
        while (bytes.hasRemaining()) {
            int numBytes = bytes.getInt();
            require(numBytes > 0 && numBytes <= bytes.remaining());
            packet(bytes.slice(bytes.position(), numBytes), ownTag, depth + 1, messages);
            bytes.position(bytes.position() + numBytes);
        }
    }

    private static Message message(ByteBuffer bytes, long timeTag) {
        String address = string(bytes);
        if (!bytes.hasRemaining()) {
            // Old senders leave out the types of nothing.
            return new Message(timeTag, address, List.of());
        }
        String types = string(bytes);
        require(types.startsWith(",") && types.length() <= MAX_ARGUMENTS + 1);
        List<Value> arguments = new ArrayList<>();
        int openArrays = 0;
        for (int i = 1; i < types.length(); i++) {
            char type = types.charAt(i);
            openArrays += type == '[' ? 1 : type == ']' ? -1 : 0;
            require(openArrays >= 0);
            if (type != '[' && type != ']') {
                arguments.add(argument(type, bytes));
            }
        }
        require(openArrays == 0 && !bytes.hasRemaining());
        return new Message(timeTag, address, arguments);
    }

    private static Value argument(char type, ByteBuffer bytes) {
        return switch (type) {
            case 'i', 'r', 'm' -> Value.of((long) need(bytes, 4).getInt());
            case 'c' -> Value.of(Character.toString(need(bytes, 4).getInt() & 0x7F));
            case 'f' -> new Value.Real(need(bytes, 4).getFloat());
            case 'd' -> Value.of(need(bytes, 8).getDouble());
            case 'h', 't' -> Value.of(need(bytes, 8).getLong());
            case 's', 'S' -> Value.of(string(bytes));
            case 'b' -> blob(bytes);
            case 'T' -> Value.of(true);
            case 'F' -> Value.of(false);
            case 'I' -> Value.IMPULSE;
            case 'N' -> Value.NIL;
            default -> throw new Malformed();
        };
    }

    private static ByteBuffer need(ByteBuffer bytes, int numBytes) {
        require(bytes.remaining() >= numBytes);
        return bytes;
    }

    private static Value blob(ByteBuffer bytes) {
        int numBytes = need(bytes, 4).getInt();
        require(numBytes >= 0 && numBytes <= bytes.remaining());
        byte[] content = new byte[numBytes];
        bytes.get(content);
        int padding = -numBytes & 3;
        require(bytes.remaining() >= padding);
        bytes.position(bytes.position() + padding);
        return new Value.Blob(content);
    }

    private static String string(ByteBuffer bytes) {
        int from = bytes.position();
        int end = from;
        while (true) {
            require(end < bytes.limit() && end - from <= MAX_STRING_BYTES);
            if (bytes.get(end) == 0) {
                break;
            }
            end++;
        }
        byte[] text = new byte[end - from];
        bytes.get(text);
        int padded = (end - from + 4) & ~3;
        require(from + padded <= bytes.limit());
        bytes.position(from + padded);
        return new String(text, StandardCharsets.UTF_8);
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new Malformed();
        }
    }
}
