package tutti.codecs;

import tutti.plugins.api.RealTimeSafe;

/// How a period of one track is split into packets: in time, so that each packet carries every channel of the track
/// and a lost one leaves a short gap in all of them rather than a hole in the stereo picture.
///
/// The packets are as few as the payload limit allows, and as equal as possible: with F frames in P packets the first
/// F mod P have floor(F / P) + 1 frames, the others floor(F / P). For example 64 frames of 8 channels in L24 are
/// 1,536 bytes, hence two packets of 32 frames where 1,172 bytes are allowed.
///
/// Immutable; the accessors allocate nothing. Thread: any. RT-safe: yes, all but the making.
///
/// @param periodFrames frames in a period, 1 or more
/// @param numPackets packets in a period, 1 to `periodFrames`
public record Packetisation(int periodFrames, int numPackets) {
    /// @throws IllegalArgumentException if a packet would be without a frame
    public Packetisation {
        if (periodFrames < 1 || numPackets < 1 || numPackets > periodFrames) {
            throw new IllegalArgumentException("A period of " + periodFrames + " frames cannot be split into "
                    + numPackets + " packets: each takes one frame or more.");
        }
    }

    /// Splits a period into the fewest packets.
    ///
    /// @param maxPayloadBytes the most bytes of payload in one packet, without any header
    /// @throws IllegalArgumentException if not even one frame fits into a packet
    public static Packetisation of(AudioCodec codec, int numChannels, int periodFrames, int maxPayloadBytes) {
        int maxFrames = codec.maxFrames(numChannels, maxPayloadBytes);
        if (maxFrames < 1) {
            throw new IllegalArgumentException("A track of " + numChannels + " channels in " + codec.name()
                    + " does not fit into packets of " + maxPayloadBytes
                    + " bytes: split it into tracks of fewer channels.");
        }
        return new Packetisation(periodFrames, Math.ceilDiv(periodFrames, maxFrames));
    }

    /// The frame of the period with which a packet begins.
    ///
    /// @param packet 0 to `numPackets` - 1
    @RealTimeSafe
    public int firstFrame(int packet) {
        return packet * (periodFrames / numPackets) + Math.min(packet, periodFrames % numPackets);
    }

    /// How many frames a packet carries.
    ///
    /// @param packet 0 to `numPackets` - 1
    @RealTimeSafe
    public int numFrames(int packet) {
        return periodFrames / numPackets + (packet < periodFrames % numPackets ? 1 : 0);
    }
}
