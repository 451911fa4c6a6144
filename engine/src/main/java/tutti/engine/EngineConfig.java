package tutti.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import tutti.codecs.AudioCodec;
import tutti.engine.adapt.AdaptSettings;
import tutti.engine.driver.DriverFormat;
import tutti.engine.receive.BufferTarget;
import tutti.engine.wire.EngineDescription;
import tutti.engine.wire.RtpFlyweight;
import tutti.engine.wire.TrackDescription;
import tutti.nat.link.MediaLink;
import tutti.nat.link.PeerIdentity;

/// Everything that one engine is told at its start. Immutable, checked when made.
///
/// @param identity who this player is
/// @param tracks what it sends; none for a listener
/// @param buffer the delay asked of every stream
/// @param adapt how far what is sent may follow the network
public record EngineConfig(PeerIdentity identity, List<Track> tracks, BufferTarget buffer, AdaptSettings adapt) {
    /// With automatic quality, as it is unless asked otherwise.
    public EngineConfig(PeerIdentity identity, List<Track> tracks, BufferTarget buffer) {
        this(identity, tracks, buffer, AdaptSettings.ON);
    }

    /// One local track.
    ///
    /// @param name as in the ports `send_<name>_<n>`
    /// @param channels 1 to [TrackDescription#MAX_CHANNELS]
    /// @param codec how it is sent
    public record Track(String name, int channels, AudioCodec codec) {
        public Track {
            new TrackDescription(name, channels, codec.name(), 0, 0);
            if (!fits(codec, channels)) {
                throw new IllegalArgumentException("A track of " + channels + " channels cannot be sent as "
                        + codec.name() + ", which carries " + mostChannels(codec, channels)
                        + "; split it into several tracks, or choose another codec.");
            }
        }

        private static boolean fits(AudioCodec codec, int channels) {
            return codec.maxFrames(channels, RtpFlyweight.MAX_PAYLOAD_BYTES) >= 1;
        }

        private static int mostChannels(AudioCodec codec, int tooMany) {
            return IntStream.range(1, tooMany)
                    .filter(channels -> fits(codec, channels))
                    .max()
                    .orElse(0);
        }
    }

    public EngineConfig {
        tracks = List.copyOf(tracks);
        if (tracks.size() > EngineDescription.MAX_TRACKS) {
            throw new IllegalArgumentException(
                    "At most " + EngineDescription.MAX_TRACKS + " tracks can be sent, not " + tracks.size() + ".");
        }
        Set<String> names = new HashSet<>();
        for (Track track : tracks) {
            if (!names.add(track.name())) {
                throw new IllegalArgumentException("Two tracks are called \"" + track.name() + "\"; rename one.");
            }
        }
        if (longestDescription(tracks).encode().length > MediaLink.MAX_DESCRIPTION_BYTES) {
            throw new IllegalArgumentException(
                    "The names of the tracks are too long together for one packet; shorten them.");
        }
    }

    private static EngineDescription longestDescription(List<Track> tracks) {
        List<TrackDescription> described = new ArrayList<>();
        for (Track track : tracks) {
            int longestSsrc = -1 - described.size();
            described.add(new TrackDescription(
                    track.name(), track.channels(), track.codec().name(), longestSsrc, 384_000));
        }
        return new EngineDescription(new DriverFormat(384_000, DriverFormat.MAX_PERIOD_FRAMES), described);
    }

    /// Channels of all tracks together.
    public int numChannels() {
        return tracks.stream().mapToInt(Track::channels).sum();
    }
}
