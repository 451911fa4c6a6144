package tutti.engine.session;

import java.util.List;
import java.util.stream.Stream;
import tutti.engine.driver.DriverFormat;
import tutti.engine.receive.LinkClock;
import tutti.engine.receive.ReceiveStream;
import tutti.engine.telemetry.PeerSnapshot;
import tutti.engine.telemetry.StreamSnapshot;
import tutti.nat.link.LinkCounters;
import tutti.nat.link.PathReport;

/// Makes snapshots of peers.
final class PeerView {
    private static final LinkCounters NO_LINK = new LinkCounters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private PeerView() {}

    /// @param local our driver's format
    /// @param nowNs the engine's clock
    static PeerSnapshot of(RemotePeer peer, DriverFormat local, long nowNs) {
        RemotePeer.Connection connection = peer.connection();
        if (connection == null) {
            return new PeerSnapshot(
                    peer.name(), false, peer.isHeard(), PathReport.NONE, 0, -1, NO_LINK, List.of(), List.of());
        }
        long roundTripNs = connection.path().linkClock().roundTripNs();
        return new PeerSnapshot(
                peer.name(),
                true,
                peer.isHeard(),
                connection.link().path(),
                connection.link().silentNs(nowNs) / 1e6,
                roundTripNs == LinkClock.UNKNOWN ? -1 : roundTripNs / 1e6,
                connection.link().counters(),
                peer.tracks().values().stream()
                        .flatMap(track -> {
                            ReceiveStream stream = track.stream();
                            return stream == null ? Stream.empty() : Stream.of(stream(track, stream, local));
                        })
                        .toList(),
                connection.adaptation().tracks());
    }

    private static StreamSnapshot stream(RemoteTrack track, ReceiveStream stream, DriverFormat local) {
        return new StreamSnapshot(
                track.name(),
                stream.track().channels(),
                stream.codec().name(),
                stream.remote().sampleRateHz(),
                stream.remote().periodFrames(),
                stream.reader().isPlaying(),
                stream.latency(local, track.playbackLatencyFrames()),
                stream.targetFrames(),
                stream.reader().levelFrames(),
                stream.delayMoves(),
                stream.driftPpm(),
                stream.concealmentDb(),
                stream.counters(),
                track.meter().takeLevel());
    }
}
