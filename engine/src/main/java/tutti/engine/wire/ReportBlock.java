package tutti.engine.wire;

/// What a receiver says of one stream (RFC 3550 section 6.4.1).
///
/// @param ssrc the stream
/// @param fractionLost share lost since the last report, in 1/256
/// @param cumulativeLost packets lost since the beginning, 24 bits signed
/// @param highestSequence extended highest sequence number received, low 32 bits
/// @param jitterFrames interarrival jitter
/// @param lastReport LSR: the middle of the NTP time in the last sender report, 0 if none came
/// @param delaySinceLastReport DLSR: time since then, in 1/65,536 s
public record ReportBlock(
        int ssrc,
        int fractionLost,
        int cumulativeLost,
        int highestSequence,
        int jitterFrames,
        int lastReport,
        int delaySinceLastReport) {
    static final int BYTES = 24;
}
