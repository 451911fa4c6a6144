package tutti.console.doctor;

import java.util.List;
import tutti.console.link.Mirror;

/// A player's connection at one moment.
///
/// @param name as people know it
/// @param isConnected whether there is a link
/// @param path `direct`, `relay`, `tcp` or `none`
/// @param silentMs how long nothing has come
/// @param roundTripMs the latest round trip; -1 if not known
/// @param streams what comes from there
/// @param sending what goes there
public record PeerReading(
        String name,
        boolean isConnected,
        String path,
        double silentMs,
        double roundTripMs,
        List<Stream> streams,
        List<Sending> sending) {
    public PeerReading {
        streams = List.copyOf(streams);
        sending = List.copyOf(sending);
    }

    /// A track that comes from there, and what became of it.
    public record Stream(StreamReading reading, StreamDiary diary) {}

    /// A track that goes there.
    ///
    /// @param track its name
    /// @param codec how it is sent there now
    /// @param kbps what it takes of the line
    /// @param reason why it is sent this way
    /// @param lostPercent what the receiver says is lost; -1 if it has said nothing
    /// @param queueMs how far the path has filled up, as the receiver says; -1 if it has said nothing
    public record Sending(String track, String codec, double kbps, String reason, double lostPercent, double queueMs) {
        static Sending of(Mirror mirror, String at) {
            return new Sending(
                    mirror.text(at + "/name"),
                    mirror.text(at + "/codec"),
                    mirror.number(at + "/kbps").orElse(0),
                    mirror.text(at + "/reason"),
                    mirror.number(at + "/there/lost").orElse(-1),
                    mirror.number(at + "/there/queue").orElse(-1));
        }
    }
}
