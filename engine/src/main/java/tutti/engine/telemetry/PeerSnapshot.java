package tutti.engine.telemetry;

import java.util.List;
import tutti.engine.adapt.TrackQuality;
import tutti.nat.link.LinkCounters;
import tutti.nat.link.PathReport;

/// One peer, as it is now.
///
/// @param name as in the port names here
/// @param connected whether there is a link
/// @param heard whether anything of it sounds here: not if the host has muted it, or if it only listens
/// @param path which way packets take
/// @param silentMs how long nothing has come from there, 0 while there is no link
/// @param roundTripMs the latest round trip, negative if unknown
/// @param link the present link's counters, zeros while there is none
/// @param streams its tracks; empty while it is away
/// @param sending our tracks on their way there; empty while it is away
public record PeerSnapshot(
        String name,
        boolean connected,
        boolean heard,
        PathReport path,
        double silentMs,
        double roundTripMs,
        LinkCounters link,
        List<StreamSnapshot> streams,
        List<TrackQuality> sending) {}
