package tutti.engine.session;

import java.util.HashMap;
import java.util.Map;
import tutti.codecs.AudioCodec;
import tutti.engine.EngineConfig;

/// How each local track is to be sent, as configured or as changed since. Thread: the conductor.
final class TrackCodecs {
    private final Map<String, AudioCodec> chosen = new HashMap<>();

    /// The codec of a track.
    AudioCodec of(EngineConfig.Track track) {
        return chosen.getOrDefault(track.name(), track.codec());
    }

    void choose(String trackName, AudioCodec codec) {
        chosen.put(trackName, codec);
    }
}
