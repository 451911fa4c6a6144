package tutti.engine.bench.transport;

import java.io.IOException;
import java.util.List;
import java.util.function.LongSupplier;
import tutti.engine.bench.lab.Access;
import tutti.engine.bench.lab.Lab;
import tutti.engine.bench.lab.LabStage;
import tutti.engine.session.Notices;
import tutti.nat.impair.Impairment;

/// Sends the same packets and plays the same music by each way, over uplinks that do the same to them.
///
/// Thread: one.
public final class TransportBench {
    private final Impairment uplink;
    private final int seconds;
    private final long seed;
    private final Notices progress;
    private final LongSupplier clockNs;

    /// @param uplink what both homes' uplinks do, each way
    /// @param seconds of packets and of music
    /// @param seed decides all chances of the links
    /// @param progress told what is going on
    /// @param clockNs `System::nanoTime`
    public TransportBench(Impairment uplink, int seconds, long seed, Notices progress, LongSupplier clockNs) {
        this.uplink = uplink;
        this.seconds = seconds;
        this.seed = seed;
        this.progress = progress;
        this.clockNs = clockNs;
    }

    /// Measures one way.
    ///
    /// @throws tutti.engine.bench.lab.LabException if this computer permits no lab, or no links with a delay
    public TransportResult run(Way way) throws IOException, InterruptedException {
        Lab lab = Lab.open(List.of(Access.CONE, way.guest()), uplink, seed, clockNs);
        try (LabStage stage = new LabStage(lab, false, clockNs)) {
            progress.say(way.label() + ": packets...");
            TransportPackets packets = TransportPackets.send(stage, way, seconds);
            progress.say(way.label() + ": music...");
            return new TransportResult(way, packets, TransportSound.play(stage, way, seconds));
        }
    }
}
