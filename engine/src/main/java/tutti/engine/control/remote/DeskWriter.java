package tutti.engine.control.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;
import tutti.engine.control.client.RemoteNode;
import tutti.engine.control.tree.Kind;
import tutti.engine.control.tree.Pace;
import tutti.engine.control.tree.Value;

/// Writes messages about a desk (`engine/docs/steering.md`). Each list of a message is filled until it is full: what
/// does not fit any more stays for the next message.
///
/// Thread: any (stateless).
final class DeskWriter {
    static final byte VERSION = 1;
    static final byte ASK = 1;
    static final byte TELL = 2;
    static final int REFUSED = 1;
    static final int MORE = 2;

    /// A node takes at most this: so a message always has space for one.
    static final int MAX_NODE_BYTES = 5_200;

    /// What the head of a message and the lengths of its lists take.
    static final int HEAD_BYTES = 25;

    /// Where a message says what its sender has heard.
    static final int HEARD_AT = 14;

    /// Longer texts are cut: a desk has none, and a chat is none of it.
    static final int MAX_TEXT_CHARS = 500;

    private DeskWriter() {}

    static byte[] ask(DeskMessage.Ask ask) {
        ByteBuffer out = head(ASK, ask).putShort((short) ask.settings().size());
        ask.settings().forEach(setting -> out.put(setting(setting)));
        return written(out);
    }

    static byte[] tell(DeskMessage.Tell tell) {
        int flags = (tell.isRefused() ? REFUSED : 0) | (tell.isMore() ? MORE : 0);
        ByteBuffer out = head(TELL, tell).put((byte) flags);
        out.putShort((short) tell.added().size());
        tell.added().forEach(node -> out.put(node(node)));
        out.putShort((short) tell.gone().size());
        tell.gone().forEach(out::putInt);
        out.putShort((short) tell.values().size());
        tell.values().forEach(value -> out.put(setting(value)));
        return written(out);
    }

    private static ByteBuffer head(byte type, DeskMessage message) {
        return ByteBuffer.allocate(Post.MAX_BYTES)
                .put(VERSION)
                .put(type)
                .putLong(message.session())
                .putInt(message.number())
                .putInt(message.heard());
    }

    private static byte[] written(ByteBuffer out) {
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    /// A node and its value.
    static byte[] setting(DeskMessage.Setting setting) {
        ByteBuffer out = ByteBuffer.allocate(8 + 4 * MAX_TEXT_CHARS).putInt(setting.node());
        value(out, setting.value());
        return written(out);
    }

    /// A node as it is described.
    static byte[] node(DeskMessage.NumberedNode node) {
        RemoteNode description = node.description();
        ByteBuffer out = ByteBuffer.allocate(MAX_NODE_BYTES).putInt(node.node());
        text(out, description.address());
        out.put((byte) description.access().number());
        out.put((byte) (node.pace() == Pace.METER ? 1 : 0));
        kind(out, description.kind());
        text(out, description.unit().text());
        text(out, cut(description.help(), 200));
        List<String> tags = description.tags().stream().limit(8).toList();
        out.put((byte) tags.size());
        tags.forEach(tag -> text(out, cut(tag, 20)));
        Value initial = description.initial();
        value(out, initial == null ? Value.NIL : initial);
        return written(out);
    }

    private static void kind(ByteBuffer out, Kind kind) {
        switch (kind) {
            case Kind.Real(float min, float max) ->
                out.put((byte) 'f').putFloat(min).putFloat(max);
            case Kind.Whole(long min, long max) ->
                out.put((byte) 'h').putLong(min).putLong(max);
            case Kind.Toggle() -> out.put((byte) 'T');
            case Kind.Text(int maxChars) -> out.put((byte) 's').putInt(maxChars);
            case Kind.Choice(List<String> words) -> {
                out.put((byte) 'c').put((byte) Math.min(words.size(), 32));
                words.stream().limit(32).forEach(word -> text(out, cut(word, 16)));
            }
            case Kind.Command() -> out.put((byte) 'I');
            case Kind.Blob() -> throw new IllegalArgumentException("Bytes are not told to an engineer.");
        }
    }

    private static void value(ByteBuffer out, Value value) {
        switch (value) {
            case Value.Real(float number)
            when Float.isFinite(number) -> out.put((byte) 'f').putFloat(number);
            case Value.Whole(long number) -> out.put((byte) 'h').putLong(number);
            case Value.Toggle(boolean isOn) -> out.put((byte) (isOn ? 'T' : 'F'));
            case Value.Text(String text) -> {
                out.put((byte) 's');
                text(out, cut(text, MAX_TEXT_CHARS));
            }
            case Value.Impulse() -> out.put((byte) 'I');
            case Value.Real _, Value.Nil(), Value.Blob _ -> out.put((byte) 'N');
        }
    }

    private static void text(ByteBuffer out, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        out.putShort((short) bytes.length).put(bytes);
    }

    /// Not in the middle of a character outside the basic plane.
    private static String cut(String text, int maxChars) {
        if (text.length() <= maxChars) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(maxChars - 1)) ? maxChars - 1 : maxChars;
        return text.substring(0, end);
    }
}
