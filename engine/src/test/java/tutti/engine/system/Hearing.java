package tutti.engine.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

/// What one port played, held against what was played into another one at the same sample rate, sample by sample.
///
/// The *distance* of a sample is its frame at the hearer's driver less its frame at the player's: the latency, if
/// both drivers started at once.
final class Hearing {
    private static final int PROBE_FRAMES = 24;
    private static final int MAX_DISTANCE_FRAMES = 1_000_000;

    private final float[] heard;
    private final int numFrames;
    private final Played played;

    /// The sound that went in.
    interface Played {
        float sample(long frame);
    }

    Hearing(float[] heard, int numFrames, Played played) {
        this.heard = heard;
        this.numFrames = numFrames;
        this.played = played;
    }

    int numFrames() {
        return numFrames;
    }

    float at(int frame) {
        return heard[frame];
    }

    /// The distance of what was heard from `frame` on.
    ///
    /// @return at least `-MAX_DISTANCE_FRAMES`; fails if nothing fits
    int distance(int frame) {
        for (int distance = 0; distance < MAX_DISTANCE_FRAMES; distance++) {
            if (matches(frame, distance)) {
                return distance;
            }
            if (matches(frame, -distance)) {
                return -distance;
            }
        }
        throw new AssertionError("What is heard at frame " + frame + " was never played.");
    }

    /// The distance of the latest sound.
    int distance() {
        return distance(numFrames - PROBE_FRAMES);
    }

    private boolean matches(int frame, int distance) {
        for (int i = 0; i < PROBE_FRAMES; i++) {
            if (!isTrue(frame + i, distance)) {
                return false;
            }
        }
        return true;
    }

    /// Whether a sample is to the bit the one that was played.
    boolean isTrue(int frame, int distance) {
        long source = (long) frame - distance;
        return source >= 0 && heard[frame] == played.sample(source);
    }

    /// How many samples from one frame to another are not what was played.
    int damaged(int from, int to, int distance) {
        int damaged = 0;
        for (int frame = from; frame < to; frame++) {
            damaged += isTrue(frame, distance) ? 0 : 1;
        }
        return damaged;
    }

    /// The first frame from which on everything is true, up to the end.
    int trueFrom(int distance) {
        int frame = numFrames;
        while (frame > 0 && isTrue(frame - 1, distance)) {
            frame--;
        }
        return frame;
    }

    /// The first frame that is not silent, from `from` on; [#numFrames] if there is none.
    int soundFrom(int from) {
        int frame = from;
        while (frame < numFrames && heard[frame] == 0) {
            frame++;
        }
        return frame;
    }

    /// The greatest difference of neighbours.
    double maxStep(int from, int to) {
        double step = 0;
        for (int frame = from + 1; frame < to; frame++) {
            step = Math.max(step, Math.abs(heard[frame] - heard[frame - 1]));
        }
        return step;
    }

    void assertSilent(int from, int to) {
        for (int frame = from; frame < to; frame++) {
            assertEquals(0, heard[frame], "frame " + frame + " of " + from + " to " + to);
        }
    }

    /// Everything from `from` on is to the bit what was played, at one distance.
    void assertTrueFrom(int from, int distance) {
        for (int frame = from; frame < numFrames; frame++) {
            if (!isTrue(frame, distance)) {
                throw new AssertionError("Frame " + frame + " of " + numFrames + " is " + heard[frame]
                        + ", which was not played " + distance + " frames before.");
            }
        }
    }
}
