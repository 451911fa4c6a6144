package tutti.nat.ice;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.ice4j.Transport;
import org.ice4j.ice.Candidate;
import org.ice4j.ice.Component;
import org.ice4j.ice.HostCandidate;
import org.ice4j.ice.LocalCandidate;
import org.ice4j.ice.harvest.AbstractCandidateHarvester;
import org.ice4j.socket.IceUdpSocketWrapper;

/// Gives ice4j this agent's ports as host candidates, in place of sockets of its own.
final class HostHarvester extends AbstractCandidateHarvester {
    private final List<AgentPort> ports;
    private final boolean relayOnly;

    /// @param relayOnly whether the ports only serve to reach a relay
    HostHarvester(List<AgentPort> ports, boolean relayOnly) {
        this.ports = List.copyOf(ports);
        this.relayOnly = relayOnly;
    }

    @Override
    public boolean isHostHarvester() {
        return true;
    }

    @Override
    public Collection<LocalCandidate> harvest(Component component) {
        List<LocalCandidate> candidates = new ArrayList<>();
        for (AgentPort port : ports) {
            IceUdpSocketWrapper socket = new IceUdpSocketWrapper(port.socket());
            Host host = new Host(socket, component, relayOnly);
            if (component.addLocalCandidate(host)) {
                // ice4j would split STUN from payload here; this socket hears nothing else.
                host.getStunStack().addSocket(socket);
                candidates.add(host);
            }
        }
        return candidates;
    }

    private static final class Host extends HostCandidate {
        private final boolean relayOnly;

        Host(IceUdpSocketWrapper socket, Component component, boolean relayOnly) {
            super(socket, component, Transport.UDP);
            this.relayOnly = relayOnly;
        }

        @Override
        public boolean canReach(Candidate<?> peer) {
            return !relayOnly && super.canReach(peer);
        }
    }
}
