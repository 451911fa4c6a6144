package tutti.engine.send;

import tutti.engine.wire.RtpFlyweight;
import tutti.nat.link.MediaLink;

/// Gives each packet to every peer's link, which protects it with keys of its own and sends it.
///
/// Thread: the send thread; the peers are changed by one volatile write of the conductor. RT-safe: no (system calls).
final class SendStage implements PacketOutput {
    private final byte[] scratch = new byte[RtpFlyweight.MAX_PACKET_BYTES + MediaLink.TRAILER_BYTES];
    private volatile SendTarget[] targets = new SendTarget[0];

    /// Thread: the conductor.
    void targets(SendTarget[] newTargets) {
        targets = newTargets;
    }

    SendTarget[] targets() {
        return targets;
    }

    @Override
    public void onPacket(byte[] packet, int numBytes) {
        for (SendTarget target : targets) {
            // Protecting works in place, and the next peer needs the packet in clear.
            System.arraycopy(packet, 0, scratch, 0, numBytes);
            target.link().sendRtp(scratch, 0, numBytes);
        }
    }
}
