package tutti.engine.rehearsal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import tutti.nat.identity.Identity;
import tutti.nat.invite.ServerUrl;
import tutti.nat.link.LinkListener;
import tutti.nat.link.MediaLink;
import tutti.nat.mesh.IceHelpers;
import tutti.nat.mesh.RoomEndpoint;
import tutti.nat.room.HostedRoom;
import tutti.nat.room.Role;
import tutti.nat.room.client.RoomSettings;
import tutti.nat.room.server.RoomServer;
import tutti.nat.room.server.RoomServerLimits;
import tutti.nat.room.server.RoomServerSettings;
import tutti.nat.room.server.ServerCertificate;

/// A room with two players on this computer, from the server's start to the first packet: what the launcher's
/// ahead-of-time cache is trained with, so that a first connection does not wait for a thousand classes.
public final class RoomRehearsal {
    private static final long DOWORK_NS = 5_000_000;

    private RoomRehearsal() {}

    /// Lets the two find each other. Thread: any; waits.
    ///
    /// @param clockNs the monotonic clock
    /// @param clockMs the time since 1970
    /// @return whether they were linked in time
    public static boolean run(LongSupplier clockNs, LongSupplier clockMs, Duration patience) {
        SecureRandom random = new SecureRandom();
        Instant now = Instant.ofEpochMilli(clockMs.getAsLong());
        Identity alice = Identity.create(random, now);
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (RoomServer server = RoomServer.open(new RoomServerSettings(
                new InetSocketAddress(loopback, 0),
                ServerCertificate.selfSigned(Identity.create(random, now)),
                loopback.getHostAddress(),
                0,
                null,
                null,
                RoomServerLimits.ofProtocol(),
                clockNs,
                clockMs,
                random))) {
            ServerUrl url = ServerUrl.parse(server.url());
            HostedRoom hosted = HostedRoom.create(alice, random);
            CountDownLatch linked = new CountDownLatch(2);
            RoomSettings hosting = RoomSettings.host(
                    url, hosted, "", alice, "alice", Role.PERFORMER, random.nextLong(), clockNs, random);
            RoomSettings visiting = RoomSettings.guest(
                    hosted.invite(url),
                    Identity.create(random, now),
                    "bob",
                    Role.PERFORMER,
                    random.nextLong(),
                    clockNs,
                    random);
            try (Player first = new Player(hosting, linked)) {
                // Before the host has opened it there is no room to come into.
                long untilNs = clockNs.getAsLong() + patience.toNanos();
                while (!first.endpoint.session().state().isOpen() && clockNs.getAsLong() - untilNs < 0) {
                    LockSupport.parkNanos(DOWORK_NS);
                }
                try (Player second = new Player(visiting, linked)) {
                    return linked.await(patience.toMillis(), TimeUnit.MILLISECONDS) && second.isAtWork();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// A player that sends nothing, with its link thread.
    private static final class Player implements LinkListener, AutoCloseable {
        private final CountDownLatch linked;
        private final AtomicBoolean closed = new AtomicBoolean();
        private final RoomEndpoint endpoint;
        private final Thread link;

        Player(RoomSettings settings, CountDownLatch linked) {
            this.linked = linked;
            endpoint = new RoomEndpoint(settings, new IceHelpers(List.of(), null), this, words -> {}, room -> {});
            link = Thread.ofPlatform().daemon().name("tutti-rehearsal").start(this::work);
        }

        private void work() {
            while (!closed.get()) {
                endpoint.doWork(DOWORK_NS);
            }
        }

        boolean isAtWork() {
            return link.isAlive();
        }

        @Override
        public void onLinkUp(MediaLink up) {
            linked.countDown();
        }

        @Override
        public void onDescription(MediaLink from, byte[] description) {
            // Nobody describes anything here.
        }

        @Override
        public void onRtp(MediaLink from, byte[] buffer, int offsetBytes, int numBytes, long arrivalNs) {
            // Nobody plays here.
        }

        @Override
        public void onRtcp(MediaLink from, byte[] buffer, int offsetBytes, int numBytes, long arrivalNs) {
            // Nobody reports here.
        }

        @Override
        public void onLinkDown(MediaLink ended, String reason, boolean left) {
            // The end of the rehearsal.
        }

        @Override
        public void close() {
            closed.set(true);
            try {
                link.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            endpoint.close();
        }
    }
}
