package tutti.nat.mesh;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tutti.nat.ice.IceCandidate;
import tutti.nat.link.PathReport;

/// A search that was begun before it is known for whom: its offer travels by hand, and whoever answers is linked.
///
/// Thread: the link thread.
public final class ContactByHand {
    private final boolean controlling;
    private final int controlSsrc;
    private final Consumer<Signal.Offer> ready;
    private @Nullable PathSearch search;
    private boolean isTold;

    ContactByHand(boolean controlling, int controlSsrc, Consumer<Signal.Offer> ready) {
        this.controlling = controlling;
        this.controlSsrc = controlSsrc;
        this.ready = ready;
    }

    void begin(MeshContext context) {
        search = new PathSearch(0, context.finder(), null, controlling, context.inbox(), new BeforeAnybody());
    }

    boolean controlling() {
        return controlling;
    }

    int controlSsrc() {
        return controlSsrc;
    }

    /// The search, once: it belongs to the caller from then on. Null if it was taken, or not begun.
    @Nullable
    PathSearch take() {
        PathSearch begun = search;
        search = null;
        return begun;
    }

    /// What the search says while nobody is linked.
    private final class BeforeAnybody implements PathSearch.Listener {
        @Override
        public void onLocalCandidates(PathSearch from, List<IceCandidate> candidates) {
            if (from.isComplete() && !isTold) {
                isTold = true;
                from.offer(0, controlSsrc).forEach(signal -> {
                    if (signal instanceof Signal.Offer offer) {
                        ready.accept(offer);
                    }
                });
            }
        }

        @Override
        public void onFound(PathSearch from, PathReport path) {
            // Nobody has been told to it, so there can be no way.
        }

        @Override
        public void onNotFound(PathSearch from, String reason) {
            // The next contact begins another one.
        }
    }
}
