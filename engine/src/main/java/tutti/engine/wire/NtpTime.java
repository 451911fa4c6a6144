package tutti.engine.wire;

/// Nanoseconds as the NTP time stamps of RTCP (RFC 3550 section 4): 32 bits of seconds, 32 bits of their fraction.
///
/// Tutti puts its monotonic clock there, not the wall clock: the receiver only ever takes differences (section 6.4.1
/// permits it).
public final class NtpTime {
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private NtpTime() {}

    /// 1.5 s becomes 0x00000001_80000000.
    public static long fromNs(long timeNs) {
        long seconds = Math.floorDiv(timeNs, NS_PER_SECOND);
        long remainderNs = Math.floorMod(timeNs, NS_PER_SECOND);
        return (seconds << 32) | ((remainderNs << 32) / NS_PER_SECOND);
    }

    /// The reverse, rounded to the nearest nanosecond.
    public static long toNs(long ntp) {
        long fraction = ntp & 0xFFFF_FFFFL;
        return (ntp >> 32) * NS_PER_SECOND + ((fraction * NS_PER_SECOND + (1L << 31)) >> 32);
    }

    /// The middle 32 bits, in units of 1/65,536 s, as LSR carries them.
    public static int middle(long ntp) {
        return (int) (ntp >>> 16);
    }

    /// A difference in units of 1/65,536 s in nanoseconds.
    public static long shortToNs(int units) {
        return (units * NS_PER_SECOND) >> 16;
    }

    /// Nanoseconds in units of 1/65,536 s, as DLSR carries them.
    public static int nsToShort(long durationNs) {
        return (int) ((durationNs << 16) / NS_PER_SECOND);
    }
}
