package tutti.codecs.conceal;

import java.util.Arrays;
import tutti.plugins.api.RealTimeSafe;

/// The last frames of a stream, each channel in one piece: what a prediction continues. Frames are written behind the
/// end and then counted in. When the room is used up, the last `keptFrames` move to its beginning.
///
/// Thread: the callback. RT-safe: yes, all but the constructor.
@RealTimeSafe
final class PastSound {
    /// The most frames that can be written at once.
    static final int CHUNK_FRAMES = 256;

    /// Chunks between two moves.
    private static final int CHUNKS = 8;

    private final int keptFrames;
    private final float[][] lines;
    private int end;

    /// @param keptFrames frames that can be looked back upon; before the first frame there is silence
    PastSound(int numChannels, int keptFrames) {
        this.keptFrames = keptFrames;
        lines = new float[numChannels][keptFrames + CHUNKS * CHUNK_FRAMES];
        end = keptFrames;
    }

    /// Makes room behind the end.
    void reserve(int numFrames) {
        if (end + numFrames > lines[0].length) {
            for (float[] line : lines) {
                System.arraycopy(line, end - keptFrames, line, 0, keptFrames);
            }
            end = keptFrames;
        }
    }

    /// One channel: the past lies before [#end].
    float[] line(int channel) {
        return lines[channel];
    }

    int end() {
        return end;
    }

    /// Counts in what was written behind the end.
    void advance(int numFrames) {
        end += numFrames;
    }

    /// Appends frames, at most a chunk; what is not a finite number becomes 0.
    void append(float[][] planar, int offsetFrames, int numFrames) {
        reserve(numFrames);
        for (int channel = 0; channel < lines.length; channel++) {
            float[] from = planar[channel];
            float[] to = lines[channel];
            for (int i = 0; i < numFrames; i++) {
                float sample = from[offsetFrames + i];
                to[end + i] = Float.isFinite(sample) ? sample : 0f;
            }
        }
        advance(numFrames);
    }

    /// The greatest magnitude among a channel's last frames.
    float peak(int channel, int numFrames) {
        float[] line = lines[channel];
        float peak = 0;
        for (int i = end - numFrames; i < end; i++) {
            peak = Math.max(peak, Math.abs(line[i]));
        }
        return peak;
    }

    /// Makes the last frames as loud as they were heard.
    void scale(int numFrames, float gain) {
        if (gain < 1f) {
            for (float[] line : lines) {
                for (int i = end - numFrames; i < end; i++) {
                    line[i] *= gain;
                }
            }
        }
    }

    void clear() {
        for (float[] line : lines) {
            Arrays.fill(line, 0f);
        }
    }
}
