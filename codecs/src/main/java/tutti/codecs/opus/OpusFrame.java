package tutti.codecs.opus;

/// How long the sound in one packet is (RFC 6716 section 2.1.4): the shorter, the less delay and the more bits for
/// the same quality.
///
/// Immutable. Thread: any. RT-safe: yes.
public enum OpusFrame {
    /// By the sender's period: 2.5 ms up to a period of 5 ms, 5 ms up to one of 10 ms, else 10 ms. Filling a packet
    /// then takes hardly longer than a period, and a long period is not paid for with the bits of many short
    /// packets.
    AUTO(0),
    MS_2_5(400),
    MS_5(200),
    MS_10(100);

    private final int perSecond;

    OpusFrame(int perSecond) {
        this.perSecond = perSecond;
    }

    /// Frames in a packet.
    public int frames(int periodFrames, int sampleRateHz) {
        return this == AUTO
                ? fitting(periodFrames, sampleRateHz).frames(periodFrames, sampleRateHz)
                : sampleRateHz / perSecond;
    }

    private static OpusFrame fitting(int periodFrames, int sampleRateHz) {
        if (periodFrames <= MS_5.frames(periodFrames, sampleRateHz)) {
            return MS_2_5;
        }
        return periodFrames <= MS_10.frames(periodFrames, sampleRateHz) ? MS_5 : MS_10;
    }
}
