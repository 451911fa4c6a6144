package tutti.engine.cli;

import tutti.nat.link.PathReport;
import tutti.nat.mesh.PeerState;

/// The state of a way to somebody, in words for people.
final class PeerWords {
    private PeerWords() {}

    static String of(PeerState state) {
        return switch (state) {
            case PeerState.Gathering() -> "being called";
            case PeerState.Checking _ -> "looking for a way";
            case PeerState.Handshaking(PathReport path) -> "agreeing on keys, " + way(path);
            case PeerState.Connected(PathReport path) -> way(path);
            case PeerState.Restarting _ -> "silent; looking for another way";
            case PeerState.Failed failed -> failed.reason();
            case PeerState.Closed(String reason) -> reason;
        };
    }

    private static String way(PathReport path) {
        return switch (path.kind()) {
            case NONE -> "no way yet";
            case DIRECT -> "straight, " + path.local() + " to " + path.remote();
            case RELAY -> "through a relay, " + path.local() + " to " + path.remote();
            case TCP -> "through the room server, which costs delay";
        };
    }
}
