package tutti.nat.room;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import tutti.nat.room.wire.Bytes;

/// A sealed body as it travels, split but not opened (`nat/docs/protocol.md`, section 4):
///
///     bytes
///         0  version, 1
///         1  kind
///       2-5  epoch
///      6-17  nonce, random
///     in a snapshot:
///        18  number of members that the secret of the epoch is wrapped for; of each:
///      16+97   member id, wrapped secret
///     then, to the end, AES-256-GCM of the statement, with its tag
///
/// What precedes the statement is its additional data, and signed with it.
///
/// Thread: any (immutable).
final class Envelope {
    static final int NONCE_AT = 6;
    static final int NONCE_BYTES = 12;
    static final int TAG_BYTES = 16;

    private static final byte VERSION = 1;
    private static final int EPOCH_AT = 2;
    private static final int KEYS_AT = NONCE_AT + NONCE_BYTES;
    private static final int ID_BYTES = 16;
    private static final int WRAPPED_BYTES = ID_BYTES + WrappedSecret.BYTES;

    /// What is sealed.
    enum Kind {
        LOG(1),
        SIGNAL(2),
        SNAPSHOT(3);

        private final byte number;

        Kind(int number) {
            this.number = (byte) number;
        }
    }

    /// A secret that only one member can take out.
    record Wrapped(String memberId, Bytes secret) {}

    private final Kind kind;
    private final int epoch;
    private final int headBytes;
    private final byte[] body;

    private Envelope(Kind kind, int epoch, int headBytes, byte[] body) {
        this.kind = kind;
        this.epoch = epoch;
        this.headBytes = headBytes;
        this.body = body;
    }

    /// The part in front of the sealed statement.
    ///
    /// @param wrapped empty but in a snapshot
    static byte[] head(Kind kind, int epoch, byte[] nonce, Iterable<Wrapped> wrapped) {
        ByteBuffer head = ByteBuffer.allocate(KEYS_AT + 1 + RoomEvent.MAX_MEMBERS * WRAPPED_BYTES);
        head.put(VERSION).put(kind.number).putInt(epoch).put(nonce);
        if (kind == Kind.SNAPSHOT) {
            int numWrapped = 0;
            head.put((byte) 0);
            for (Wrapped one : wrapped) {
                head.put(HexFormat.of().parseHex(one.memberId()))
                        .put(one.secret().copy());
                numWrapped++;
            }
            head.put(KEYS_AT, (byte) numWrapped);
        }
        return Arrays.copyOf(head.array(), head.position());
    }

    /// Splits a body; empty if it is not one.
    static Optional<Envelope> split(Bytes bytes) {
        byte[] body = bytes.copy();
        if (body.length < KEYS_AT + 1 || body[0] != VERSION) {
            return Optional.empty();
        }
        for (Kind kind : Kind.values()) {
            if (kind.number == body[1]) {
                int headBytes = kind == Kind.SNAPSHOT
                        ? KEYS_AT + 1 + Byte.toUnsignedInt(body[KEYS_AT]) * WRAPPED_BYTES
                        : KEYS_AT;
                int epoch = ByteBuffer.wrap(body).getInt(EPOCH_AT);
                return epoch < 0 || body.length < headBytes + Statement.MIN_BYTES + TAG_BYTES
                        ? Optional.empty()
                        : Optional.of(new Envelope(kind, epoch, headBytes, body));
            }
        }
        return Optional.empty();
    }

    /// What is sealed.
    Kind kind() {
        return kind;
    }

    /// With whose key.
    int epoch() {
        return epoch;
    }

    /// What precedes the sealed statement.
    byte[] head() {
        return Arrays.copyOf(body, headBytes);
    }

    /// The sealed statement with its tag.
    byte[] sealed() {
        return Arrays.copyOfRange(body, headBytes, body.length);
    }

    /// What was wrapped for a member; empty if nothing was.
    Optional<Bytes> wrappedFor(String memberId) {
        byte[] id = HexFormat.of().parseHex(memberId);
        for (int at = KEYS_AT + 1; at + WRAPPED_BYTES <= headBytes; at += WRAPPED_BYTES) {
            if (Arrays.equals(body, at, at + ID_BYTES, id, 0, ID_BYTES)) {
                return Optional.of(Bytes.of(Arrays.copyOfRange(body, at + ID_BYTES, at + WRAPPED_BYTES)));
            }
        }
        return Optional.empty();
    }
}
