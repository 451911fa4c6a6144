package tutti.engine.demo;

import java.util.Arrays;
import tutti.engine.judge.Sound;

/// A take as the judge hears it, stereo. Keeps some seconds of it in memory, so that going through it costs one
/// reading.
final class TakeSound implements Sound {
    private static final int CHANNELS = 2;
    private static final int KEPT_FRAMES = 1 << 19;
    private static final int KEPT_BEFORE_FRAMES = 1 << 14;

    private final Take take;
    private float[][] kept = new float[CHANNELS][0];
    private long keptFrom;
    private boolean keptToEnd;

    TakeSound(Take take) {
        this.take = take;
    }

    @Override
    public int numChannels() {
        return CHANNELS;
    }

    @Override
    public void read(int channel, long firstFrame, float[] into, int numFrames) {
        Arrays.fill(into, 0, numFrames, 0);
        long from = Math.max(0, firstFrame);
        long to = firstFrame + numFrames;
        if (to <= from) {
            return;
        }
        keep(from, to);
        long end = Math.min(to, keptFrom + kept[0].length);
        if (end > from) {
            System.arraycopy(
                    kept[channel], (int) (from - keptFrom), into, (int) (from - firstFrame), (int) (end - from));
        }
    }

    private void keep(long from, long to) {
        boolean isKept = from >= keptFrom && (keptToEnd || to <= keptFrom + kept[0].length);
        if (!isKept) {
            keptFrom = Math.max(0, from - KEPT_BEFORE_FRAMES);
            int count = (int) Math.max(KEPT_FRAMES, to - keptFrom);
            kept = take.read(keptFrom, count);
            keptToEnd = kept[0].length < count;
        }
    }
}
