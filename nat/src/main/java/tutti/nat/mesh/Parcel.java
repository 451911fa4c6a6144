package tutti.nat.mesh;

import java.util.regex.Pattern;
import tutti.nat.room.wire.Bytes;
import tutti.nat.room.wire.Fields;
import tutti.nat.room.wire.MalformedMessageException;
import tutti.nat.room.wire.StrictJson;

/// What a part of Tutti that nat knows nothing of tells the same part of another member's engine: a signal, sealed and
/// signed as the others are, whose content only the two ends understand (`nat/docs/protocol.md`, section 6.4).
///
/// @param kind for which part: 1 to 16 of `a-z0-9-`
/// @param body at most [#MAX_BYTES]
public record Parcel(String kind, Bytes body) {
    /// The most: in base64url, and with what is around it, it is within [tutti.nat.room.client.RoomSession]'s limit.
    public static final int MAX_BYTES = 11_000;

    private static final Pattern KIND = Pattern.compile("[a-z0-9-]{1,16}");
    private static final String TYPE = "parcel";

    public Parcel {
        if (!KIND.matcher(kind).matches() || body.length() > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "A parcel has a kind of 1 to 16 lower-case letters, and at most " + MAX_BYTES + " bytes.");
        }
    }

    static boolean isOne(Fields fields) throws MalformedMessageException {
        return fields.text("type").equals(TYPE);
    }

    static Parcel read(Fields fields) throws MalformedMessageException {
        try {
            return new Parcel(fields.text("kind"), fields.bytes("body", 0, MAX_BYTES));
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException("A parcel's kind is not 1 to 16 lower-case letters.");
        }
    }

    String json() {
        return StrictJson.object(TYPE)
                .put("kind", kind)
                .put("body", body.base64Url())
                .toString();
    }
}
