package tutti.engine.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tutti.engine.adapt.PathAdaptation;
import tutti.engine.receive.ReceivePath;
import tutti.engine.receive.ReceiveStream;
import tutti.engine.send.SendMode;
import tutti.engine.send.SendTarget;
import tutti.engine.wire.EngineDescription;
import tutti.engine.wire.ReportBlock;
import tutti.engine.wire.StreamHealth;
import tutti.nat.link.MediaLink;

/// Somebody who is here, or was: the name in the ports, the tracks, and the link while there is one.
/// Thread: the conductor.
final class RemotePeer {
    private final String name;
    private final Map<String, RemoteTrack> tracks = new LinkedHashMap<>();
    private @Nullable Connection connection;
    private boolean heard = true;

    /// What there is only while the peer is connected.
    ///
    /// @param link the way there
    /// @param path the way from there
    /// @param target the state of what is sent there
    /// @param adaptation how it is sent there
    record Connection(MediaLink link, ReceivePath path, SendTarget target, PathAdaptation adaptation) {
        Connection(MediaLink link, ReceivePath path, PathAdaptation adaptation) {
            this(link, path, new SendTarget(link, new Reports(path)), adaptation);
            applyModes();
        }

        /// The same, sent as another adaptation says.
        Connection adaptedBy(PathAdaptation newAdaptation) {
            Connection adapted = new Connection(link, path, target, newAdaptation);
            adapted.applyModes();
            return adapted;
        }

        private void applyModes() {
            List<SendMode> modes = adaptation.modes();
            for (int track = 0; track < modes.size(); track++) {
                target.mode(track, modes.get(track));
            }
        }
    }

    /// What we have to say of the peer's streams.
    private record Reports(ReceivePath path) implements SendTarget.ReportSource {
        @Override
        public List<ReportBlock> reportBlocks(long nowNs) {
            return path.reportBlocks(nowNs);
        }

        @Override
        public List<StreamHealth> health() {
            return path.health();
        }
    }

    RemotePeer(String name) {
        this.name = name;
    }

    /// The name in port names, unique here and kept.
    String name() {
        return name;
    }

    @Nullable
    Connection connection() {
        return connection;
    }

    boolean isConnectedBy(MediaLink link) {
        return connection != null && connection.link().linkId() == link.linkId();
    }

    void connect(Connection newConnection) {
        connection = newConnection;
    }

    /// The link is gone; streams that still sound go on until [#silence].
    void disconnect() {
        connection = null;
    }

    /// Whether anything of it sounds, now and later.
    void heard(boolean isHeard) {
        heard = isHeard;
        tracks.values().forEach(track -> track.heard(isHeard));
    }

    boolean isHeard() {
        return heard;
    }

    /// Takes all streams out of the mix; the ports stay.
    void silence() {
        tracks.values().forEach(RemoteTrack::silence);
    }

    /// Takes one stream out of the mix, if there is one; the ports stay.
    void silence(String trackName) {
        RemoteTrack track = tracks.get(trackName);
        if (track != null) {
            track.silence();
        }
    }

    /// Removes a track that `description` does not name; there must be one.
    RemoteTrack forgetOneNotIn(EngineDescription description) {
        String name = tracks.keySet().stream()
                .filter(trackName -> !description.names(trackName))
                .findFirst()
                .orElseThrow();
        return Objects.requireNonNull(tracks.remove(name));
    }

    /// Replaces each stream by another one.
    void renewStreams(UnaryOperator<ReceiveStream> renewal, int maxPeriodFrames) {
        for (RemoteTrack track : tracks.values()) {
            ReceiveStream stream = track.stream();
            if (stream != null) {
                track.play(renewal.apply(stream), maxPeriodFrames);
            }
        }
    }

    /// Every track that ever was, by name.
    Map<String, RemoteTrack> tracks() {
        return tracks;
    }

    /// The streams that arrive now.
    List<ReceiveStream> streams() {
        return tracks.values().stream()
                .map(RemoteTrack::stream)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    /// The SSRCs of the streams that arrive now.
    Set<Integer> ssrcs() {
        return streams().stream().map(stream -> stream.track().ssrc()).collect(Collectors.toSet());
    }

    /// Silences the tracks that a new description no longer names.
    void keepOnly(EngineDescription description) {
        tracks.forEach((trackName, track) -> {
            if (!description.names(trackName)) {
                track.silence();
            }
        });
    }
}
