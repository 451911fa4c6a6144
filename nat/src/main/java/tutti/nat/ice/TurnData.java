package tutti.nat.ice;

import java.net.InetSocketAddress;

/// How a relay carries a peer's datagrams (RFC 8656, sections 11 and 12): as channel data, once a channel is bound
/// to the peer, or as indications with the peer's address in each.
///
///     | channel 2 | length 2 | datagram ...                                                    channel data
///     | STUN header 20 | 0x0012, length, 0, family, x-port, x-address | 0x0013, length, datagram, padding |
///
/// Thread: any (stateless).
final class TurnData {
    /// What [#asChannelData] adds.
    static final int CHANNEL_HEADER_BYTES = 4;

    /// What indications add at most, to a peer of IPv6.
    static final int MAX_INDICATION_BYTES = 20 + 4 + 20 + 4 + 3;

    static final int SEND_INDICATION = 0x0016;

    private static final int XOR_PEER_ADDRESS = 0x0012;
    private static final int DATA = 0x0013;
    private static final int IPV4 = 1;
    private static final int IPV6 = 2;

    private TurnData() {}

    /// Puts a datagram into channel data.
    ///
    /// @return its length in `to`
    static int asChannelData(int channel, byte[] buffer, int offsetBytes, int numBytes, byte[] to) {
        putUint16(to, 0, channel);
        putUint16(to, 2, numBytes);
        System.arraycopy(buffer, offsetBytes, to, CHANNEL_HEADER_BYTES, numBytes);
        return CHANNEL_HEADER_BYTES + numBytes;
    }

    /// The length of the datagram in channel data of a channel, which follows its header; -1 if it is none.
    static int channelDataBytes(int channel, byte[] message, int numBytes) {
        if (numBytes < CHANNEL_HEADER_BYTES || StunGate.uint16(message, 0) != channel) {
            return -1;
        }
        int dataBytes = StunGate.uint16(message, 2);
        return dataBytes + CHANNEL_HEADER_BYTES <= numBytes ? dataBytes : -1;
    }

    /// Puts a datagram into an indication: to the relay for a peer, or as if from the relay.
    ///
    /// @param type [#SEND_INDICATION] or [StunGate#DATA_INDICATION]
    /// @param id makes the transaction id, which nobody answers
    /// @return its length in `to`
    static int asIndication(
            int type, long id, InetSocketAddress peer, byte[] buffer, int offsetBytes, int numBytes, byte[] to) {
        byte[] address = peer.getAddress().getAddress();
        putUint16(to, 0, type);
        putInt32(to, 4, StunGate.MAGIC_COOKIE);
        putInt32(to, 8, 0);
        putInt32(to, 12, (int) (id >> 32));
        putInt32(to, 16, (int) id);
        int at = StunGate.HEADER_BYTES;
        putUint16(to, at, XOR_PEER_ADDRESS);
        putUint16(to, at + 2, 4 + address.length);
        putUint16(to, at + 4, address.length == 4 ? IPV4 : IPV6);
        putUint16(to, at + 6, peer.getPort() ^ StunGate.MAGIC_COOKIE >>> 16);
        at += 8;
        for (int i = 0; i < address.length; i++) {
            // The cookie and the transaction id stand in one row.
            to[at + i] = (byte) (address[i] ^ to[4 + i]);
        }
        at += address.length;
        putUint16(to, at, DATA);
        putUint16(to, at + 2, numBytes);
        System.arraycopy(buffer, offsetBytes, to, at + 4, numBytes);
        at += 4 + numBytes;
        while (at % 4 != 0) {
            to[at++] = 0;
        }
        putUint16(to, 2, at - StunGate.HEADER_BYTES);
        return at;
    }

    /// Where the datagram in a data indication begins; its length stands in the two bytes before. -1 if there is
    /// none.
    static int dataAt(byte[] message, int numBytes) {
        return StunGate.findAttribute(message, numBytes, DATA);
    }

    private static void putUint16(byte[] to, int at, int value) {
        to[at] = (byte) (value >> 8);
        to[at + 1] = (byte) value;
    }

    private static void putInt32(byte[] to, int at, int value) {
        putUint16(to, at, value >> 16);
        putUint16(to, at + 2, value);
    }
}
