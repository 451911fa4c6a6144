package tutti.engine.send;

/// Gives each packet to every peer's link, which protects it with keys of its own and sends it.
///
/// Thread: the send thread; the peers are changed by one volatile write of the conductor. RT-safe: no (system calls).
final class SendStage implements PacketOutput {
    private volatile SendTarget[] targets = new SendTarget[0];

    /// Thread: the conductor.
    void targets(SendTarget[] newTargets) {
        targets = newTargets;
    }

    SendTarget[] targets() {
        return targets;
    }

    @Override
    public void onPacket(int track, byte[] packet, int numBytes) {
        for (SendTarget target : targets) {
            target.send(track, packet, numBytes);
        }
    }
}
