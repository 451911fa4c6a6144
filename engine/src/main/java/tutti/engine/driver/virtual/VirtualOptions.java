package tutti.engine.driver.virtual;

import tutti.engine.driver.DriverFormat;

/// How a virtual driver runs.
///
/// @param format sample rate and period
/// @param driftPpm how much faster its clock runs than nominal: +-1,000 millionths
/// @param phaseNs how much later than the start its first cycle is, 0 or more
/// @param source what its capture ports hear
/// @param sink where its playback ports go; closed with the driver
public record VirtualOptions(DriverFormat format, double driftPpm, long phaseNs, SignalSource source, SignalSink sink) {
    public VirtualOptions {
        if (!(Math.abs(driftPpm) <= 1_000)) {
            throw new IllegalArgumentException("A drift of " + driftPpm + " ppm is outside -1,000 to 1,000 ppm.");
        }
        if (phaseNs < 0) {
            throw new IllegalArgumentException("A phase of " + phaseNs + " ns is negative.");
        }
    }

    /// Nothing in, nothing out, no drift.
    public static VirtualOptions of(int sampleRateHz, int periodFrames) {
        return new VirtualOptions(
                new DriverFormat(sampleRateHz, periodFrames), 0, 0, SignalSource.SILENCE, SignalSink.NONE);
    }

    /// The same with another drift.
    public VirtualOptions withDriftPpm(double newDriftPpm) {
        return new VirtualOptions(format, newDriftPpm, phaseNs, source, sink);
    }

    /// The same with another phase.
    public VirtualOptions withPhaseNs(long newPhaseNs) {
        return new VirtualOptions(format, driftPpm, newPhaseNs, source, sink);
    }

    /// The same with another source.
    public VirtualOptions withSource(SignalSource newSource) {
        return new VirtualOptions(format, driftPpm, phaseNs, newSource, sink);
    }

    /// The same with another sink.
    public VirtualOptions withSink(SignalSink newSink) {
        return new VirtualOptions(format, driftPpm, phaseNs, source, newSink);
    }

    /// When a frame is, counted from the driver's start: `phase + frame / (rate * (1 + ppm * 1e-6))`.
    long frameNs(long frame) {
        return phaseNs + Math.round(frame * (1e9 / (format.sampleRateHz() * (1 + driftPpm * 1e-6))));
    }
}
