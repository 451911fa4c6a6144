package tutti.engine.send;

import org.jspecify.annotations.Nullable;
import tutti.engine.wire.RedFlyweight;
import tutti.engine.wire.RtpFlyweight;

/// Finds the formats in which one packet's copies fit beside it: as many copies as are there, each as good as it can
/// be, the worse of them being what counts.
final class CopyChoice {
    /// Not carried.
    static final int NONE = -1;

    /// Pairs of formats, near and far, the best first: 0 is the codec's own, 1 and 2 are smaller ones.
    private static final int[] NEAR = {0, 0, 1, 0, 1, 2, 0, 1, 2, NONE, NONE, NONE};

    private static final int[] FAR = {0, 1, 1, 2, 2, 2, NONE, NONE, NONE, 0, 1, 2};

    private int near;
    private int far;

    /// Chooses for one packet.
    ///
    /// @param nearCopy the packet to be repeated from the nearest distance, null for none
    /// @param farCopy the same from the further distance
    /// @return how many copies go with it
    int choose(EncodedPacket primary, @Nullable EncodedPacket nearCopy, @Nullable EncodedPacket farCopy) {
        int roomBytes = RtpFlyweight.MAX_PAYLOAD_BYTES
                - RedFlyweight.PRIMARY_HEADER_BYTES
                - primary.lengthBytes(EncodedPacket.EXACT);
        for (int i = 0; i < NEAR.length; i++) {
            int nearBytes = blockBytes(primary, nearCopy, NEAR[i]);
            int farBytes = blockBytes(primary, farCopy, FAR[i]);
            if (nearBytes >= 0 && farBytes >= 0 && nearBytes + farBytes <= roomBytes) {
                near = NEAR[i];
                far = FAR[i];
                return (near == NONE ? 0 : 1) + (far == NONE ? 0 : 1);
            }
        }
        near = NONE;
        far = NONE;
        return 0;
    }

    /// What a copy takes with its header, 0 for none, negative if it is not there in that format or cannot be said.
    private static int blockBytes(EncodedPacket primary, @Nullable EncodedPacket copy, int format) {
        if (format == NONE) {
            return 0;
        }
        if (copy == null || primary.firstFrame() - copy.firstFrame() > RedFlyweight.MAX_OFFSET_FRAMES) {
            return -1;
        }
        int bytes = copy.lengthBytes(format);
        return bytes == 0 || bytes > RedFlyweight.MAX_COPY_BYTES ? -1 : RedFlyweight.COPY_HEADER_BYTES + bytes;
    }

    /// The format chosen for the near copy, or [#NONE].
    int near() {
        return near;
    }

    /// The format chosen for the far copy, or [#NONE].
    int far() {
        return far;
    }
}
