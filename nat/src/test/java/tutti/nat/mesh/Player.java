package tutti.nat.mesh;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tutti.nat.identity.Fingerprint;
import tutti.nat.link.MediaLink;
import tutti.nat.link.PathReport;
import tutti.nat.link.PeerIdentity;

/// One player: an engine that may be started, killed and closed, at an address that may change.
final class Player {
    private static final SecureRandom RANDOM = new SecureRandom();

    final String name;
    final Fingerprint fingerprint;
    final HandKeys keys;
    private final World world;
    Ear ear = new Ear();
    Antenna antenna = new Antenna();
    private @Nullable MeshEndpoint mesh;
    private InetAddress address;
    long run;

    /// Whether the room server is in its reach.
    boolean online = true;

    /// Whether its network lets it open the connection for packets through the room.
    boolean mayRelay = true;

    /// Whether its network lets UDP out.
    boolean mayUdp = true;

    Player(World world, String name, int number) {
        this.world = world;
        this.name = name;
        this.address = address(0, number);
        fingerprint = Fingerprint.ofCertificate(name.getBytes(StandardCharsets.UTF_8));
        keys = new HandKeys(world, fingerprint);
    }

    MeshMember member() {
        return new MeshMember(fingerprint, new PeerIdentity(fingerprint.memberId(), name), run);
    }

    String id() {
        return fingerprint.memberId();
    }

    /// Starts the engine; a former one is forgotten as if its process had been killed.
    void start() {
        kill();
        run++;
        ear = new Ear();
        antenna = new Antenna();
        mesh = new MeshEndpoint(
                fingerprint, antenna, world.ice.finder(this), keys, world.room.signalling(this), ear, world, RANDOM);
    }

    /// The engine is gone, without a word.
    void kill() {
        mesh = null;
        antenna.close();
        world.ice.forget(this);
        world.room.forget(this);
        keys.forget();
    }

    MeshEndpoint mesh() {
        return Objects.requireNonNull(mesh);
    }

    boolean isRunning() {
        return mesh != null;
    }

    int work() {
        MeshEndpoint running = mesh;
        return running == null ? 0 : keys.work() + running.doWork(0);
    }

    private static InetAddress address(int network, int number) {
        try {
            return InetAddress.getByAddress(new byte[] {10, 0, (byte) network, (byte) number});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    InetAddress address() {
        return address;
    }

    /// The computer gets another address; whatever was bound to the old one is dead. The mesh is not told.
    void move() {
        byte[] bytes = address.getAddress();
        address = address(bytes[2] + 1, bytes[3]);
    }

    PeerState stateOf(Player other) {
        return mesh().reports().stream()
                .filter(report -> report.memberId().equals(other.id()))
                .map(MeshEndpoint.PeerReport::state)
                .findAny()
                .orElse(new PeerState.Closed("Nobody here knows " + other.name + "."));
    }

    boolean isLinkedTo(Player other) {
        return stateOf(other) instanceof PeerState.Connected;
    }

    /// Whether it is linked, and how its packets go.
    boolean isLinkedTo(Player other, PathReport.Kind kind) {
        return stateOf(other) instanceof PeerState.Connected(PathReport path) && path.kind() == kind;
    }

    boolean hasLinkTo(Player other) {
        return ear.up.stream().anyMatch(link -> link.peer().id().equals(other.id()));
    }

    /// The newest link to another player; there must have been one.
    MediaLink linkTo(Player other) {
        return ear.up.stream()
                .filter(link -> link.peer().id().equals(other.id()))
                .reduce((former, later) -> later)
                .orElseThrow();
    }

    /// Sends a numbered packet.
    boolean play(Player to, int number) {
        byte[] packet = Ear.rtp(number);
        return linkTo(to).sendRtp(packet, 0, packet.length - MediaLink.TRAILER_BYTES);
    }

    @Override
    public String toString() {
        return name;
    }
}
