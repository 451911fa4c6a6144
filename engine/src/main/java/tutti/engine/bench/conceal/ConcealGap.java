package tutti.engine.bench.conceal;

/// What is taken out of the sound.
///
/// @param packets lost one after the other
/// @param packetFrames frames of each
public record ConcealGap(int packets, int packetFrames) {
    /// Frames in all.
    public int frames() {
        return packets * packetFrames;
    }

    /// As in tables.
    public String label() {
        return packets == 1 ? packetFrames + " frames" : packets + " x " + packetFrames + " frames";
    }
}
