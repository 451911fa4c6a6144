package tutti.nat.mesh;

import java.util.Optional;
import tutti.nat.udp.PacketRoute;

/// What the mesh needs of the room. Thread: the link thread calls, nothing waits.
public interface Signalling {
    /// Whether what is said now has a chance to arrive.
    boolean isConnected();

    /// Says something to a member, or drops it when the room is out of reach.
    void send(MeshMember to, Signal signal);

    /// Opens the connection for packets through the room server, if it is not open; it may take a moment.
    void openRelay();

    /// The way to a member through the room server, if that connection is open.
    Optional<PacketRoute> relayTo(MeshMember member);
}
