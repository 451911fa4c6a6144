package tutti.engine.driver.virtual;

import java.util.Collection;

/// The ports of a cycle. Immutable, read once a cycle.
final class PortPlan {
    final VirtualCapturePort[] captures;
    final VirtualPlaybackPort[] playbacks;

    private PortPlan(VirtualCapturePort[] captures, VirtualPlaybackPort[] playbacks) {
        this.captures = captures;
        this.playbacks = playbacks;
    }

    static PortPlan of(Collection<VirtualPort> ports) {
        return new PortPlan(
                ports.stream().filter(VirtualCapturePort.class::isInstance).toArray(VirtualCapturePort[]::new),
                ports.stream().filter(VirtualPlaybackPort.class::isInstance).toArray(VirtualPlaybackPort[]::new));
    }
}
