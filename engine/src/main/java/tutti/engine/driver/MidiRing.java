package tutti.engine.driver;

import java.util.concurrent.atomic.AtomicLong;
import tutti.plugins.api.RealTimeSafe;

/// Takes short MIDI messages from the callback to an ordinary thread, or the other way: one writer, one reader, a
/// number
/// each. When it is full, what comes is dropped and counted; what is in it stays.
///
///     bits 63 to 24: frame          bits 23 to 16: status     15 to 8: first data byte     7 to 0: second
///
/// The frame is counted by the driver since it opened the port, modulo 2^39; 0 in what is to be sent at once.
public final class MidiRing {
    /// What [#poll] answers when there is nothing.
    public static final long NONE = -1;

    /// More than a MIDI cable carries in three seconds.
    static final int CAPACITY = 4_096;

    private static final long FRAME_MASK = (1L << 39) - 1;

    private final long[] messages = new long[CAPACITY];
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong read = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();

    /// Puts a message in. Thread: the writer. RT-safe: yes.
    ///
    /// @param frame when
    /// @param status from 0x80 on
    /// @param first 0 to 127
    /// @param second 0 to 127, 0 if the message has none
    /// @return false if it was dropped
    @RealTimeSafe
    public boolean offer(long frame, int status, int first, int second) {
        long at = written.getPlain();
        if (at - read.getAcquire() >= CAPACITY) {
            dropped.setOpaque(dropped.getPlain() + 1);
            return false;
        }
        messages[(int) (at & (CAPACITY - 1))] = (frame & FRAME_MASK) << 24
                | (long) (status & 0xFF) << 16
                | (long) (first & 0x7F) << 8
                | (second & 0x7F);
        written.setRelease(at + 1);
        return true;
    }

    /// Takes the oldest message out. Thread: the reader. RT-safe: yes.
    ///
    /// @return as above, or [#NONE]
    @RealTimeSafe
    public long poll() {
        long at = read.getPlain();
        if (at == written.getAcquire()) {
            return NONE;
        }
        long message = messages[(int) (at & (CAPACITY - 1))];
        read.setRelease(at + 1);
        return message;
    }

    /// Messages that found it full. Thread: any.
    public long dropped() {
        return dropped.getOpaque();
    }
}
