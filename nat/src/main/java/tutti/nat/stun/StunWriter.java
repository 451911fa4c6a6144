package tutti.nat.stun;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import tutti.nat.udp.DatagramPort;

/// Makes one message, attribute after attribute; [#integrity] and [#fingerprint], if wanted, come last and in this
/// order. One thread.
public final class StunWriter {
    private final TransactionId id;
    private final ByteBuffer message = ByteBuffer.allocate(DatagramPort.MAX_DATAGRAM_BYTES);

    /// Begins a message.
    ///
    /// @param method 0 to 0xFFF
    public StunWriter(StunMessage.Kind kind, int method, TransactionId id) {
        this.id = id;
        message.putShort((short) StunMessage.type(kind, method))
                .putShort((short) 0)
                .putInt(StunMessage.MAGIC_COOKIE)
                .putInt(id.high())
                .putLong(id.low());
    }

    TransactionId transactionId() {
        return id;
    }

    /// Adds an attribute, padded with zeros.
    ///
    /// @throws java.nio.BufferOverflowException beyond [DatagramPort#MAX_DATAGRAM_BYTES] in all
    public StunWriter attribute(int type, byte[] value) {
        message.putShort((short) type).putShort((short) value.length).put(value);
        message.put(new byte[-value.length & 3]);
        return this;
    }

    /// Adds an attribute that is a number of 32 bits.
    public StunWriter attribute(int type, int value) {
        return attribute(type, ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }

    /// Adds an XORed address (RFC 8489, section 14.2).
    public StunWriter address(int type, InetSocketAddress address) {
        byte[] literal = address.getAddress().getAddress();
        byte[] mask = ByteBuffer.allocate(Integer.BYTES + TransactionId.BYTES)
                .putInt(StunMessage.MAGIC_COOKIE)
                .put(id.bytes())
                .array();
        for (int i = 0; i < literal.length; i++) {
            literal[i] ^= mask[i];
        }
        int family = literal.length == Integer.BYTES ? StunMessage.FAMILY_V4 : StunMessage.FAMILY_V6;
        return attribute(
                type,
                ByteBuffer.allocate(4 + literal.length)
                        .putShort((short) family)
                        .putShort((short) (address.getPort() ^ StunMessage.MAGIC_COOKIE >>> 16))
                        .put(literal)
                        .array());
    }

    /// Adds PADDING (RFC 5780, section 7.6) so that with a [#fingerprint] the message is exactly that long; nothing
    /// if it is too long for it already.
    ///
    /// @param numBytes a multiple of four, at most [DatagramPort#MAX_DATAGRAM_BYTES]
    public StunWriter padTo(int numBytes) {
        int missing = numBytes - message.position() - StunMessage.ATTRIBUTE_HEADER_BYTES;
        int value = missing - StunMessage.ATTRIBUTE_HEADER_BYTES - StunIntegrity.CRC_BYTES;
        return value < 0 ? this : attribute(StunAttribute.PADDING, new byte[value]);
    }

    /// Adds MESSAGE-INTEGRITY with a key.
    public StunWriter integrity(byte[] key) {
        lengthWith(StunIntegrity.MAC_BYTES);
        return attribute(StunAttribute.MESSAGE_INTEGRITY, StunIntegrity.mac(key, message.array(), message.position()));
    }

    /// Adds FINGERPRINT.
    public StunWriter fingerprint() {
        lengthWith(StunIntegrity.CRC_BYTES);
        return attribute(StunAttribute.FINGERPRINT, StunIntegrity.fingerprint(message.array(), message.position()));
    }

    /// What is reckoned over the message counts itself in the header's length.
    private void lengthWith(int numBytes) {
        int whole = message.position() + StunMessage.ATTRIBUTE_HEADER_BYTES + numBytes;
        message.putShort(2, (short) (whole - StunMessage.HEADER_BYTES));
    }

    /// The whole message.
    public byte[] toBytes() {
        message.putShort(2, (short) (message.position() - StunMessage.HEADER_BYTES));
        return Arrays.copyOf(message.array(), message.position());
    }
}
