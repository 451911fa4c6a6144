package tutti.engine.send;

import tutti.codecs.AudioCodec;

/// How one track is sent to one peer, from the next packet on. Immutable; chosen by control, read by the send thread.
///
/// A copy of an earlier packet repairs a loss exactly, as much later as it lies back: of a burst that takes L packets
/// in a row, a copy that lies d packets back repairs the last d.
///
/// @param codec how the track is encoded
/// @param nearCopy how many packets back the first copy is, 0 for none
/// @param farCopy how many packets back the second copy is: 0 for none, else more than `nearCopy`
public record SendMode(AudioCodec codec, int nearCopy, int farCopy) {
    /// The furthest that a copy may lie back, in packets.
    public static final int MAX_DISTANCE = 8;

    public SendMode {
        if (nearCopy < 0 || nearCopy > MAX_DISTANCE || farCopy < 0 || farCopy > MAX_DISTANCE) {
            throw new IllegalArgumentException("A copy lies 1 to " + MAX_DISTANCE + " packets back.");
        }
        if (farCopy != 0 && (nearCopy == 0 || farCopy <= nearCopy)) {
            throw new IllegalArgumentException("The second copy lies further back than the first.");
        }
    }

    /// Without any copy.
    public static SendMode plain(AudioCodec codec) {
        return new SendMode(codec, 0, 0);
    }

    /// How many copies each packet carries: 0, 1 or 2.
    public int copies() {
        return (nearCopy > 0 ? 1 : 0) + (farCopy > 0 ? 1 : 0);
    }
}
