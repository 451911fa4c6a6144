package tutti.engine.send;

import org.jspecify.annotations.Nullable;

/// The last packets of one codec, as far back as a copy may lie.
final class PacketHistory {
    private final EncodedPacket[] packets = new EncodedPacket[SendMode.MAX_DISTANCE + 1];
    private long count;

    /// @param numFormats see [EncodedPacket]
    PacketHistory(int numFormats) {
        for (int i = 0; i < packets.length; i++) {
            packets[i] = new EncodedPacket(numFormats);
        }
    }

    /// The place of the next packet, which was the oldest one's.
    EncodedPacket claim() {
        return packets[(int) (count++ % packets.length)];
    }

    /// The packet so many packets before the newest, or null if there was none yet.
    ///
    /// @param distance 0 to [SendMode#MAX_DISTANCE]
    @Nullable
    EncodedPacket back(int distance) {
        return distance < count ? packets[(int) ((count - 1 - distance) % packets.length)] : null;
    }
}
