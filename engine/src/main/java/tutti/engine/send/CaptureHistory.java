package tutti.engine.send;

import tutti.engine.ring.CaptureBlock;

/// The last captured frames of one track in a row, so that a codec with frames of fixed length takes them as they get
/// full, whatever the period, and that another codec can begin where that one ended.
///
/// ```
///   startFrame            endFrame
///   |<---- at least KEPT_FRAMES ---->|  free  |      a period that does not fit moves the kept frames to the front
/// ```
///
/// Thread: the send thread. RT-safe: no (allocates when the longest period grows).
final class CaptureHistory {
    /// So many frames are kept besides the newest block.
    static final int KEPT_FRAMES = 4096;

    /// Blocks between two moves, at least.
    private static final int BLOCKS = 4;

    private final int firstChannel;
    private final float[][] planar;
    private long baseFrame;
    private long startFrame;
    private long endFrame;

    CaptureHistory(int numChannels, int firstChannel) {
        this.firstChannel = firstChannel;
        planar = new float[numChannels][0];
    }

    /// Appends a block.
    ///
    /// @return false if it does not begin where the last one ended: periods were missed, and the row begins anew
    boolean append(CaptureBlock block) {
        boolean continues = block.captureFrame == endFrame && startFrame < endFrame;
        if (planar[0].length < KEPT_FRAMES + BLOCKS * block.numFrames) {
            grow(KEPT_FRAMES + BLOCKS * Math.max(block.numFrames, block.planar[firstChannel].length));
        }
        if (!continues) {
            baseFrame = block.captureFrame;
            startFrame = baseFrame;
            endFrame = baseFrame;
        } else if (indexOf(endFrame) + block.numFrames > planar[0].length) {
            forgetAllBut(KEPT_FRAMES);
        }
        int at = indexOf(endFrame);
        for (int channel = 0; channel < planar.length; channel++) {
            System.arraycopy(block.planar[firstChannel + channel], 0, planar[channel], at, block.numFrames);
        }
        endFrame += block.numFrames;
        return continues;
    }

    private void grow(int capacityFrames) {
        for (int channel = 0; channel < planar.length; channel++) {
            float[] larger = new float[capacityFrames];
            System.arraycopy(planar[channel], 0, larger, 0, planar[channel].length);
            planar[channel] = larger;
        }
    }

    private void forgetAllBut(int numFrames) {
        long first = Math.max(startFrame, endFrame - numFrames);
        int length = (int) (endFrame - first);
        for (float[] channel : planar) {
            System.arraycopy(channel, indexOf(first), channel, 0, length);
        }
        baseFrame = first;
        startFrame = first;
    }

    /// The frames, `[channel][index]`.
    float[][] planar() {
        return planar;
    }

    /// Where a kept frame lies in [#planar].
    int indexOf(long frame) {
        return (int) (frame - baseFrame);
    }

    /// The oldest frame that is kept.
    long startFrame() {
        return startFrame;
    }

    /// One behind the newest frame.
    long endFrame() {
        return endFrame;
    }
}
