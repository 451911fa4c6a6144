package tutti.engine.send;

/// The peers that are sent to. Each has keys, sequence numbers and a choice of codecs of its own.
///
/// Thread: the send thread; changed by one volatile write of the conductor.
final class SendStage {
    private volatile SendTarget[] targets = new SendTarget[0];

    /// Thread: the conductor.
    void targets(SendTarget[] newTargets) {
        targets = newTargets;
    }

    /// Not to be changed.
    SendTarget[] targets() {
        return targets;
    }
}
