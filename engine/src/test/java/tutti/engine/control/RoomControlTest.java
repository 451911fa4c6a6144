package tutti.engine.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import tutti.engine.control.tree.ControlTree;
import tutti.engine.control.tree.Leaf;
import tutti.engine.control.tree.Origin;
import tutti.engine.control.tree.Outcome;
import tutti.engine.control.tree.Value;
import tutti.engine.desk.Desk;
import tutti.engine.desk.StripId;
import tutti.engine.desk.StripInput;
import tutti.engine.driver.DriverFormat;
import tutti.engine.fake.FakeDriver;
import tutti.engine.mix.CycleTimer;
import tutti.engine.mix.ProcessCycle;
import tutti.engine.scene.DeskKeeper;
import tutti.nat.identity.Identity;
import tutti.nat.invite.RoomInvite;
import tutti.nat.invite.ServerUrl;
import tutti.nat.link.LinkListener;
import tutti.nat.link.MediaLink;
import tutti.nat.mesh.IceHelpers;
import tutti.nat.mesh.Parcel;
import tutti.nat.mesh.RoomEndpoint;
import tutti.nat.room.HostedRoom;
import tutti.nat.room.Role;
import tutti.nat.room.client.RoomSettings;
import tutti.nat.room.server.RoomServer;
import tutti.nat.room.server.RoomServerLimits;
import tutti.nat.room.server.RoomServerSettings;
import tutti.nat.room.server.ServerCertificate;
import tutti.nat.room.wire.Bytes;

/// A real room server, and two engines' control trees in its room: what the host says there, and what an engineer does
/// at her desk. Every wait is for something.
class RoomControlTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Origin CONSOLE = new Origin("console");
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(30);
    private static final StripId EVE = new StripId.Remote("eve", "main");

    private final Identity venue = Identity.create(RANDOM, Instant.now());
    private final List<String> mistakes = new CopyOnWriteArrayList<>();

    private final class Player implements AutoCloseable {
        private final ControlTree tree = new ControlTree();
        private final Desk desk =
                new Desk(new FakeDriver(new DriverFormat(48_000, 64)), new ProcessCycle(() -> 0, new CycleTimer()));
        private final RoomEndpoint endpoint;
        private final RoomControl control;

        Player(RoomSettings settings) {
            desk.attach(EVE, new StripInput((numFrames, startNs, nsPerFrame, frame) -> new float[2][numFrames], 2));
            var nodes = new DeskNodes(
                    tree, desk, new DeskKeeper(desk, Path.of("unwritten"), Map::of, () -> 0, sentence -> {}, 0));
            endpoint =
                    new RoomEndpoint(settings, new IceHelpers(List.of(), null), new Deaf(), sentence -> {}, room -> {});
            RoomSeat seat = new RoomSeat(
                    endpoint, settings.identity().memberId(), settings.hosted().isPresent(), RoomInvite::url);
            control = RoomControl.open(
                    endpoint,
                    seat,
                    tree,
                    nodes::show,
                    System::nanoTime,
                    RANDOM,
                    (role, error) -> mistakes.add(role + ": " + error));
        }

        Value read(String address) {
            return tree.leaf(address).map(Leaf::read).orElse(Value.NIL);
        }

        void await(String address, Value value) {
            RoomControlTest.await(() -> read(address).equals(value), () -> address + " is " + read(address));
        }

        void await(String address, boolean isThere) {
            RoomControlTest.await(() -> tree.leaf(address).isPresent() == isThere, () -> address);
        }

        void set(String address, Value value) {
            Outcome outcome = tree.write(tree.leaf(address).orElseThrow(), value, CONSOLE);
            assertEquals("", outcome.refusal());
        }

        @Override
        public void close() {
            control.close();
            endpoint.close();
        }
    }

    /// Nobody plays.
    private static final class Deaf implements LinkListener {
        @Override
        public void onLinkUp(MediaLink link) {}

        @Override
        public void onLinkDown(MediaLink link, String reason, boolean left) {}

        @Override
        public void onRtp(MediaLink link, byte[] buffer, int offsetBytes, int numBytes, long arrivalNs) {}

        @Override
        public void onRtcp(MediaLink link, byte[] buffer, int offsetBytes, int numBytes, long arrivalNs) {}

        @Override
        public void onDescription(MediaLink link, byte[] description) {}
    }

    private static void await(BooleanSupplier condition, Supplier<String> what) {
        long endNs = System.nanoTime() + PATIENCE_NS;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - endNs < 0, what);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private RoomServer server() {
        return RoomServer.open(new RoomServerSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                ServerCertificate.selfSigned(venue),
                "localhost",
                0,
                null,
                null,
                RoomServerLimits.ofProtocol(),
                System::nanoTime,
                System::currentTimeMillis,
                RANDOM));
    }

    private static Identity identity() {
        return Identity.create(RANDOM, Instant.now());
    }

    @Test
    void shouldGiveOrdersAndSteerThroughARealRoom() {
        try (RoomServer server = server()) {
            ServerUrl url = new ServerUrl("localhost", server.port(), venue.fingerprint());
            Identity host = identity();
            HostedRoom hosted = HostedRoom.create(host, RANDOM);
            RoomSettings alices = RoomSettings.host(
                    url, hosted, "Tuesday", host, "alice", Role.PERFORMER, 1, System::nanoTime, RANDOM);
            RoomSettings bobs = RoomSettings.guest(
                    hosted.invite(url), identity(), "bob", Role.PERFORMER, 2, System::nanoTime, RANDOM);
            try (Player alice = new Player(alices)) {
                alice.await("/room/state", Value.of("here"));
                alice.await("/room/member/alice/self", Value.of(true));
                try (Player bob = new Player(bobs)) {
                    play(alice, bob);
                }
                alice.await("/room/member/bob/here", false);
            }
        }
        assertEquals(List.of(), mistakes);
    }

    private static void play(Player alice, Player bob) {
        alice.await("/room/member/bob/here", Value.of(true));
        bob.await("/room/title", Value.of("Tuesday"));
        bob.await("/room/member/alice/host", Value.of(true));
        assertTrue(alice.read("/room/invite").words().startsWith("tutti://localhost:"));
        bob.set("/room/say", Value.of("hello"));
        alice.await("/room/chat", Value.of("bob: hello"));
        alice.set("/room/member/bob/muted", Value.of(true));
        bob.await("/room/member/bob/muted", Value.of(true));

        alice.set("/room/member/bob/grant", Value.of(true));
        bob.await("/remote/alice/strip/eve/main/fader", true);
        bob.await("/room/member/bob/role", Value.of("engineer"));
        bob.set("/remote/alice/strip/eve/main/gain", Value.of(-12));
        await(() -> Math.abs(alice.desk.view().graph().strip(EVE).faderDb() + 12) < 1e-3, () -> "bob steers");
        alice.set("/strip/eve/main/mute", Value.of(true));
        bob.await("/remote/alice/strip/eve/main/mute", Value.of(true));

        alice.set("/room/member/bob/grant", Value.of(false));
        bob.await("/remote/alice/strip/eve/main/fader", false);
        alice.await("/room/steered_by", Value.of(""));

        // An engine that asks all the same: message 1 of a session, which sets nothing.
        byte[] ask = ByteBuffer.allocate(20)
                .put((byte) 1)
                .put((byte) 1)
                .putLong(5)
                .putInt(1)
                .putInt(0)
                .array();
        String aliceId =
                bob.endpoint.session().state().named("alice").orElseThrow().id();
        Value before = alice.read("/room/steering/refused");
        bob.endpoint.send(aliceId, 1, new Parcel("desk", Bytes.of(ask)));
        await(() -> !alice.read("/room/steering/refused").equals(before), () -> "alice refuses");
        assertEquals(Value.of(0L), alice.read("/room/steering/malformed"));
    }
}
