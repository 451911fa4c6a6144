package tutti.nat.room;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import tutti.nat.identity.Certificates;
import tutti.nat.identity.Fingerprint;
import tutti.nat.identity.Identity;

/// What somebody says, and the signature (`nat/docs/protocol.md`, section 4):
///
///     bytes
///        0-31  fingerprint of who says it
///       32-39  the speaker's count
///       40-55  recipient's member id; zeros in a log message
///       56-63  run of the speaker
///       64-71  run of the recipient; 0 in a log message
///       72-    payload, JSON in UTF-8
///     last 64  signature (r, s) over "tutti room 1 statement", the room id, the head without its nonce, and the above
///
/// Until [#isSignedBy] says so, it is anybody's who knows the secret.
///
/// Thread: any (immutable).
final class Statement {
    static final int MIN_BYTES = 72 + Certificates.SIGNATURE_BYTES;

    /// What is said to everybody.
    static final String NO_RECIPIENT = "0".repeat(32);

    private static final byte[] LABEL = "tutti room 1 statement".getBytes(US_ASCII);
    private static final int COUNTER_AT = 32;
    private static final int RECIPIENT_AT = 40;
    private static final int RUN_AT = 56;
    private static final int RECIPIENT_RUN_AT = 64;
    private static final int PAYLOAD_AT = 72;

    private final byte[] head;
    private final String roomId;
    private final byte[] bytes;

    private Statement(byte[] head, String roomId, byte[] bytes) {
        this.head = head;
        this.roomId = roomId;
        this.bytes = bytes;
    }

    /// Makes and signs one.
    ///
    /// @param head of the envelope that it is for
    static byte[] write(
            byte[] head,
            String roomId,
            Identity speaker,
            long counter,
            long run,
            String recipientId,
            long recipientRun,
            byte[] payload) {
        byte[] bytes = ByteBuffer.allocate(PAYLOAD_AT + payload.length + Certificates.SIGNATURE_BYTES)
                .put(speaker.fingerprint().copyBytes())
                .putLong(counter)
                .put(HexFormat.of().parseHex(recipientId))
                .putLong(run)
                .putLong(recipientRun)
                .put(payload)
                .array();
        byte[] signature = speaker.sign(signed(head, roomId, bytes));
        System.arraycopy(signature, 0, bytes, bytes.length - signature.length, signature.length);
        return bytes;
    }

    private static byte[] signed(byte[] head, String roomId, byte[] bytes) {
        byte[] room = roomId.getBytes(US_ASCII);
        int afterNonce = Envelope.NONCE_AT + Envelope.NONCE_BYTES;
        int saidBytes = bytes.length - Certificates.SIGNATURE_BYTES;
        return ByteBuffer.allocate(LABEL.length + room.length + head.length - Envelope.NONCE_BYTES + saidBytes)
                .put(LABEL)
                .put(room)
                .put(head, 0, Envelope.NONCE_AT)
                .put(head, afterNonce, head.length - afterNonce)
                .put(bytes, 0, saidBytes)
                .array();
    }

    /// Takes what was in an envelope.
    ///
    /// @param bytes at least [#MIN_BYTES]
    static Statement read(byte[] head, String roomId, byte[] bytes) {
        return new Statement(head, roomId, bytes);
    }

    /// Whether it was signed for this room and this envelope.
    boolean isSignedBy(PublicKey key) {
        byte[] signature = Arrays.copyOfRange(bytes, bytes.length - Certificates.SIGNATURE_BYTES, bytes.length);
        return Certificates.verify(key, signed(head, roomId, bytes), signature);
    }

    Fingerprint speaker() {
        return Fingerprint.ofBytes(Arrays.copyOf(bytes, Fingerprint.BYTES));
    }

    long counter() {
        return ByteBuffer.wrap(bytes).getLong(COUNTER_AT);
    }

    String recipientId() {
        return HexFormat.of().formatHex(bytes, RECIPIENT_AT, RUN_AT);
    }

    long run() {
        return ByteBuffer.wrap(bytes).getLong(RUN_AT);
    }

    long recipientRun() {
        return ByteBuffer.wrap(bytes).getLong(RECIPIENT_RUN_AT);
    }

    /// A copy of the payload.
    byte[] payload() {
        return Arrays.copyOfRange(bytes, PAYLOAD_AT, bytes.length - Certificates.SIGNATURE_BYTES);
    }

    /// The payload as text; empty if it is none.
    Optional<String> text() {
        try {
            return Optional.of(
                    UTF_8.newDecoder().decode(ByteBuffer.wrap(payload())).toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }
}
