package tutti.engine.demo;

import java.nio.file.Path;
import tutti.engine.wav.WavFile;

/// A recording that is read in parts, so that a long one needs little memory.
public interface Take {
    /// Reads a part.
    ///
    /// @return planar float32 `[channel][frame]`; shorter, down to nothing, where the recording ends before
    float[][] read(long firstFrame, int maxFrames);

    /// A stereo WAV file.
    static Take of(Path file) {
        return (firstFrame, maxFrames) -> {
            WavFile part = WavFile.read(file, firstFrame, maxFrames);
            return new float[][] {part.channel(0), part.channel(part.numChannels() - 1)};
        };
    }
}
