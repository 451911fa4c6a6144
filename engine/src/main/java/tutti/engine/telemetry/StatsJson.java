package tutti.engine.telemetry;

import java.util.Locale;
import tutti.engine.adapt.TrackQuality;
import tutti.engine.driver.DriverCounters;
import tutti.engine.receive.StreamCounters;
import tutti.engine.receive.StreamLatency;
import tutti.engine.wire.StreamHealth;
import tutti.nat.link.LinkCounters;

/// Writes a snapshot as one line of JSON (RFC 8259). Times in ms, and in frames of our driver where the name says so;
/// what is not known is null. `engine/docs/stats.md` describes every member.
public final class StatsJson {
    private final JsonText json = new JsonText();

    private StatsJson() {}

    /// The line, without its end. Thread: any. RT-safe: no.
    public static String line(EngineSnapshot snapshot) {
        StatsJson writer = new StatsJson();
        writer.engine(snapshot);
        return writer.json.toString();
    }

    private void engine(EngineSnapshot engine) {
        DriverCounters driver = engine.driverCounters();
        json.open('{');
        json.number("time_s", engine.timeNs() / 1e9);
        json.text("name", engine.name());
        json.text("driver", engine.driver());
        json.whole("rate_hz", engine.format().sampleRateHz());
        json.whole("period_frames", engine.format().periodFrames());
        engine.frameZeroNs()
                .ifPresentOrElse(
                        frameZeroNs -> json.whole("frame_zero_ns", frameZeroNs), () -> json.nothing("frame_zero_ns"));
        json.whole("cycles", driver.cycles());
        json.whole("xruns", driver.xruns());
        json.whole("faults", driver.faults());
        json.whole("driver_losses", driver.losses());
        json.whole("dropped_blocks", engine.droppedBlocks());
        json.number("cycle_us_median", engine.cycleMedianUs());
        json.number("cycle_us_p999", engine.cycleP999Us());
        json.number("cycle_us_max", engine.cycleMaxUs());
        json.whole("errors", engine.errors());
        json.key("rejected");
        link(engine.rejected());
        json.key("peers");
        json.open('[');
        engine.peers().forEach(peer -> peer(peer, engine.format().sampleRateHz()));
        json.close(']');
        json.close('}');
    }

    private void peer(PeerSnapshot peer, int rateHz) {
        json.open('{');
        json.text("name", peer.name());
        json.flag("connected", peer.connected());
        json.flag("heard", peer.heard());
        json.text("path", peer.path().kind().name().toLowerCase(Locale.ROOT));
        json.text("path_local", peer.path().local());
        json.text("path_remote", peer.path().remote());
        json.number("silent_ms", peer.silentMs());
        known("round_trip_ms", peer.roundTripMs());
        json.key("link");
        link(peer.link());
        json.key("streams");
        json.open('[');
        peer.streams().forEach(stream -> stream(stream, rateHz));
        json.close(']');
        json.key("sending");
        json.open('[');
        peer.sending().forEach(this::sending);
        json.close(']');
        json.close('}');
    }

    private void stream(StreamSnapshot stream, int rateHz) {
        StreamCounters counters = stream.counters();
        json.open('{');
        json.text("track", stream.track());
        json.whole("channels", stream.channels());
        json.text("codec", stream.codec());
        json.whole("rate_hz", stream.sampleRateHz());
        json.whole("period_frames", stream.periodFrames());
        json.flag("playing", stream.playing());
        latency(stream.latency(), rateHz);
        json.number("buffer_target_ms", 1e3 * stream.targetFrames() / stream.sampleRateHz());
        json.whole("buffer_target_frames", stream.targetFrames());
        json.number("buffer_level_ms", 1e3 * stream.levelFrames() / stream.sampleRateHz());
        json.whole("buffer_level_frames", stream.levelFrames());
        json.whole("delay_moves", stream.delayMoves());
        json.number("drift_ppm", stream.driftPpm());
        json.number("concealment_db", stream.concealmentDb());
        json.number("jitter_ms", 1e3 * counters.jitterFrames() / stream.sampleRateHz());
        json.whole("received", counters.receivedPackets());
        json.whole("late", counters.latePackets());
        json.whole("lost", counters.lostPackets());
        json.whole("repaired", counters.repairedPackets());
        json.whole("malformed", counters.malformedPackets());
        json.whole("played_frames", counters.playedFrames());
        json.whole("concealed_frames", counters.concealedFrames());
        json.whole("gaps", counters.gaps());
        json.number("peak_db", stream.level().peakDb());
        json.number("rms_db", stream.level().rmsDb());
        json.close('}');
    }

    private void sending(TrackQuality track) {
        json.open('{');
        json.text("track", track.track());
        json.text("codec", track.codec());
        json.whole("near_copy", track.nearCopy());
        json.whole("far_copy", track.farCopy());
        json.number("kbps", track.kbps());
        json.whole("steps_down", track.stepsDown());
        json.whole("steps_up", track.stepsUp());
        json.text("reason", track.reason());
        StreamHealth there = track.there();
        if (there == null) {
            json.nothing("there");
        } else {
            json.key("there");
            there(there);
        }
        json.close('}');
    }

    private void there(StreamHealth there) {
        json.open('{');
        json.number("lost_percent", 100 * there.fastLoss());
        json.number("lost_percent_20s", 100 * there.slowLoss());
        json.number("burst_mean", there.meanBurstPackets());
        json.whole("burst_90", there.burstPackets());
        json.number("concealed_percent", 100 * there.concealed());
        json.number("queue_ms", there.queueNs() / 1e6);
        json.number("allowance_packets", there.allowancePackets());
        json.close('}');
    }

    private void latency(StreamLatency latency, int rateHz) {
        json.key("latency");
        json.open('{');
        part("capture", latency.captureNs(), rateHz);
        part("packet", latency.packetNs(), rateHz);
        part("network", latency.networkNs(), rateHz);
        part("buffer", latency.bufferNs(), rateHz);
        part("resampler", latency.resamplerNs(), rateHz);
        part("playback", latency.playbackNs(), rateHz);
        part("port_to_port", latency.portToPortNs(), rateHz);
        json.close('}');
    }

    private void part(String name, double ns, int rateHz) {
        boolean isKnown = ns != StreamLatency.UNKNOWN;
        known(name + "_ms", isKnown ? ns / 1e6 : -1);
        known(name + "_frames", isKnown ? ns * rateHz / 1e9 : -1);
    }

    private void link(LinkCounters link) {
        json.open('{');
        json.whole("sent", link.sentPackets());
        json.whole("sent_bytes", link.sentBytes());
        json.whole("send_failures", link.sendFailures());
        json.whole("received", link.receivedPackets());
        json.whole("received_bytes", link.receivedBytes());
        json.whole("bad_tag", link.badTag());
        json.whole("replayed", link.replayed());
        json.whole("malformed", link.malformed());
        json.whole("unknown_ssrc", link.unknownSsrc());
        json.whole("unknown_source", link.unknownSource());
        json.close('}');
    }

    private void known(String name, double value) {
        json.number(name, value < 0 ? Double.NaN : value);
    }
}
