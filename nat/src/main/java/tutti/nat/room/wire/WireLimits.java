package tutti.nat.room.wire;

/// How long what may be (`nat/docs/protocol.md`, section 3). Lengths of binary values are without base64.
public final class WireLimits {
    /// The version of the protocol that is spoken here.
    public static final int VERSION = 1;

    /// A whole text message in UTF-8.
    public static final int MAX_MESSAGE_BYTES = 65_536;

    /// The sealed body of a log message.
    public static final int MAX_APPEND_BYTES = 32_768;

    /// The sealed body of a signal.
    public static final int MAX_SIGNAL_BYTES = 16_384;

    /// A player's certificate, in DER.
    public static final int MAX_CERTIFICATE_BYTES = 1024;

    /// The challenge.
    public static final int NONCE_BYTES = 32;

    /// An admission, and its hash.
    public static final int ADMISSION_BYTES = 32;

    /// A signature (r, s).
    public static final int SIGNATURE_BYTES = 64;

    /// The salt of a room id.
    public static final int SALT_BYTES = 16;

    /// A ticket for the relay.
    public static final int TICKET_BYTES = 32;

    /// A datagram in a relay message, behind the member id.
    public static final int MAX_DATAGRAM_BYTES = 1500;

    /// The member id in front of it.
    public static final int MEMBER_ID_BYTES = 16;

    /// Members that are present in a room.
    public static final int MAX_MEMBERS = 32;

    /// Objects and lists within each other.
    static final int MAX_DEPTH = 4;

    /// Words and sentences: URIs, user names, passwords, reasons.
    static final int MAX_TEXT_CHARS = 512;

    /// The TURN servers that one room server knows.
    static final int MAX_URIS = 8;

    private WireLimits() {}
}
