package tutti.engine.driver.javasound;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.Line;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.SourceDataLine;
import javax.sound.sampled.TargetDataLine;
import org.jspecify.annotations.Nullable;
import tutti.engine.driver.DriverException;
import tutti.engine.driver.DriverFormat;
import tutti.engine.wav.SampleFormat;

/// A sound card through javax.sound.sampled: the widest integer samples that both directions offer, stereo before
/// mono.
final class SystemSoundDevice implements SoundDevice {
    private static final List<SampleFormat> WIDEST_FIRST =
            List.of(SampleFormat.INT_32, SampleFormat.INT_24, SampleFormat.INT_16);

    /// The output holds this many periods, half of them filled at the start: Java Sound's own threads need the slack.
    private static final int BUFFER_PERIODS = 4;

    private final DriverFormat format;
    private final SampleFormat samples;
    private final @Nullable TargetDataLine capture;
    private final @Nullable SourceDataLine playback;

    private SystemSoundDevice(
            DriverFormat format,
            SampleFormat samples,
            @Nullable TargetDataLine capture,
            @Nullable SourceDataLine playback) {
        this.format = format;
        this.samples = samples;
        this.capture = capture;
        this.playback = playback;
    }

    /// Opens a card.
    ///
    /// @param deviceName a part of its name, in any case; null = the default one
    static SystemSoundDevice open(@Nullable String deviceName, DriverFormat format) {
        List<Mixer> mixers = mixers(deviceName);
        for (SampleFormat samples : WIDEST_FIRST) {
            DataLine.@Nullable Info in = offered(mixers, TargetDataLine.class, samples, format.sampleRateHz());
            DataLine.@Nullable Info out = offered(mixers, SourceDataLine.class, samples, format.sampleRateHz());
            // A card with both directions in narrower samples is better than half a card in wider ones.
            boolean last = samples == WIDEST_FIRST.getLast();
            if ((in != null && out != null) || (last && (in != null || out != null))) {
                return open(mixers, format, samples, in, out);
            }
        }
        String which = deviceName == null ? "No sound card is offered" : "No sound card named " + deviceName;
        throw new DriverException(which + " at " + format.sampleRateHz()
                + " Hz by Java Sound; connect one or choose another rate, or use --driver jack or --driver virtual.");
    }

    private static SystemSoundDevice open(
            List<Mixer> mixers,
            DriverFormat format,
            SampleFormat samples,
            DataLine.@Nullable Info in,
            DataLine.@Nullable Info out) {
        TargetDataLine capture = null;
        SourceDataLine playback = null;
        try {
            if (in != null) {
                capture = (TargetDataLine) line(mixers, in);
                AudioFormat kind = in.getFormats()[0];
                capture.open(kind, BUFFER_PERIODS * format.periodFrames() * kind.getFrameSize());
            }
            if (out != null) {
                playback = (SourceDataLine) line(mixers, out);
                AudioFormat kind = out.getFormats()[0];
                playback.open(kind, BUFFER_PERIODS * format.periodFrames() * kind.getFrameSize());
            }
            return new SystemSoundDevice(format, samples, capture, playback);
        } catch (LineUnavailableException | IllegalArgumentException | SecurityException e) {
            close(capture);
            close(playback);
            throw new DriverException(
                    "The sound card is in use by another program or refuses; close that program, or use --driver jack"
                            + " or --driver virtual.",
                    e);
        }
    }

    private static List<Mixer> mixers(@Nullable String deviceName) {
        List<Mixer> mixers = new ArrayList<>();
        for (Mixer.Info info : AudioSystem.getMixerInfo()) {
            if (deviceName == null
                    || info.getName().toLowerCase(Locale.ROOT).contains(deviceName.toLowerCase(Locale.ROOT))) {
                mixers.add(AudioSystem.getMixer(info));
            }
        }
        return mixers;
    }

    private static DataLine.@Nullable Info offered(
            List<Mixer> mixers, Class<? extends DataLine> direction, SampleFormat samples, int sampleRateHz) {
        for (int channels = 2; channels >= 1; channels--) {
            DataLine.Info info = new DataLine.Info(
                    direction, new AudioFormat(sampleRateHz, 8 * samples.bytes(), channels, true, false));
            for (Mixer mixer : mixers) {
                if (mixer.isLineSupported(info)) {
                    return info;
                }
            }
        }
        return null;
    }

    private static Line line(List<Mixer> mixers, DataLine.Info info) throws LineUnavailableException {
        for (Mixer mixer : mixers) {
            if (mixer.isLineSupported(info)) {
                return mixer.getLine(info);
            }
        }
        throw new LineUnavailableException("The sound card went away.");
    }

    @Override
    public SampleFormat samples() {
        return samples;
    }

    @Override
    public int captureChannels() {
        return capture == null ? 0 : capture.getFormat().getChannels();
    }

    @Override
    public int playbackChannels() {
        return playback == null ? 0 : playback.getFormat().getChannels();
    }

    @Override
    public int captureLatencyFrames() {
        return capture == null ? 0 : format.periodFrames();
    }

    @Override
    public int playbackLatencyFrames() {
        return playback == null
                ? 0
                : playback.getBufferSize() / playback.getFormat().getFrameSize();
    }

    @Override
    public void start() {
        if (playback != null) {
            int frameBytes = playback.getFormat().getFrameSize();
            int silentBytes = BUFFER_PERIODS / 2 * format.periodFrames() * frameBytes;
            playback.write(new byte[silentBytes], 0, Math.min(silentBytes, playback.available()));
            playback.start();
        }
        if (capture != null) {
            capture.start();
        }
    }

    @Override
    public int read(byte[] into, int numBytes) {
        return capture == null ? 0 : capture.read(into, 0, numBytes);
    }

    @Override
    public int write(byte[] from, int numBytes) {
        return playback == null ? 0 : playback.write(from, 0, numBytes);
    }

    @Override
    public boolean sawXrun() {
        boolean ranDry = playback != null && playback.available() == playback.getBufferSize();
        boolean ranOver = capture != null && capture.available() == capture.getBufferSize();
        return ranDry || ranOver;
    }

    @Override
    public void close() {
        close(capture);
        close(playback);
    }

    private static void close(@Nullable DataLine line) {
        if (line != null) {
            line.stop();
            line.flush();
            line.close();
        }
    }
}
