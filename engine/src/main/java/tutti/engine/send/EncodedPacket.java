package tutti.engine.send;

import java.util.Arrays;
import tutti.engine.wire.RtpFlyweight;

/// One packet's payload as it goes out, and the same frames in smaller formats for copies in later packets.
final class EncodedPacket {
    /// The payload itself; smaller formats follow.
    static final int EXACT = 0;

    private final byte[][] payloads;
    private final int[] lengthsBytes;
    private long firstFrame;
    private int numFrames;

    /// @param numFormats 1 and how many smaller formats there are
    EncodedPacket(int numFormats) {
        payloads = new byte[numFormats][RtpFlyweight.MAX_PAYLOAD_BYTES];
        lengthsBytes = new int[numFormats];
    }

    /// Takes other frames, encoded in no format yet.
    ///
    /// @param newFirstFrame the frame that the payload decodes to first, as the driver counts
    void begin(long newFirstFrame, int newNumFrames) {
        firstFrame = newFirstFrame;
        numFrames = newNumFrames;
        Arrays.fill(lengthsBytes, 0);
    }

    /// Where a format's payload is to be written.
    byte[] payload(int format) {
        return payloads[format];
    }

    void length(int format, int numBytes) {
        lengthsBytes[format] = numBytes;
    }

    /// The payload's length in a format, 0 if it was not encoded in that.
    int lengthBytes(int format) {
        return format < lengthsBytes.length ? lengthsBytes[format] : 0;
    }

    long firstFrame() {
        return firstFrame;
    }

    int numFrames() {
        return numFrames;
    }
}
