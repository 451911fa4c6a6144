package tutti.engine.receive;

import tutti.plugins.api.RealTimeSafe;

/// Where a stream is to be read: the delay thread's word to the callback, replaced as a whole.
///
/// At local frame N the reader should stand at the sender's frame `nominal * N + offsetFrames + slope * (N -
/// atFrame)`. Immutable.
///
/// @param offsetFrames offset at `atFrame`, in the sender's frames; a whole number if `level`
/// @param atFrame a frame of the local driver
/// @param slope how many more of the sender's frames pass with each local frame than nominal: the drift
/// @param level whether both sides seem to run on one clock; the slope is 0 then, and the offset changes by whole steps
/// @param leadFrames how far beyond the cycle's own frames sound should have come by now, if it is usual
record PlayoutPlan(double offsetFrames, long atFrame, double slope, boolean level, double leadFrames) {
    @RealTimeSafe
    double offsetAt(long localFrame) {
        return offsetFrames + slope * (localFrame - atFrame);
    }
}
