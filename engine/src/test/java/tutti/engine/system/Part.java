package tutti.engine.system;

import java.util.List;
import tutti.codecs.AudioCodec;
import tutti.codecs.pcm.PcmCodec;
import tutti.engine.EngineConfig;
import tutti.engine.adapt.AdaptSettings;
import tutti.engine.driver.virtual.NoiseSource;
import tutti.engine.driver.virtual.SignalSink;
import tutti.engine.driver.virtual.SignalSource;
import tutti.engine.driver.virtual.VirtualOptions;
import tutti.engine.receive.BufferTarget;
import tutti.nat.link.PeerIdentity;

/// What a musician brings along. Start from [#of] and say what differs.
///
/// @param identity who it is
/// @param tracks what it sends
/// @param buffer the delay asked of every stream
/// @param adapt whether codec and copies follow the network
/// @param options its driver, without the sink
/// @param ears the playback ports that are remembered
record Part(
        PeerIdentity identity,
        List<EngineConfig.Track> tracks,
        BufferTarget buffer,
        AdaptSettings adapt,
        VirtualOptions options,
        List<String> ears) {
    /// Plays noise of its own on one stereo track in L24, at 48 kHz and 64 frames, and remembers nothing.
    static Part of(String name) {
        return new Part(
                identity(name, name),
                List.of(new EngineConfig.Track("main", 2, PcmCodec.L24)),
                BufferTarget.AUTO,
                AdaptSettings.ON,
                VirtualOptions.of(48_000, 64).withSource(new NoiseSource(name.hashCode())),
                List.of());
    }

    /// The same `key` is the same person.
    private static PeerIdentity identity(String key, String name) {
        return new PeerIdentity(String.format("%032x", key.hashCode() & 0xFFFF_FFFFL), name);
    }

    String name() {
        return identity.name();
    }

    EngineConfig config() {
        return new EngineConfig(identity, tracks, buffer, adapt);
    }

    VirtualOptions options(SignalSink sink) {
        return options.withSink(sink);
    }

    /// The same person under another name, or another one under the same.
    Part withIdentity(String key, String name) {
        return new Part(identity(key, name), tracks, buffer, adapt, options, ears);
    }

    Part withTracks(EngineConfig.Track... newTracks) {
        return new Part(identity, List.of(newTracks), buffer, adapt, options, ears);
    }

    Part withCodec(AudioCodec codec) {
        return withTracks(new EngineConfig.Track("main", 2, codec));
    }

    Part withBuffer(BufferTarget newBuffer) {
        return new Part(identity, tracks, newBuffer, adapt, options, ears);
    }

    /// Sends as it is told, whatever the network does to it.
    Part withoutAdaptation() {
        return new Part(identity, tracks, buffer, AdaptSettings.OFF, options, ears);
    }

    /// Another sample rate and period; drift, phase and source stay.
    Part withFormat(int sampleRateHz, int periodFrames) {
        VirtualOptions other = VirtualOptions.of(sampleRateHz, periodFrames)
                .withDriftPpm(options.driftPpm())
                .withPhaseNs(options.phaseNs())
                .withSource(options.source());
        return new Part(identity, tracks, buffer, adapt, other, ears);
    }

    Part withDriftPpm(double driftPpm) {
        return new Part(identity, tracks, buffer, adapt, options.withDriftPpm(driftPpm), ears);
    }

    Part withPhaseNs(long phaseNs) {
        return new Part(identity, tracks, buffer, adapt, options.withPhaseNs(phaseNs), ears);
    }

    Part withSource(SignalSource source) {
        return new Part(identity, tracks, buffer, adapt, options.withSource(source), ears);
    }

    Part hearing(String... portNames) {
        return new Part(identity, tracks, buffer, adapt, options, List.of(portNames));
    }
}
