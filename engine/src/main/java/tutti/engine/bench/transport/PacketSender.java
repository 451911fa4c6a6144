package tutti.engine.bench.transport;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import tutti.nat.link.MediaLink;

/// Sends numbered packets that say when they were sent, stage after stage.
///
/// ```
/// RTP header 12 bytes | stage 4 | number in the stage 4 | sent, ns 8 | zeros
/// ```
///
/// Thread: one, as the link's send thread.
final class PacketSender {
    /// The only stream's SSRC.
    static final int SSRC = 0x70726f62;

    static final int STAGE_AT = 12;
    static final int NUMBER_AT = 16;
    static final int SENT_AT = 20;

    /// Version 2 and a dynamic payload type.
    private static final short RTP = (short) 0x8060;

    private static final long BETWEEN_STAGES_NS = 500_000_000;

    private final LongSupplier clockNs;
    private int sequence;

    PacketSender(LongSupplier clockNs) {
        this.clockNs = clockNs;
    }

    /// Sends everything and returns when that is done.
    void send(MediaLink link, List<PacketStage> stages) {
        for (int index = 0; index < stages.size() && !Thread.interrupted(); index++) {
            send(link, index, stages.get(index));
            // What is still in queues shall not be in the next stage's way.
            waitUntil(clockNs.getAsLong() + BETWEEN_STAGES_NS);
        }
    }

    private void send(MediaLink link, int index, PacketStage stage) {
        byte[] buffer = new byte[stage.packetBytes() + MediaLink.TRAILER_BYTES];
        ByteBuffer packet = ByteBuffer.wrap(buffer);
        int numPackets = stage.packetsPerSecond() * stage.seconds();
        long beganNs = clockNs.getAsLong();
        for (int number = 0; number < numPackets; number++) {
            waitUntil(beganNs + number * 1_000_000_000L / stage.packetsPerSecond());
            long nowNs = clockNs.getAsLong();
            packet.clear().putShort(RTP).putShort((short) sequence++).putInt(0).putInt(SSRC);
            packet.putInt(index).putInt(number).putLong(nowNs);
            link.sendRtp(buffer, 0, stage.packetBytes());
        }
    }

    private void waitUntil(long dueNs) {
        for (long leftNs = dueNs - clockNs.getAsLong(); leftNs > 0; leftNs = dueNs - clockNs.getAsLong()) {
            LockSupport.parkNanos(this, leftNs);
        }
    }
}
