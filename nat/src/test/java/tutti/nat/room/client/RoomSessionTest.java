package tutti.nat.room.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tutti.nat.identity.Fingerprint;
import tutti.nat.identity.Identity;
import tutti.nat.invite.RoomInvite;
import tutti.nat.invite.ServerUrl;
import tutti.nat.room.HostedRoom;
import tutti.nat.room.Role;
import tutti.nat.room.Standing;
import tutti.nat.room.wire.Bytes;
import tutti.nat.room.wire.FromServer;

/// Sessions at a real room server, over the loopback interface.
@Timeout(300)
class RoomSessionTest {
    private final Identity alicesIdentity = Musician.identity();
    private final HostedRoom hosted = HostedRoom.create(alicesIdentity, Venue.RANDOM);
    private final List<AutoCloseable> open = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    private <T extends AutoCloseable> T opened(T closeable) {
        open.add(closeable);
        return closeable;
    }

    private Venue venue() {
        return opened(new Venue(folder));
    }

    private Musician host(ServerUrl url) {
        return opened(Musician.host(url, hosted, alicesIdentity, "alice"));
    }

    private Musician guest(RoomInvite invite, String name) {
        return guest(invite, Musician.identity(), name);
    }

    private Musician guest(RoomInvite invite, Identity identity, String name) {
        return opened(Musician.guest(invite, identity, name));
    }

    @Test
    void shouldJoinTalkAndLeave() {
        Venue venue = venue();
        Musician alice = host(venue.url()).awaitJoined();
        RoomInvite invite = alice.session().invite();
        assertEquals(hosted.invite(venue.url()), invite);
        Musician bob = guest(invite, "bob").awaitJoined();
        Musician carol = guest(RoomInvite.parse(invite.url()), "bob").awaitJoined();
        assertEquals(Set.of("bob", "bob-2"), Set.of(bob.name(), carol.name()));
        assertEquals("Tuesday", bob.session().state().title());
        alice.session().chat("welcome");
        bob.session().chat("hello");
        for (Musician each : List.of(alice, bob, carol)) {
            each.await("both chats", who -> who.chats.containsAll(List.of("welcome", "hello")));
            assertTrue(each.session().isConnected());
        }
        bob.await("alice's presence", who -> who.told.contains("present " + alice.id()));
        alice.session().signal(bob.id(), bob.settings.run(), "{\"a\":1}");
        bob.await(
                "signal", who -> who.told.contains("signal " + alice.id() + " " + alice.settings.run() + " {\"a\":1}"));
        alice.session().grant(carol.id(), Role.ENGINEER);
        bob.session().note("tempo", "120");
        carol.await("role", who -> who.state.member(who.id()).orElseThrow().role() == Role.ENGINEER);
        carol.await("tempo", who -> who.state.note("tempo").isPresent());
        carol.session().leave();
        alice.await("goodbye", who -> who.told.contains("left " + carol.id()));
        alice.await("left", who -> who.state.member(carol.id()).orElseThrow().standing() == Standing.LEFT);
        assertNull(carol.refused);
        assertFalse(carol.session().isConnected());
        assertEquals(2, alice.chats.size());
        assertTrue(alice.session().counters().rejected().isEmpty());
    }

    @Test
    void shouldHaveCredentialsAndATicket() {
        Venue venue = venue();
        Musician alice = host(venue.url()).awaitJoined();
        FromServer.Turn turn = alice.session().turn().orElseThrow();
        assertEquals(List.of("turn:relay.example.org:3478"), turn.uris());
        Bytes first = alice.session().relayTicket().orElseThrow();
        alice.session().reconnectNow();
        alice.await(
                "entered again",
                who -> who.told.stream().filter("entered"::equals).count() == 2);
        alice.await("another ticket", who -> {
            Optional<Bytes> ticket = who.session().relayTicket();
            return ticket.isPresent() && !ticket.equals(Optional.of(first));
        });
        assertEquals(2, alice.session().counters().logged(), "nothing is said twice: opened and joined");
    }

    @Test
    void shouldRefuseOrdersOfGuests() {
        Venue venue = venue();
        Musician alice = host(venue.url()).awaitJoined();
        Musician bob = guest(alice.session().invite(), "bob").awaitJoined();
        for (Runnable order : List.<Runnable>of(
                () -> bob.session().grant(alice.id(), Role.LISTENER),
                () -> bob.session().mute(alice.id(), true),
                () -> bob.session().remove(alice.id()),
                () -> bob.session().ban(alice.id()))) {
            String message = String.valueOf(
                    assertThrows(IllegalStateException.class, order::run).getMessage());
            assertEquals("Only the host of the room may do that.", message);
        }
        assertThrows(IllegalArgumentException.class, () -> alice.session().ban(alice.id()));
        assertThrows(IllegalArgumentException.class, () -> alice.session().mute("nobody", true));
        assertThrows(IllegalArgumentException.class, () -> bob.session().chat(""));
        String tooLong = "x".repeat(RoomSession.MAX_SIGNAL_BYTES + 1);
        assertThrows(IllegalArgumentException.class, () -> bob.session().signal(alice.id(), 1, tooLong));
    }

    /// The longest signal does not cost the connection.
    @Test
    void shouldCarryTheLongestSignal() {
        Venue venue = venue();
        Musician alice = host(venue.url()).awaitJoined();
        Musician bob = guest(alice.session().invite(), "bob").awaitJoined();
        alice.await("bob", who -> who.isActive(bob.id(), bob.settings.run()));
        String longest = "x".repeat(RoomSession.MAX_SIGNAL_BYTES);
        bob.session().signal(alice.id(), alice.settings.run(), longest);
        alice.await("signal", who -> who.told.stream().anyMatch(text -> text.endsWith(" " + longest)));
    }

    @Test
    void shouldBanWithANewSecret() {
        Venue venue = venue();
        Musician alice = host(venue.url()).awaitJoined();
        RoomInvite former = alice.session().invite();
        Musician bob = guest(former, "bob").awaitJoined();
        Musician carol = guest(former, "carol").awaitJoined();
        Musician dora = guest(former, "dora").awaitJoined();
        alice.await("all", who -> who.isActive(dora.id(), dora.settings.run()));
        dora.close();
        alice.await("dora is away", who -> who.told.contains("absent " + dora.id()));
        RoomInvite renewed = alice.session().ban(carol.id());
        assertEquals(renewed, alice.session().invite());
        carol.await("refusal", who -> who.refused != null);
        bob.await("new secret", who -> who.state.epoch() == 1);
        alice.await("what to keep", who -> who.hosted != null && who.hosted.epoch() == 1);
        assertEquals(renewed.secret(), bob.session().invite().secret());
        bob.session().chat("she cannot read this");
        alice.await("chat", who -> who.chats.contains("she cannot read this"));
        Musician again = guest(former, carol.settings.identity(), "carol");
        Musician disguised = guest(former, "charlie");
        again.await("refusal", who -> who.refused != null);
        disguised.await("refusal", who -> who.refused != null);
        Musician erik = guest(renewed, "erik").awaitJoined();
        Musician back = guest(former, dora.settings.identity(), "dora").awaitJoined();
        assertEquals("dora", back.name());
        assertEquals("erik", erik.name());
        assertTrue(String.valueOf(again.refused).contains("banned"), again.refused);
        assertTrue(String.valueOf(disguised.refused).contains("invite"), disguised.refused);
    }

    @Test
    void shouldRemoveAndLetComeBack() {
        Venue venue = venue();
        Musician alice = host(venue.url()).awaitJoined();
        Musician bob = guest(alice.session().invite(), "bob").awaitJoined();
        alice.await("bob", who -> who.isActive(bob.id(), bob.settings.run()));
        alice.session().remove(bob.id());
        bob.await("refusal", who -> who.refused != null);
        Musician again =
                guest(bob.settings.invite(), bob.settings.identity(), "bob").awaitJoined();
        assertEquals("bob", again.name());
    }

    /// The server is killed in the middle of everybody's talk, twice; the host's program, too. Nothing is lost,
    /// nothing is told twice, and the names are the same.
    @Test
    void shouldLoseAndRepeatNothingWhenTheServerIsKilled() throws Exception {
        Identity server = Musician.identity();
        Files.writeString(folder.resolve("identity"), server.pem());
        VenueProcess first = opened(VenueProcess.start(folder, 0));
        ServerUrl url = new ServerUrl("localhost", first.port(), server.fingerprint());
        Musician alice = host(url).awaitJoined();
        Musician bob = guest(alice.session().invite(), "x").awaitJoined();
        Musician carol = guest(alice.session().invite(), "x").awaitJoined();
        List<Musician> guests = List.of(bob, carol);
        List<String> names = List.of(bob.name(), carol.name());
        List<Musician> all = List.of(alice, bob, carol);
        talk(all, 0, 20);
        guests.forEach(each -> each.await("some chats", who -> who.chats.size() >= 5));
        first.kill();
        talk(all, 20, 40);
        alice.await("loss", who -> who.told.stream().anyMatch(text -> text.startsWith("lost")));
        VenueProcess second = opened(VenueProcess.start(folder, first.port()));
        guests.forEach(each -> each.await("more chats", who -> who.chats.size() >= 70));
        alice.await("all of its own", who -> who.chats.contains(text(who, 39)));
        second.kill();
        alice.close();
        talk(guests, 40, 60);
        opened(VenueProcess.start(folder, first.port()));
        Musician hostAgain = host(url).awaitJoined();
        guests.forEach(each -> each.await("all chats", who -> who.chats.size() >= 160));
        hostAgain.await("its own past", who -> who.chats.size() >= 160);
        assertEquals(bob.chats, carol.chats);
        assertEquals(bob.chats, hostAgain.chats, "a new program reads the whole log");
        assertEquals(160, bob.chats.size());
        assertEquals(160, Set.copyOf(bob.chats).size());
        for (Musician each : all) {
            List<String> own = bob.chats.stream()
                    .filter(text -> text.startsWith(each.id()))
                    .toList();
            List<String> said = new ArrayList<>();
            for (int i = 0; i < own.size(); i++) {
                said.add(text(each, i));
            }
            assertEquals(said, own, "in the order of its speaker");
        }
        assertEquals(names, List.of(bob.name(), carol.name()));
        assertEquals("alice", hostAgain.name());
        assertEquals(0, bob.session().counters().startedOver());
        assertEquals(0, bob.session().counters().droppedAppends());
    }

    private static void talk(List<Musician> musicians, int from, int to) {
        for (int i = from; i < to; i++) {
            for (Musician each : musicians) {
                each.session().chat(text(each, i));
            }
        }
    }

    private static String text(Musician musician, int number) {
        return musician.id() + " " + number;
    }

    /// The server stops in good order, and comes back.
    @Test
    void shouldComeBackToAServerThatWasAway() {
        Venue venue = venue();
        Musician alice = host(venue.url()).awaitJoined();
        Musician bob = guest(alice.session().invite(), "bob").awaitJoined();
        venue.close();
        bob.await("loss", who -> who.told.stream().anyMatch(text -> text.startsWith("lost")));
        assertFalse(bob.session().isConnected());
        assertTrue(bob.session().state().member(alice.id()).isPresent(), "what was known is still known");
        bob.session().chat("anybody?");
        bob.session().signal(alice.id(), alice.settings.run(), "{}");
        venue.open();
        alice.await("what was said meanwhile", who -> who.chats.contains("anybody?"));
        assertEquals(1, bob.session().counters().droppedSignals());
        assertEquals("bob", bob.name());
    }

    @Test
    void shouldSayWhyItCannotComeIn() throws IOException {
        Venue venue = venue();
        Musician noRoom = guest(hosted.invite(venue.url()), "bob");
        noRoom.await("refusal", who -> who.refused != null);
        assertTrue(String.valueOf(noRoom.refused).contains("no such room"), noRoom.refused);
        ServerUrl swapped = new ServerUrl("localhost", venue.port(), Fingerprint.ofBytes(new byte[32]));
        guest(hosted.invite(swapped), "bob")
                .await("another certificate", who -> lost(who, "another certificate than the invite says"));
        ServerUrl unknown = new ServerUrl("localhost", venue.port(), null);
        guest(hosted.invite(unknown), "bob").await("no trust", who -> lost(who, "does not trust the certificate"));
        venue.close();
        guest(hosted.invite(venue.url()), "bob").await("nobody", who -> lost(who, "No room server answers"));
        ServerUrl nowhere = new ServerUrl("no-such-host.invalid", 1, null);
        guest(hosted.invite(nowhere), "bob").await("no such name", who -> lost(who, "No computer is known"));
        try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerInPlain(plain));
            ServerUrl web = new ServerUrl("localhost", plain.getLocalPort(), null);
            guest(hosted.invite(web), "bob").await("no TLS", who -> lost(who, "speaks no TLS"));
        }
    }

    private static void answerInPlain(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static boolean lost(Musician who, String words) {
        return who.told.stream().anyMatch(text -> text.startsWith("lost: ") && text.contains(words));
    }

    @Test
    void shouldNotTakeARoomOfAnotherIdentity() {
        ServerUrl url = new ServerUrl("localhost", 1, null);
        Identity another = Musician.identity();
        assertThrows(IllegalArgumentException.class, () -> Musician.host(url, hosted, another, "alice"));
        assertThrows(IllegalArgumentException.class, () -> Musician.host(url, hosted, alicesIdentity, "no name"));
    }
}
