package tutti.nat.mesh;

import java.util.Optional;
import tutti.nat.link.PathReport;
import tutti.nat.udp.PacketRoute;

/// The way through the room server, for one session: asked for by whoever hears nothing, followed by the other end,
/// left when there is a better one (`nat/docs/protocol.md`, section 7).
///
///     UNUSED ---we need it---> ASKED ---the other is heard there, or it is the only way---> USED
///        |                       |                                                           ^
///        +----the other asks-----+--------------> TOLD ------our connection is open----------+
///
///     ASKED ---heard directly again---> UNUSED
///     TOLD ---our connection does not open in 5 s---> UNUSED
///     USED ---way found, or heard directly only for 1 s, or connection closed---> UNUSED
///
/// Who only asks still sends directly: what it plays may well arrive.
///
/// Thread: the link thread.
final class RoomPath {
    /// Who is in need says so this often: signals get lost.
    static final long ASK_AGAIN_NS = 1_000_000_000;

    /// If the other end plays directly so long, and not through the room, it hears us there.
    static final long DIRECT_AGAIN_NS = 1_000_000_000;

    /// The other end repeats what it asks for as long as it needs it.
    static final long TOLD_NS = 5_000_000_000L;

    /// What the other end asks so soon after a way was found it asked before it knew of it.
    static final long FOUND_NS = 500_000_000;

    private static final PathReport PATH = new PathReport(PathReport.Kind.TCP, "", "through the room server");

    private enum Standing {
        UNUSED,
        ASKED,
        TOLD,
        USED
    }

    private final Signalling signalling;
    private final MeshMember member;
    private final PeerRoute route;
    private final Searches searches;
    private final Runnable onTaken;
    private Standing standing = Standing.UNUSED;
    private long askedNs;
    private long toldNs;
    private long heardNs;
    private long heedNs;

    /// @param route led through the room
    /// @param searches know the way that is left for it
    /// @param onTaken packets go through the room from now on
    RoomPath(
            Signalling signalling,
            MeshMember member,
            PeerRoute route,
            Searches searches,
            Runnable onTaken,
            long nowNs) {
        this.signalling = signalling;
        this.member = member;
        this.route = route;
        this.searches = searches;
        this.onTaken = onTaken;
        this.heedNs = nowNs;
    }

    boolean isUsed() {
        return standing == Standing.USED;
    }

    /// We need it, at this moment.
    void ask(long nowNs) {
        if (standing == Standing.UNUSED) {
            standing = Standing.ASKED;
            say(nowNs);
        } else if (nowNs - askedNs >= ASK_AGAIN_NS) {
            say(nowNs);
        }
        if (route.path().kind() == PathReport.Kind.NONE) {
            take(nowNs);
        }
    }

    private void say(long nowNs) {
        askedNs = nowNs;
        signalling.openRelay();
        signalling.send(member, new Signal.Relayed());
    }

    /// The other end asks for it.
    void onAsked(long nowNs) {
        if (standing != Standing.USED && nowNs - heedNs >= 0) {
            signalling.openRelay();
            standing = Standing.TOLD;
            toldNs = nowNs;
        }
    }

    /// Something of the other end came through the room.
    void onHeardThere(long nowNs) {
        heardNs = nowNs;
        if (standing == Standing.ASKED || route.path().kind() == PathReport.Kind.NONE) {
            take(nowNs);
        }
    }

    /// Something authentic came by the way that is or was in use before the room.
    void onHeardDirectly(long nowNs) {
        if (standing == Standing.ASKED || (isUsed() && nowNs - heardNs >= DIRECT_AGAIN_NS)) {
            leave();
        }
    }

    /// A search has found a way, which packets take.
    void onWayFound(long nowNs) {
        standing = Standing.UNUSED;
        heedNs = nowNs + FOUND_NS;
    }

    private void take(long nowNs) {
        Optional<PacketRoute> way = signalling.relayTo(member);
        if (way.isPresent()) {
            standing = Standing.USED;
            heardNs = nowNs;
            route.use(way.get(), PATH);
            onTaken.run();
        }
    }

    private void leave() {
        standing = Standing.UNUSED;
        searches.useWay();
    }

    void tick(long nowNs) {
        switch (standing) {
            case TOLD -> {
                take(nowNs);
                if (standing == Standing.TOLD && nowNs - toldNs >= TOLD_NS) {
                    standing = Standing.UNUSED;
                }
            }
            case USED -> signalling.relayTo(member).ifPresentOrElse(way -> route.use(way, PATH), this::leave);
            case UNUSED, ASKED -> {
                // Nothing waits for a connection to open here.
            }
        }
    }
}
