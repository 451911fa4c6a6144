package tutti.engine.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tutti.engine.driver.DriverFormat;

/// What an engine tells its peers about the streams it sends, as text of one line an item, UTF-8:
///
/// ```
/// tutti 1
/// format 48000 64
/// track main 2 L24 3735928559 0
/// ```
///
/// `format`: sample rate in Hz, period in frames. `track`: name, channels, codec, SSRC as an unsigned decimal,
/// capture latency in frames. Unknown lines are for later versions and are passed over.
///
/// @param format the sender's driver; RTP timestamps count frames at its rate
/// @param tracks at most [#MAX_TRACKS]
public record EngineDescription(DriverFormat format, List<TrackDescription> tracks) {
    /// The most tracks an engine may send, so that a description fits into one packet.
    public static final int MAX_TRACKS = 16;

    /// The most channels of all tracks together: what one peer can make another keep ports and buffers for.
    public static final int MAX_CHANNELS = 128;

    private static final int MAX_LINES = 64;

    public EngineDescription {
        tracks = List.copyOf(tracks);
        if (tracks.size() > MAX_TRACKS) {
            throw new IllegalArgumentException("An engine sends at most " + MAX_TRACKS + " tracks.");
        }
        int channels = tracks.stream().mapToInt(TrackDescription::channels).sum();
        if (channels > MAX_CHANNELS) {
            throw new IllegalArgumentException(
                    "An engine sends at most " + MAX_CHANNELS + " channels, not " + channels + ".");
        }
        Set<Object> seen = new HashSet<>();
        for (TrackDescription track : tracks) {
            if (!seen.add(track.name()) || !seen.add(track.ssrc())) {
                throw new IllegalArgumentException(
                        "Two tracks have the name or the stream of \"" + track.name() + "\".");
            }
        }
    }

    /// Whether there is a track of that name.
    public boolean names(String trackName) {
        return tracks.stream().anyMatch(track -> track.name().equals(trackName));
    }

    /// The bytes for [tutti.nat.link.MediaLink#describe].
    public byte[] encode() {
        StringBuilder text = new StringBuilder("tutti 1\n");
        text.append("format ")
                .append(format.sampleRateHz())
                .append(' ')
                .append(format.periodFrames())
                .append('\n');
        for (TrackDescription track : tracks) {
            text.append("track ").append(track.name()).append(' ').append(track.channels());
            text.append(' ').append(track.codec()).append(' ').append(Integer.toUnsignedString(track.ssrc()));
            text.append(' ').append(track.captureLatencyFrames()).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// Reads what a peer sent.
    ///
    /// @return nothing if it is malformed or of another major version
    public static Optional<EngineDescription> decode(byte[] bytes) {
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", MAX_LINES + 1);
        if (lines.length > MAX_LINES || !lines[0].equals("tutti 1")) {
            return Optional.empty();
        }
        try {
            DriverFormat format = null;
            List<TrackDescription> tracks = new ArrayList<>();
            for (String line : lines) {
                String[] words = line.split(" ", -1);
                if (words[0].equals("format") && words.length == 3) {
                    format = new DriverFormat(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
                } else if (words[0].equals("track") && words.length == 6) {
                    tracks.add(new TrackDescription(
                            words[1],
                            Integer.parseInt(words[2]),
                            words[3],
                            Integer.parseUnsignedInt(words[4]),
                            Integer.parseInt(words[5])));
                }
            }
            return format == null ? Optional.empty() : Optional.of(new EngineDescription(format, tracks));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
