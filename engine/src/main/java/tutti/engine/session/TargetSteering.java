package tutti.engine.session;

import tutti.engine.adapt.PathAdaptation;
import tutti.engine.receive.ReceivePath;
import tutti.engine.send.SendTarget;
import tutti.engine.wire.SenderReport;
import tutti.nat.link.MediaLink;

/// Steers what is sent to one peer by what it reports of it.
///
/// Thread: the link thread; sentences go to the conductor.
final class TargetSteering implements ReceivePath.ReportListener {
    private final MediaLink link;
    private final SendTarget target;
    private final PathAdaptation adaptation;
    private final EventQueue events;

    TargetSteering(MediaLink link, SendTarget target, PathAdaptation adaptation, EventQueue events) {
        this.link = link;
        this.target = target;
        this.adaptation = adaptation;
        this.events = events;
    }

    @Override
    public void onReport(SenderReport report, long arrivalNs) {
        PathAdaptation.Outcome outcome = adaptation.onReport(report.blocks(), report.health(), arrivalNs);
        outcome.changes().forEach(change -> target.mode(change.track(), change.mode()));
        outcome.sentences().forEach(sentence -> events.offer(new SessionEvent.Adapted(link, sentence)));
    }
}
