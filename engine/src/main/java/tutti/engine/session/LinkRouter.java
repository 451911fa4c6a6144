package tutti.engine.session;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import tutti.engine.receive.ReceivePath;
import tutti.engine.wire.EngineDescription;
import tutti.nat.link.LinkListener;
import tutti.nat.link.MediaLink;

/// Gives each link's packets to its receive path, and everything else to the conductor.
///
/// Thread: the link thread, unless a method says otherwise.
final class LinkRouter implements LinkListener {
    private final EventQueue events;
    private final AtomicLong malformedDescriptions = new AtomicLong();

    /// Replaced by the link thread, read by the conductor.
    private volatile Route[] routes = new Route[0];

    private record Route(MediaLink link, ReceivePath path) {}

    LinkRouter(EventQueue events) {
        this.events = events;
    }

    /// Where a link's packets go, while it is up. Thread: any.
    Optional<ReceivePath> path(MediaLink link) {
        return Arrays.stream(routes)
                .filter(route -> route.link.linkId() == link.linkId())
                .map(Route::path)
                .findFirst();
    }

    /// Descriptions that could not be read. Thread: any.
    long malformedDescriptions() {
        return malformedDescriptions.get();
    }

    @Override
    public void onLinkUp(MediaLink link) {
        Route[] more = Arrays.copyOf(routes, routes.length + 1);
        more[routes.length] = new Route(link, new ReceivePath());
        routes = more;
        events.offer(new SessionEvent.Joined(link));
    }

    @Override
    public void onDescription(MediaLink link, byte[] description) {
        Optional<EngineDescription> decoded = EngineDescription.decode(description);
        if (decoded.isPresent()) {
            events.offer(new SessionEvent.Described(link, decoded.get()));
        } else {
            malformedDescriptions.incrementAndGet();
        }
    }

    @Override
    public void onRtp(MediaLink link, byte[] buffer, int offsetBytes, int numBytes, long arrivalNs) {
        for (Route route : routes) {
            if (route.link.linkId() == link.linkId()) {
                route.path.onRtp(buffer, offsetBytes, numBytes, arrivalNs);
                return;
            }
        }
    }

    @Override
    public void onRtcp(MediaLink link, byte[] buffer, int offsetBytes, int numBytes, long arrivalNs) {
        for (Route route : routes) {
            if (route.link.linkId() == link.linkId()) {
                route.path.onRtcp(buffer, offsetBytes, numBytes, arrivalNs);
                return;
            }
        }
    }

    @Override
    public void onHeard(MediaLink link, boolean heard) {
        events.offer(new SessionEvent.Heard(link, heard));
    }

    @Override
    public void onLinkDown(MediaLink link, String reason, boolean left) {
        routes = Arrays.stream(routes)
                .filter(route -> route.link.linkId() != link.linkId())
                .toArray(Route[]::new);
        events.offer(new SessionEvent.Gone(link, reason, left));
    }
}
