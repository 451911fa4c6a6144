package tutti.engine.control.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tutti.engine.control.client.RemoteNode;
import tutti.engine.control.tree.Access;
import tutti.engine.control.tree.Address;
import tutti.engine.control.tree.Kind;
import tutti.engine.control.tree.Pace;
import tutti.engine.control.tree.Unit;
import tutti.engine.control.tree.Value;

/// Reads messages about a desk. Their senders are authentic but not trusted: whatever is not as
/// `engine/docs/steering.md` says is malformed as a whole.
///
/// Thread: any (stateless).
final class DeskReader {
    /// Far more than ten fingers move in a tenth of a second.
    static final int MAX_SETTINGS = 256;

    private static final int MAX_WORDS = 32;
    private static final int MAX_TAGS = 8;
    private static final int MAX_STRING_BYTES = 4 * DeskWriter.MAX_TEXT_CHARS;
    private static final int MIN_NODE_BYTES = 14;
    private static final int MIN_SETTING_BYTES = 5;

    private DeskReader() {}

    /// Whether it is for the player, and not for the engineer.
    static boolean isAsk(byte[] parcel) {
        return parcel.length > 1 && parcel[1] == DeskWriter.ASK;
    }

    /// Reads what a player is asked.
    static DeskMessage.Ask ask(byte[] parcel) throws MalformedDeskException {
        return whole(parcel, DeskWriter.ASK, (in, head) -> {
            int count = count(in, MIN_SETTING_BYTES);
            if (count > MAX_SETTINGS) {
                throw new MalformedDeskException("A message sets more than " + MAX_SETTINGS + " values.");
            }
            return new DeskMessage.Ask(head.session, head.number, head.heard, settings(in, count));
        });
    }

    /// Reads what an engineer is told.
    static DeskMessage.Tell tell(byte[] parcel) throws MalformedDeskException {
        return whole(parcel, DeskWriter.TELL, (in, head) -> {
            int flags = in.get();
            List<DeskMessage.NumberedNode> added = new ArrayList<>();
            for (int left = count(in, MIN_NODE_BYTES); left > 0; left--) {
                added.add(node(in));
            }
            List<Integer> gone = new ArrayList<>();
            for (int left = count(in, Integer.BYTES); left > 0; left--) {
                gone.add(in.getInt());
            }
            List<DeskMessage.Setting> values = settings(in, count(in, MIN_SETTING_BYTES));
            return new DeskMessage.Tell(
                    head.session,
                    head.number,
                    head.heard,
                    (flags & DeskWriter.REFUSED) != 0,
                    (flags & DeskWriter.MORE) != 0,
                    added,
                    gone,
                    values);
        });
    }

    private record Head(long session, int number, int heard) {}

    @FunctionalInterface
    private interface Body<M> {
        M read(ByteBuffer in, Head head) throws MalformedDeskException;
    }

    private static <M> M whole(byte[] parcel, byte type, Body<M> body) throws MalformedDeskException {
        ByteBuffer in = ByteBuffer.wrap(parcel);
        try {
            if (in.get() != DeskWriter.VERSION || in.get() != type) {
                throw new MalformedDeskException("A parcel is of another version or type.");
            }
            Head head = new Head(in.getLong(), in.getInt(), in.getInt());
            if (head.number < 0 || head.heard < 0) {
                throw new MalformedDeskException("A message has a number below 0.");
            }
            M message = body.read(in, head);
            if (in.hasRemaining()) {
                throw new MalformedDeskException("A message has more than belongs to it.");
            }
            return message;
        } catch (BufferUnderflowException | IllegalArgumentException cutOrBeyondItsLimits) {
            throw new MalformedDeskException("A message is cut short, or has what cannot be.", cutOrBeyondItsLimits);
        }
    }

    /// How many follow, which the bytes that are left must have space for.
    private static int count(ByteBuffer in, int leastBytesEach) throws MalformedDeskException {
        int count = in.getShort() & 0xFFFF;
        if (count * leastBytesEach > in.remaining()) {
            throw new MalformedDeskException("A message promises more than it holds.");
        }
        return count;
    }

    private static List<DeskMessage.Setting> settings(ByteBuffer in, int count) throws MalformedDeskException {
        List<DeskMessage.Setting> settings = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            settings.add(new DeskMessage.Setting(in.getInt(), value(in)));
        }
        return settings;
    }

    private static DeskMessage.NumberedNode node(ByteBuffer in) throws MalformedDeskException {
        int number = in.getInt();
        String address = text(in);
        if (number <= 0 || address.equals(Address.ROOT) || !Address.isAddress(address)) {
            throw new MalformedDeskException("A node has no number or no address.");
        }
        Access access = one(new Access[] {Access.READ, Access.WRITE, Access.READ_WRITE}, in.get() - 1);
        Pace pace = one(new Pace[] {Pace.VALUE, Pace.METER}, in.get());
        Kind kind = kind(in);
        String unitText = text(in);
        Unit unit = Arrays.stream(Unit.values())
                .filter(each -> each.text().equals(unitText))
                .findFirst()
                .orElse(Unit.NONE);
        String help = text(in);
        List<String> tags = texts(in, MAX_TAGS);
        Value initial = value(in);
        @Nullable Value known = initial.equals(Value.NIL) ? null : initial;
        return new DeskMessage.NumberedNode(
                number, new RemoteNode(address, kind, access, unit, help, tags, known), pace);
    }

    private static Kind kind(ByteBuffer in) throws MalformedDeskException {
        return switch (in.get()) {
            case 'f' -> new Kind.Real(in.getFloat(), in.getFloat());
            case 'h' -> new Kind.Whole(in.getLong(), in.getLong());
            case 'T' -> new Kind.Toggle();
            case 's' -> new Kind.Text(Math.clamp(in.getInt(), 0, DeskWriter.MAX_TEXT_CHARS));
            case 'c' -> new Kind.Choice(texts(in, MAX_WORDS));
            case 'I' -> new Kind.Command();
            default -> throw new MalformedDeskException("A node is of no known kind.");
        };
    }

    private static Value value(ByteBuffer in) throws MalformedDeskException {
        return switch (in.get()) {
            case 'f' -> Value.of(finite(in.getFloat()));
            case 'h' -> Value.of(in.getLong());
            case 'T' -> Value.of(true);
            case 'F' -> Value.of(false);
            case 's' -> Value.of(text(in));
            case 'I' -> Value.IMPULSE;
            case 'N' -> Value.NIL;
            default -> throw new MalformedDeskException("A value is of no known type.");
        };
    }

    private static double finite(float number) throws MalformedDeskException {
        if (!Float.isFinite(number)) {
            throw new MalformedDeskException("A number is not finite.");
        }
        return number;
    }

    private static List<String> texts(ByteBuffer in, int most) throws MalformedDeskException {
        int count = in.get();
        if (count < 0 || count > most) {
            throw new MalformedDeskException("A list has more than " + most + " words.");
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(text(in));
        }
        return texts;
    }

    private static String text(ByteBuffer in) throws MalformedDeskException {
        int numBytes = in.getShort() & 0xFFFF;
        if (numBytes > Math.min(MAX_STRING_BYTES, in.remaining())) {
            throw new MalformedDeskException("A text is too long.");
        }
        ByteBuffer bytes = in.slice(in.position(), numBytes);
        in.position(in.position() + numBytes);
        try {
            return harmless(UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException notText) {
            throw new MalformedDeskException("A text is not UTF-8.");
        }
    }

    /// It may be shown on a terminal, and is somebody else's: without control characters but line feeds.
    private static String harmless(String text) {
        return text.codePoints()
                .filter(character -> character == '\n' || !Character.isISOControl(character))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static <T> T one(T[] all, int place) throws MalformedDeskException {
        if (place < 0 || place >= all.length) {
            throw new MalformedDeskException("A node has what no node has.");
        }
        return all[place];
    }
}
