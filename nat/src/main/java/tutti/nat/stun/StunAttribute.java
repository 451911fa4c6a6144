package tutti.nat.stun;

/// The types of attributes that are used here (RFC 8489, section 14; RFC 8656, section 18; RFC 5780, section 7).
/// Below 0x8000 a receiver must understand them, above it may pass over them.
public final class StunAttribute {
    public static final int MAPPED_ADDRESS = 0x0001;
    public static final int USERNAME = 0x0006;
    public static final int MESSAGE_INTEGRITY = 0x0008;
    public static final int ERROR_CODE = 0x0009;
    public static final int LIFETIME = 0x000D;
    public static final int REALM = 0x0014;
    public static final int NONCE = 0x0015;
    public static final int XOR_RELAYED_ADDRESS = 0x0016;
    public static final int REQUESTED_TRANSPORT = 0x0019;
    public static final int MESSAGE_INTEGRITY_SHA256 = 0x001C;
    public static final int XOR_MAPPED_ADDRESS = 0x0020;
    /// Bytes that mean nothing, to see how long a datagram may be.
    public static final int PADDING = 0x0026;

    public static final int SOFTWARE = 0x8022;
    public static final int FINGERPRINT = 0x8028;

    private StunAttribute() {}
}
