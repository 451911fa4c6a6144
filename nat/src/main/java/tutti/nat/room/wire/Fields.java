package tutti.nat.room.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The members of a JSON object, each read as what it must be. Whatever is not throws a [MalformedMessageException]
/// that names the member and quotes nothing.
///
/// Thread: one at a time.
public record Fields(JsonNode object) {
    private static final Pattern MEMBER_ID = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern ROOM_ID = Pattern.compile("[a-z2-7]{16}");
    private static final int BITS_PER_LETTER = 6;

    /// A line of text.
    public String text(String name) throws MalformedMessageException {
        return text(name, object.get(name));
    }

    private static String text(String name, @Nullable JsonNode node) throws MalformedMessageException {
        String text = string(name, node);
        if (text.length() > WireLimits.MAX_TEXT_CHARS || text.chars().anyMatch(Character::isISOControl)) {
            throw new MalformedMessageException(
                    "\"" + name + "\" is longer than " + WireLimits.MAX_TEXT_CHARS + " letters or not a line of text.");
        }
        return text;
    }

    private static String string(String name, @Nullable JsonNode node) throws MalformedMessageException {
        if (node == null || !node.isString()) {
            throw new MalformedMessageException("\"" + name + "\" is missing or not a string.");
        }
        return node.stringValue();
    }

    /// Text of any characters, perhaps in several lines.
    public String passage(String name, int mostChars) throws MalformedMessageException {
        String text = string(name, object.get(name));
        if (text.length() > mostChars) {
            throw new MalformedMessageException("\"" + name + "\" is longer than " + mostChars + " letters.");
        }
        return text;
    }

    /// See `tutti.nat.identity.Fingerprint#memberId`.
    public String memberId(String name) throws MalformedMessageException {
        return shaped(MEMBER_ID, name, object.get(name), "a member id");
    }

    /// 16 letters and digits.
    public String roomId(String name) throws MalformedMessageException {
        return shaped(ROOM_ID, name, object.get(name), "a room id");
    }

    private static String shaped(Pattern shape, String name, @Nullable JsonNode node, String what)
            throws MalformedMessageException {
        String text = string(name, node);
        if (!shape.matcher(text).matches()) {
            throw new MalformedMessageException("\"" + name + "\" is not " + what + ".");
        }
        return text;
    }

    /// A whole number from `least` on.
    public long number(String name, long least) throws MalformedMessageException {
        return number(name, least, Long.MAX_VALUE);
    }

    /// A whole number from `least` to [Integer#MAX_VALUE].
    public int smallNumber(String name, int least) throws MalformedMessageException {
        return (int) number(name, least, Integer.MAX_VALUE);
    }

    /// A whole number of a range.
    public long number(String name, long least, long most) throws MalformedMessageException {
        JsonNode node = object.get(name);
        if (node == null || !node.isIntegralNumber() || !node.canConvertToLong()) {
            throw new MalformedMessageException("\"" + name + "\" is missing or not a whole number.");
        }
        long number = node.longValue();
        if (number < least || number > most) {
            throw new MalformedMessageException("\"" + name + "\" is not from " + least + " to " + most + ".");
        }
        return number;
    }

    /// True or false.
    public boolean flag(String name) throws MalformedMessageException {
        JsonNode node = object.get(name);
        if (node == null || !node.isBoolean()) {
            throw new MalformedMessageException("\"" + name + "\" is missing or neither true nor false.");
        }
        return node.booleanValue();
    }

    /// False where it is absent.
    public boolean flagIfThere(String name) throws MalformedMessageException {
        return object.get(name) != null && flag(name);
    }

    /// Exactly so many bytes.
    public Bytes bytes(String name, int numBytes) throws MalformedMessageException {
        return bytes(name, numBytes, numBytes);
    }

    /// Base64url of so many bytes.
    public Bytes bytes(String name, int leastBytes, int mostBytes) throws MalformedMessageException {
        String text = string(name, object.get(name));
        int numBytes = (int) ((long) text.length() * BITS_PER_LETTER / Byte.SIZE);
        if (numBytes < leastBytes || numBytes > mostBytes) {
            throw new MalformedMessageException(
                    "\"" + name + "\" has not from " + leastBytes + " to " + mostBytes + " bytes.");
        }
        try {
            Bytes bytes = Bytes.parse(text);
            if (bytes.length() == numBytes) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException("\"" + name + "\" is not base64url.");
        }
        throw new MalformedMessageException("\"" + name + "\" is not base64url without padding.");
    }

    /// An object in the object.
    public Fields fields(String name) throws MalformedMessageException {
        JsonNode node = object.get(name);
        if (node == null || !node.isObject()) {
            throw new MalformedMessageException("\"" + name + "\" is missing or not an object.");
        }
        return new Fields(node);
    }

    /// Whether there is such a member.
    public boolean has(String name) {
        return object.get(name) != null;
    }

    /// A list of member ids.
    public List<String> memberIds(String name, int most) throws MalformedMessageException {
        List<String> ids = new ArrayList<>();
        for (JsonNode item : elements(name, most)) {
            ids.add(shaped(MEMBER_ID, name, item, "a list of member ids"));
        }
        return ids;
    }

    /// A list of lines of text.
    public List<String> texts(String name, int most) throws MalformedMessageException {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : elements(name, most)) {
            texts.add(text(name, item));
        }
        return texts;
    }

    /// A list of objects.
    public List<Fields> list(String name, int most) throws MalformedMessageException {
        List<Fields> items = new ArrayList<>();
        for (JsonNode item : elements(name, most)) {
            if (!item.isObject()) {
                throw new MalformedMessageException("\"" + name + "\" is not a list of objects.");
            }
            items.add(new Fields(item));
        }
        return items;
    }

    private JsonNode elements(String name, int most) throws MalformedMessageException {
        JsonNode node = object.get(name);
        if (node == null || !node.isArray() || node.size() > most) {
            throw new MalformedMessageException("\"" + name + "\" is not a list of at most " + most + ".");
        }
        return node;
    }
}
