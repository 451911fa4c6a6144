package tutti.engine.receive;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import tutti.plugins.api.RealTimeSafe;

/// The handoff of decoded sound: a ring of frames on the sender's sample timeline, one writer (the link thread), one
/// reader (the callback), without locks.
///
/// Frames are written in any order and any number; each carries the number of the lap in which it was written, so the
/// reader knows a true frame from one that is missing or left over from the lap before. A frame too far ahead of the
/// reader to have a place is refused and counted (`early`). A frame that the reader has passed is counted (`late`),
/// but kept: the reader may step back to it when the delay grows, and concealment learns from it.
///
/// ```
///   |<-- history -->|<---------- ahead ---------->|
///   oldest          read position                 end of what has a place
/// ```
///
/// Capacity: a power of two of frames, an eighth of it history. Overflow: refused and counted.
public final class JitterBuffer {
    /// The read position of a reader that plays nothing yet: every frame is in time and has a place.
    public static final long NOT_READING = Long.MIN_VALUE;

    /// 128 KiB: the collector keeps arrays up to 256 KiB among small objects, and gives larger ones pages of 2 MiB
    /// each.
    private static final int MAX_CHUNK_FRAMES = 1 << 15;

    private static final VarHandle LAP = MethodHandles.arrayElementVarHandle(int[].class);
    private static final VarHandle READ_FRAME;
    private static final VarHandle END_FRAME;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            READ_FRAME = lookup.findVarHandle(JitterBuffer.class, "readFrame", long.class);
            END_FRAME = lookup.findVarHandle(JitterBuffer.class, "endFrame", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /// `[channel][chunk][frame]`.
    private final float[][][] samples;

    /// `[chunk][frame]`.
    private final int[][] laps;

    private final int chunkMask;
    private final int chunkShift;
    private final int mask;
    private final int lapShift;
    private final int aheadFrames;

    /// First frame that the reader has not consumed. Written by the reader, with release.
    @SuppressWarnings("UnusedVariable") // read and written through its handle
    private long readFrame = NOT_READING;

    /// See [#endFrame]. Written by the writer, with release.
    private long endFrame;

    /// Written by the link thread alone.
    private long lateFrames;

    private long earlyFrames;
    private long repeatedFrames;

    /// @param numChannels channels of the stream
    /// @param minFrames capacity, rounded up to a power of two
    public JitterBuffer(int numChannels, int minFrames) {
        int capacity = Integer.highestOneBit(Math.max(2, minFrames - 1)) << 1;
        int chunkFrames = Math.min(capacity, MAX_CHUNK_FRAMES);
        samples = new float[numChannels][capacity / chunkFrames][chunkFrames];
        laps = new int[capacity / chunkFrames][chunkFrames];
        for (int[] chunk : laps) {
            Arrays.fill(chunk, -1);
        }
        chunkMask = chunkFrames - 1;
        chunkShift = Integer.numberOfTrailingZeros(chunkFrames);
        mask = capacity - 1;
        lapShift = Integer.numberOfTrailingZeros(capacity);
        aheadFrames = capacity - capacity / 8;
    }

    public int numChannels() {
        return samples.length;
    }

    /// How far ahead of the read position a frame may lie, in frames.
    public int aheadFrames() {
        return aheadFrames;
    }

    /// Lays frames on the timeline. Frames that are there already stay as they are.
    ///
    /// Thread: the link thread alone. RT-safe: yes.
    ///
    /// @param firstFrame number of the first frame, at least 0
    /// @param planar float32 samples `[channel][frame]`
    /// @return how many frames came before the reader had passed them, and had a place
    public int write(long firstFrame, int numFrames, float[][] planar) {
        long read = (long) READ_FRAME.getAcquire(this);
        long limit = read == NOT_READING ? Long.MAX_VALUE : read + aheadFrames;
        int placed = (int) Math.min(numFrames, Math.max(0, limit - firstFrame));
        earlyFrames += numFrames - placed;
        int inTime = 0;
        for (int i = 0; i < placed; i++) {
            long frame = firstFrame + i;
            int slot = (int) frame & mask;
            int lap = (int) (frame >>> lapShift);
            if (frame < read) {
                lateFrames++;
                if (frame < read - (mask + 1 - aheadFrames)) {
                    continue;
                }
            } else {
                inTime++;
            }
            int chunk = slot >>> chunkShift;
            int at = slot & chunkMask;
            if ((int) LAP.getOpaque(laps[chunk], at) == lap) {
                repeatedFrames++;
                continue;
            }
            for (int channel = 0; channel < samples.length; channel++) {
                samples[channel][chunk][at] = planar[channel][i];
            }
            LAP.setRelease(laps[chunk], at, lap);
        }
        if (placed > 0 && (firstFrame + placed > endFrame || read == NOT_READING)) {
            END_FRAME.setRelease(this, firstFrame + placed);
        }
        return inTime;
    }

    /// Counts how many frames from `frame` on are alike: present, or missing.
    ///
    /// Thread: the callback. RT-safe: yes.
    ///
    /// @param maxFrames at least 1
    /// @return the length of the run, positive if its frames are present, negative if they are missing
    @RealTimeSafe
    public int run(long frame, int maxFrames) {
        boolean present = isPresent(frame);
        int length = 1;
        while (length < maxFrames && isPresent(frame + length) == present) {
            length++;
        }
        return present ? length : -length;
    }

    @RealTimeSafe
    private boolean isPresent(long frame) {
        int slot = (int) frame & mask;
        return (int) LAP.getAcquire(laps[slot >>> chunkShift], slot & chunkMask) == (int) (frame >>> lapShift);
    }

    /// Copies frames that [#run] found present. Thread: the callback. RT-safe: yes.
    @RealTimeSafe
    public void read(long firstFrame, int numFrames, float[][] planar, int offsetFrames) {
        int done = 0;
        while (done < numFrames) {
            int slot = (int) (firstFrame + done) & mask;
            int at = slot & chunkMask;
            int length = Math.min(numFrames - done, chunkMask + 1 - at);
            for (int channel = 0; channel < samples.length; channel++) {
                System.arraycopy(
                        samples[channel][slot >>> chunkShift], at, planar[channel], offsetFrames + done, length);
            }
            done += length;
        }
    }

    /// Says that frames before `frame` have been played, or [#NOT_READING]. Thread: the callback. RT-safe: yes.
    @RealTimeSafe
    public void advanceTo(long frame) {
        READ_FRAME.setRelease(this, frame);
    }

    /// One behind the highest frame written; while nobody reads, one behind those written last, so that a jump back
    /// of the timeline is followed. Thread: any. RT-safe: yes.
    @RealTimeSafe
    public long endFrame() {
        return (long) END_FRAME.getAcquire(this);
    }

    /// Frames that came after they were due. Thread: the link thread.
    public long lateFrames() {
        return lateFrames;
    }

    /// Frames refused because they lay too far ahead. Thread: the link thread.
    public long earlyFrames() {
        return earlyFrames;
    }

    /// Frames that were there already. Thread: the link thread.
    public long repeatedFrames() {
        return repeatedFrames;
    }
}
