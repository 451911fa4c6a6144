package tutti.engine.bench.music;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Objects;
import tutti.engine.wav.WavFile;

/// A recording of 1.5 to 3 seconds at 48 kHz, peaks near -3 dBFS. Where each comes from stands in the `README.md`
/// beside
/// the files.
public enum Clip {
    /// Electric guitar, a chord; the only one in stereo.
    GUITAR,
    BASS,
    PIANO,
    CHOIR,
    SLIDE,
    HARMONICS,
    BELL,
    /// Several instruments at once.
    ENSEMBLE,
    TABLA,
    DRUMS;

    /// The rate of all of them.
    public static final int RATE_HZ = 48_000;

    /// As in tables.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The samples, read anew: planar float32 `[channel][frame]`, +-1.0 = 0 dBFS. Thread: any. RT-safe: no.
    public float[][] read() {
        try (InputStream resource =
                Objects.requireNonNull(Clip.class.getResourceAsStream(label() + ".wav"), "the clip " + label())) {
            Path file = Files.createTempFile("tutti-clip", ".wav");
            try {
                Files.copy(resource, file, StandardCopyOption.REPLACE_EXISTING);
                WavFile wav = WavFile.read(file);
                float[][] channels = new float[wav.numChannels()][];
                for (int channel = 0; channel < channels.length; channel++) {
                    channels[channel] = wav.channel(channel);
                }
                return channels;
            } finally {
                Files.delete(file);
            }
        } catch (IOException diskFull) {
            throw new UncheckedIOException(diskFull);
        }
    }

    /// All channels mixed to one, as [#read].
    public float[] readMono() {
        float[][] channels = read();
        float[] mono = channels[0];
        for (int channel = 1; channel < channels.length; channel++) {
            for (int i = 0; i < mono.length; i++) {
                mono[i] += channels[channel][i];
            }
        }
        for (int i = 0; i < mono.length; i++) {
            mono[i] /= channels.length;
        }
        return mono;
    }
}
