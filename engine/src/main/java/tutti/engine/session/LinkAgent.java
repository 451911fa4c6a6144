package tutti.engine.session;

import tutti.engine.agent.Agent;
import tutti.nat.link.LinkEndpoint;

/// The link thread's duty: receive, authenticate, decode, lay on the timeline; all of it inside the endpoint's calls
/// to its listener.
public final class LinkAgent implements Agent {
    private final LinkEndpoint endpoint;
    private final long maxWaitNs;

    /// @param maxWaitNs how long to wait for a datagram; 0 for an engine that is stepped
    public LinkAgent(LinkEndpoint endpoint, long maxWaitNs) {
        this.endpoint = endpoint;
        this.maxWaitNs = maxWaitNs;
    }

    @Override
    public String roleName() {
        return "tutti-link";
    }

    @Override
    public int doWork() {
        return endpoint.doWork(maxWaitNs);
    }
}
