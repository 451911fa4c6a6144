package tutti.engine.telemetry;

import tutti.engine.mix.TrackMeter;
import tutti.engine.receive.StreamCounters;
import tutti.engine.receive.StreamLatency;

/// One remote track, as it is now.
///
/// @param track its name
/// @param channels how many
/// @param codec the codec's name
/// @param sampleRateHz the sender's
/// @param periodFrames the sender's
/// @param playing whether sound of it has been played
/// @param latency where its time goes
/// @param targetFrames the buffer's allowance beyond the usual earliest arrival, in the sender's frames
/// @param levelFrames what has come and is not yet due, in the sender's frames
/// @param delayMoves how often the play-out delay was changed
/// @param driftPpm by how many millionths the sender's clock runs faster than ours, 0 on one clock
/// @param concealmentDb error of made-up sound where the true one came later, in dB of it; 0 if not known
/// @param counters packets and frames
/// @param level its loudness since the last snapshot
public record StreamSnapshot(
        String track,
        int channels,
        String codec,
        int sampleRateHz,
        int periodFrames,
        boolean playing,
        StreamLatency latency,
        long targetFrames,
        long levelFrames,
        long delayMoves,
        double driftPpm,
        double concealmentDb,
        StreamCounters counters,
        TrackMeter.Level level) {}
