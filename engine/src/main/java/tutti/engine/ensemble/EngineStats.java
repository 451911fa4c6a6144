package tutti.engine.ensemble;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What one engine said of itself in a line of its statistics (`tutti.engine.telemetry.StatsJson`). Numbers that it
/// did not give are NaN, counts 0.
///
/// @param timeSeconds when, on the clock of `System.nanoTime()`
/// @param frameZeroNs when its driver's frame 0 was, on the same clock
/// @param rateHz its driver's
/// @param periodFrames its driver's
/// @param xruns periods that its driver missed
/// @param droppedBlocks captured periods that were dropped
/// @param callbackMedianUs how long its callback takes
/// @param callbackP999Us all but one in a thousand take less
/// @param errors unexpected errors of its threads
/// @param peers the names of those to whom there is a link
/// @param playing the names of those whose first track sounds
/// @param roundTripMs to the other and back
/// @param path which way the other's packets take: `direct`, `relay`, `tcp` or `none`; empty if it was not said
/// @param heard the other's sound here
public record EngineStats(
        double timeSeconds,
        double frameZeroNs,
        double rateHz,
        double periodFrames,
        long xruns,
        long droppedBlocks,
        double callbackMedianUs,
        double callbackP999Us,
        long errors,
        List<String> peers,
        List<String> playing,
        double roundTripMs,
        String path,
        Heard heard) {

    /// One part of the latency.
    ///
    /// @param frames of the listener's driver
    public record Part(String name, double ms, double frames) {}

    /// One stream, at the end where it is heard.
    ///
    /// @param isPlaying whether it sounds
    /// @param parts capture, packet, network, buffer, resampler, playback
    /// @param portToPort from port to port: packet to resampler
    /// @param delayMoves how often the play-out delay was changed
    /// @param concealedFrames missing and made up, of `playedFrames`
    /// @param peakDb since the last line, dBFS
    public record Heard(
            boolean isPlaying,
            List<Part> parts,
            Part portToPort,
            double jitterMs,
            long received,
            long late,
            long lost,
            long playedFrames,
            long concealedFrames,
            long delayMoves,
            double peakDb,
            double rmsDb) {
        /// A part by its name.
        public Part part(String name) {
            return parts.stream()
                    .filter(part -> part.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no part of the latency is called " + name));
        }

        /// Share of the sound that was made up, in percent.
        public double concealedPercent() {
            return playedFrames == 0 ? 0 : 100.0 * concealedFrames / playedFrames;
        }
    }

    public EngineStats {
        peers = List.copyOf(peers);
        playing = List.copyOf(playing);
    }

    private static final List<String> PARTS =
            List.of("capture", "packet", "network", "buffer", "resampler", "playback");

    /// The same with the xruns counted from a later moment on.
    public EngineStats withXrunsSince(long earlierXruns) {
        return new EngineStats(
                timeSeconds,
                frameZeroNs,
                rateHz,
                periodFrames,
                Math.max(0, xruns - earlierXruns),
                droppedBlocks,
                callbackMedianUs,
                callbackP999Us,
                errors,
                peers,
                playing,
                roundTripMs,
                path,
                heard);
    }

    /// What an engine knows that has not said anything yet.
    public static EngineStats nothing() {
        return of(new Json(null));
    }

    /// Reads a line of statistics. Empty if it is something else.
    public static Optional<EngineStats> parse(String line) {
        return Json.parse(line)
                .filter(json -> !Double.isNaN(json.at("time_s").number()))
                .map(EngineStats::of);
    }

    private static EngineStats of(Json engine) {
        Json first = engine.at("peers").at(0);
        return new EngineStats(
                engine.at("time_s").number(),
                engine.at("frame_zero_ns").number(),
                engine.at("rate_hz").number(),
                engine.at("period_frames").number(),
                engine.at("xruns").whole(),
                engine.at("dropped_blocks").whole(),
                engine.at("cycle_us_median").number(),
                engine.at("cycle_us_p999").number(),
                engine.at("errors").whole(),
                names(engine.at("peers"), peer -> peer.at("connected").isTrue()),
                names(
                        engine.at("peers"),
                        peer -> peer.at("streams").at(0).at("playing").isTrue()),
                first.at("round_trip_ms").number(),
                first.at("path").text(),
                heard(first.at("streams").at(0)));
    }

    private static List<String> names(Json peers, Predicate<Json> isWanted) {
        List<String> names = new ArrayList<>();
        for (int index = 0; peers.at(index).value() != null; index++) {
            if (isWanted.test(peers.at(index))) {
                names.add(peers.at(index).at("name").text());
            }
        }
        return names;
    }

    private static Heard heard(Json stream) {
        Json latency = stream.at("latency");
        return new Heard(
                stream.at("playing").isTrue(),
                PARTS.stream().map(name -> part(latency, name)).toList(),
                part(latency, "port_to_port"),
                stream.at("jitter_ms").number(),
                stream.at("received").whole(),
                stream.at("late").whole(),
                stream.at("lost").whole(),
                stream.at("played_frames").whole(),
                stream.at("concealed_frames").whole(),
                stream.at("delay_moves").whole(),
                stream.at("peak_db").number(),
                stream.at("rms_db").number());
    }

    private static Part part(Json latency, String name) {
        return new Part(
                name,
                latency.at(name + "_ms").number(),
                latency.at(name + "_frames").number());
    }

    /// Share of the time that the callback takes.
    public double callbackPercent(double callbackUs) {
        return 100 * callbackUs * rateHz / (periodFrames * 1e6);
    }
}
