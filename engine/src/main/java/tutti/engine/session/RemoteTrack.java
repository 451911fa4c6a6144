package tutti.engine.session;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tutti.engine.driver.PlaybackPort;
import tutti.engine.mix.TrackInput;
import tutti.engine.mix.TrackMeter;
import tutti.engine.receive.ReceiveStream;

/// One track of one peer, as this engine keeps it: the ports stay while the peer is away, the stream comes and goes.
/// Thread: the conductor.
final class RemoteTrack {
    private final String name;
    private final List<PlaybackPort> ports;
    private final TrackMeter meter = new TrackMeter();
    private @Nullable ReceiveStream stream;
    private @Nullable TrackInput input;
    private boolean heard = true;

    RemoteTrack(String name, List<PlaybackPort> ports) {
        this.name = name;
        this.ports = List.copyOf(ports);
    }

    String name() {
        return name;
    }

    List<PlaybackPort> ports() {
        return ports;
    }

    TrackMeter meter() {
        return meter;
    }

    /// What arrives, or null while nothing does.
    @Nullable
    ReceiveStream stream() {
        return stream;
    }

    /// Its place in the mix, or null while nothing arrives.
    @Nullable
    TrackInput input() {
        return input;
    }

    void play(ReceiveStream newStream, int maxPeriodFrames) {
        closeStream();
        stream = newStream;
        TrackInput made =
                new TrackInput(newStream.reader(), ports.toArray(PlaybackPort[]::new), meter, maxPeriodFrames);
        made.heard(heard);
        input = made;
    }

    /// Whether it sounds, now and later.
    void heard(boolean isHeard) {
        heard = isHeard;
        if (input != null) {
            input.heard(isHeard);
        }
    }

    private void closeStream() {
        if (stream != null) {
            stream.close();
        }
    }

    void silence() {
        closeStream();
        stream = null;
        input = null;
    }

    /// What its driver adds after the first port, in frames.
    int playbackLatencyFrames() {
        return ports.isEmpty() ? 0 : ports.getFirst().latencyFrames();
    }
}
