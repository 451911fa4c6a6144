package tutti.engine.control.osc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import tutti.engine.control.tree.Value;

/// Writes OSC messages one after the other into one packet of bounded size: the only one as a message,
/// several as a bundle to be taken at once. Makes no garbage beyond the texts' bytes. Thread: one.
public final class OscWriter {
    private static final long BUNDLE = 0x2362756E646C6500L;
    private static final int BUNDLE_HEAD_BYTES = 16;
    private static final int SIZE_BYTES = 4;

    private final ByteBuffer buffer;
    private int numMessages;

    /// @param maxBytes of a packet, at least 64
    public OscWriter(int maxBytes) {
        buffer = ByteBuffer.allocate(maxBytes);
        clear();
    }

    /// Begins a packet.
    public void clear() {
        numMessages = 0;
        buffer.clear();
        buffer.putLong(BUNDLE).putLong(OscReader.AT_ONCE);
    }

    /// Whether nothing was added.
    public boolean isEmpty() {
        return numMessages == 0;
    }

    /// Adds a message.
    ///
    /// @return false if it does not fit; then nothing has changed
    public boolean add(String address, Value... arguments) {
        int from = buffer.position();
        if (numBytes(address, arguments) + SIZE_BYTES > buffer.remaining()) {
            return false;
        }
        buffer.putInt(0);
        putString(address);
        StringBuilder types = new StringBuilder(",");
        for (Value argument : arguments) {
            types.append(typeTag(argument));
        }
        putString(types.toString());
        for (Value argument : arguments) {
            put(argument);
        }
        buffer.putInt(from, buffer.position() - from - SIZE_BYTES);
        numMessages++;
        return true;
    }

    /// The packet, valid until the next [#clear]; there must be a message.
    public ByteBuffer packet() {
        int from = numMessages == 1 ? BUNDLE_HEAD_BYTES + SIZE_BYTES : 0;
        return buffer.slice(from, buffer.position() - from);
    }

    private static int numBytes(String address, Value... arguments) {
        int sum = padded(utf8(address).length + 1) + padded(arguments.length + 2);
        for (Value argument : arguments) {
            sum += switch (argument) {
                case Value.Real _ -> 4;
                case Value.Whole(long number) -> isInt(number) ? 4 : 8;
                case Value.Text(String text) -> padded(utf8(text).length + 1);
                case Value.Blob(byte[] bytes) -> 4 + padded(bytes.length);
                case Value.Toggle _, Value.Impulse _, Value.Nil _ -> 0;
            };
        }
        return sum;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static int padded(int numBytes) {
        return (numBytes + 3) & ~3;
    }

    private static boolean isInt(long number) {
        return number == (int) number;
    }

    private static char typeTag(Value value) {
        return switch (value) {
            case Value.Real _ -> 'f';
            case Value.Whole(long number) -> isInt(number) ? 'i' : 'h';
            case Value.Toggle(boolean isOn) -> isOn ? 'T' : 'F';
            case Value.Text _ -> 's';
            case Value.Blob _ -> 'b';
            case Value.Impulse _ -> 'I';
            case Value.Nil _ -> 'N';
        };
    }

    private void put(Value value) {
        switch (value) {
            case Value.Real(float number) -> buffer.putFloat(number);
            case Value.Whole(long number) when isInt(number) -> buffer.putInt((int) number);
            case Value.Whole(long number) -> buffer.putLong(number);
            case Value.Text(String text) -> putString(text);
            case Value.Blob(byte[] bytes) -> {
                buffer.putInt(bytes.length).put(bytes);
                pad(padded(bytes.length) - bytes.length);
            }
            case Value.Toggle _, Value.Impulse _, Value.Nil _ -> {
                // Their tag says it all.
            }
        }
    }

    private void putString(String text) {
        byte[] bytes = utf8(text);
        buffer.put(bytes);
        pad(padded(bytes.length + 1) - bytes.length);
    }

    private void pad(int numBytes) {
        for (int i = 0; i < numBytes; i++) {
            buffer.put((byte) 0);
        }
    }
}
