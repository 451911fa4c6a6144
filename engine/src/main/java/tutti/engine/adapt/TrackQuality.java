package tutti.engine.adapt;

import org.jspecify.annotations.Nullable;
import tutti.engine.wire.StreamHealth;

/// How one track is sent to one peer, and why. A snapshot.
///
/// @param track its name
/// @param codec the codec's name, with its bit rate where it could be another
/// @param nearCopy how many packets back the first copy is, 0 for none
/// @param farCopy how many packets back the second copy is, 0 for none
/// @param kbps what it takes on the way, all headers included, as computed
/// @param stepsDown how often a codec of fewer bits was chosen for this path since the link began
/// @param stepsUp how often one of more bits was
/// @param reason why the latest change was made, one sentence; empty while there was none
/// @param there how it arrives, as the peer said last; null while it has said nothing
public record TrackQuality(
        String track,
        String codec,
        int nearCopy,
        int farCopy,
        double kbps,
        int stepsDown,
        int stepsUp,
        String reason,
        @Nullable StreamHealth there) {}
