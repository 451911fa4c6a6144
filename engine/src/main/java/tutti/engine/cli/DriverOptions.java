package tutti.engine.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tutti.engine.demo.music.DemoPiece;
import tutti.engine.driver.AudioDriver;
import tutti.engine.driver.DriverFormat;
import tutti.engine.driver.jack.JackDriver;
import tutti.engine.driver.jack.JackOptions;
import tutti.engine.driver.javasound.JavaSoundDriver;
import tutti.engine.driver.virtual.LoopSource;
import tutti.engine.driver.virtual.SignalSink;
import tutti.engine.driver.virtual.SignalSource;
import tutti.engine.driver.virtual.VirtualDriver;
import tutti.engine.driver.virtual.VirtualOptions;
import tutti.engine.driver.virtual.WavSink;
import tutti.engine.wav.SampleFormat;

/// Which sound system to use, and how.
final class DriverOptions {
    private static final String MONITOR_LEFT = "monitor_1";
    private static final String MONITOR_RIGHT = "monitor_2";

    @Option(
            names = "--driver",
            paramLabel = "NAME",
            defaultValue = "jack",
            description = "Sound system: jack, javasound or virtual (default: ${DEFAULT-VALUE}).")
    private String driver = "jack";

    @Option(
            names = "--client",
            paramLabel = "NAME",
            defaultValue = "tutti",
            description = "Name of the client in the JACK graph (default: ${DEFAULT-VALUE}).")
    private String client = "tutti";

    @Option(names = "--server", paramLabel = "NAME", description = "Name of the JACK server (default: JACK's own).")
    private @Nullable String server;

    @Option(names = "--connect", description = "Plug the ports to the sound card's; otherwise nothing is plugged.")
    private boolean connect;

    @Option(names = "--rate", paramLabel = "HZ", description = "javasound, virtual: sample rate (default: 48000).")
    private int rateHz = 48_000;

    @Option(names = "--period", paramLabel = "FRAMES", description = "javasound, virtual: period (default: 64 or 256).")
    private @Nullable Integer periodFrames;

    @Option(names = "--drift", paramLabel = "PPM", description = "virtual: how much its clock is fast (default: 0).")
    private double driftPpm;

    @Option(
            names = "--in",
            paramLabel = "FILE.wav",
            description = "virtual: what the capture ports hear, in a loop; demo:alice and demo:bob are the two parts"
                    + " of a piece that is built in.")
    private @Nullable String in;

    @Option(names = "--out", paramLabel = "FILE.wav", description = "virtual: where the monitor mix is written.")
    private @Nullable Path out;

    /// Makes the driver ready, not started.
    ///
    /// @param cableFolder where cables are remembered
    AudioDriver open(Path cableFolder) {
        return switch (driver) {
            case "jack" -> new JackDriver(new JackOptions(client, server, connect, cableFolder));
            case "javasound" -> JavaSoundDriver.open(null, format(256));
            case "virtual" -> VirtualDriver.timed(virtualOptions());
            default ->
                throw new UsageException("There is no driver called \"" + driver
                        + "\"; choose --driver jack, --driver javasound or --driver virtual.");
        };
    }

    private DriverFormat format(int usualPeriodFrames) {
        try {
            return new DriverFormat(rateHz, periodFrames == null ? usualPeriodFrames : periodFrames);
        } catch (IllegalArgumentException outOfRange) {
            throw new UsageException(String.valueOf(outOfRange.getMessage()));
        }
    }

    private SignalSource source() {
        if (in == null) {
            return SignalSource.SILENCE;
        }
        for (DemoPiece.Part part : DemoPiece.Part.values()) {
            if (in.equals("demo:" + part.name().toLowerCase(Locale.ROOT))) {
                return DemoPiece.play(part, rateHz);
            }
        }
        return LoopSource.ofWav(Path.of(in), rateHz);
    }

    private VirtualOptions virtualOptions() {
        DriverFormat format = format(64);
        SignalSource source = source();
        VirtualOptions silent;
        try {
            silent = VirtualOptions.of(rateHz, format.periodFrames()).withDriftPpm(driftPpm);
        } catch (IllegalArgumentException outOfRange) {
            throw new UsageException(String.valueOf(outOfRange.getMessage()));
        }
        // The file last, so that no mistake leaves one behind.
        SignalSink sink = out == null
                ? SignalSink.NONE
                : WavSink.open(out, format, List.of(MONITOR_LEFT, MONITOR_RIGHT), SampleFormat.INT_24);
        return silent.withSource(source).withSink(sink);
    }
}
