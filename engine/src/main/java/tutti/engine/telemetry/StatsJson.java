package tutti.engine.telemetry;

import java.util.Locale;
import tutti.engine.driver.DriverCounters;
import tutti.engine.receive.StreamCounters;
import tutti.engine.receive.StreamLatency;
import tutti.nat.link.LinkCounters;

/// Writes a snapshot as one line of JSON (RFC 8259). Times in ms, and in frames of our driver where the name says so;
/// what is not known is null. `engine/docs/stats.md` describes every member.
public final class StatsJson {
    private final StringBuilder json = new StringBuilder(1024);

    private StatsJson() {}

    /// The line, without its end. Thread: any. RT-safe: no.
    public static String line(EngineSnapshot snapshot) {
        StatsJson writer = new StatsJson();
        writer.engine(snapshot);
        return writer.json.toString();
    }

    private void engine(EngineSnapshot engine) {
        DriverCounters driver = engine.driverCounters();
        open('{');
        number("time_s", engine.timeNs() / 1e9);
        text("name", engine.name());
        text("driver", engine.driver());
        number("rate_hz", engine.format().sampleRateHz());
        number("period_frames", engine.format().periodFrames());
        key("frame_zero_ns");
        json.append(engine.frameZeroNs().isPresent() ? engine.frameZeroNs().getAsLong() : "null");
        number("cycles", driver.cycles());
        number("xruns", driver.xruns());
        number("faults", driver.faults());
        number("driver_losses", driver.losses());
        number("dropped_blocks", engine.droppedBlocks());
        number("cycle_us_median", engine.cycleMedianUs());
        number("cycle_us_p999", engine.cycleP999Us());
        number("cycle_us_max", engine.cycleMaxUs());
        number("errors", engine.errors());
        key("rejected");
        link(engine.rejected());
        key("peers");
        open('[');
        engine.peers().forEach(peer -> peer(peer, engine.format().sampleRateHz()));
        close(']');
        close('}');
    }

    private void peer(PeerSnapshot peer, int rateHz) {
        open('{');
        text("name", peer.name());
        key("connected");
        json.append(peer.connected());
        known("round_trip_ms", peer.roundTripMs());
        key("link");
        link(peer.link());
        key("streams");
        open('[');
        peer.streams().forEach(stream -> stream(stream, rateHz));
        close(']');
        close('}');
    }

    private void stream(StreamSnapshot stream, int rateHz) {
        StreamCounters counters = stream.counters();
        open('{');
        text("track", stream.track());
        number("channels", stream.channels());
        text("codec", stream.codec());
        number("rate_hz", stream.sampleRateHz());
        number("period_frames", stream.periodFrames());
        key("playing");
        json.append(stream.playing());
        latency(stream.latency(), rateHz);
        number("buffer_target_ms", 1e3 * stream.targetFrames() / stream.sampleRateHz());
        number("buffer_target_frames", stream.targetFrames());
        number("buffer_level_ms", 1e3 * stream.levelFrames() / stream.sampleRateHz());
        number("buffer_level_frames", stream.levelFrames());
        number("delay_moves", stream.delayMoves());
        number("jitter_ms", 1e3 * counters.jitterFrames() / stream.sampleRateHz());
        number("received", counters.receivedPackets());
        number("late", counters.latePackets());
        number("lost", counters.lostPackets());
        number("malformed", counters.malformedPackets());
        number("played_frames", counters.playedFrames());
        number("concealed_frames", counters.concealedFrames());
        number("gaps", counters.gaps());
        number("peak_db", stream.level().peakDb());
        number("rms_db", stream.level().rmsDb());
        close('}');
    }

    private void latency(StreamLatency latency, int rateHz) {
        key("latency");
        open('{');
        part("capture", latency.captureNs(), rateHz);
        part("packet", latency.packetNs(), rateHz);
        part("network", latency.networkNs(), rateHz);
        part("buffer", latency.bufferNs(), rateHz);
        part("resampler", latency.resamplerNs(), rateHz);
        part("playback", latency.playbackNs(), rateHz);
        part("port_to_port", latency.portToPortNs(), rateHz);
        close('}');
    }

    private void part(String name, double ns, int rateHz) {
        boolean isKnown = ns != StreamLatency.UNKNOWN;
        known(name + "_ms", isKnown ? ns / 1e6 : -1);
        known(name + "_frames", isKnown ? ns * rateHz / 1e9 : -1);
    }

    private void link(LinkCounters link) {
        open('{');
        number("sent", link.sentPackets());
        number("sent_bytes", link.sentBytes());
        number("send_failures", link.sendFailures());
        number("received", link.receivedPackets());
        number("received_bytes", link.receivedBytes());
        number("bad_tag", link.badTag());
        number("replayed", link.replayed());
        number("malformed", link.malformed());
        number("unknown_ssrc", link.unknownSsrc());
        number("unknown_source", link.unknownSource());
        close('}');
    }

    private void open(char bracket) {
        separate();
        json.append(bracket);
    }

    private void close(char bracket) {
        json.append(bracket);
    }

    private void key(String name) {
        separate();
        json.append('"').append(name).append("\":");
    }

    private void text(String name, String value) {
        key(name);
        json.append('"');
        value.codePoints().forEach(this::character);
        json.append('"');
    }

    private void character(int codePoint) {
        if (codePoint == '"' || codePoint == '\\') {
            json.append('\\').appendCodePoint(codePoint);
        } else if (codePoint < ' ') {
            json.append(String.format(Locale.ROOT, "\\u%04x", codePoint));
        } else {
            json.appendCodePoint(codePoint);
        }
    }

    private void number(String name, long value) {
        key(name);
        json.append(value);
    }

    private void number(String name, double value) {
        key(name);
        json.append(String.format(Locale.ROOT, "%.3f", value));
    }

    private void known(String name, double value) {
        if (value < 0) {
            key(name);
            json.append("null");
        } else {
            number(name, value);
        }
    }

    /// A comma, unless this is the first member of what was opened last, or a value behind its key.
    private void separate() {
        if (!json.isEmpty() && "{[:".indexOf(json.charAt(json.length() - 1)) < 0) {
            json.append(',');
        }
    }
}
