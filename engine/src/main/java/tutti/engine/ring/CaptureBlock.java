package tutti.engine.ring;

/// One period of captured sound, owned by the ring. Written by the callback between claim and publish, read by the
/// ring's consumers until they release it.
public final class CaptureBlock {
    /// Planar float32 samples `[channel][frame]`, all tracks side by side, +-1.0 = 0 dBFS.
    public final float[][] planar;

    /// Valid frames in each channel.
    public int numFrames;

    /// Number of the first frame, as the driver counts.
    public long captureFrame;

    /// When the period began, on the driver's clock.
    public long cycleStartNs;

    CaptureBlock(int numChannels, int capacityFrames) {
        planar = new float[numChannels][capacityFrames];
    }
}
