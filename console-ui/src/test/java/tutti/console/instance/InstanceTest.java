package tutti.console.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tutti.console.SampleEngine;
import tutti.console.instance.ConsoleSettings.SoundSystem;
import tutti.nat.invite.Invite;

class InstanceTest {
    @TempDir
    Path folder;

    @Test
    void shouldRememberWishes() throws IOException {
        ConsoleSettings wishes = ConsoleSettings.FIRST
                .withDark(false)
                .withScalePercent(175)
                .withSpokenFocus(true)
                .withPlayer("alice", SoundSystem.JAVASOUND)
                .withGuideSeen();
        Path file = folder.resolve("console").resolve("settings.properties");

        wishes.write(file);

        assertEquals(wishes, ConsoleSettings.read(file));
    }

    @Test
    void shouldPutUpWithAGarbledFile() throws IOException {
        Path file = folder.resolve("settings.properties");
        Files.writeString(file, "scale_percent=9999\ndriver=\\u00zz\n");
        assertEquals(ConsoleSettings.FIRST, ConsoleSettings.read(file));
        Files.writeString(file, "scale_percent=9999\ndriver=bagpipes\n");
        assertEquals(
                ConsoleSettings.MAX_SCALE_PERCENT, ConsoleSettings.read(file).scalePercent());
        assertEquals(SoundSystem.JACK, ConsoleSettings.read(file).driver());
        assertEquals(ConsoleSettings.FIRST, ConsoleSettings.read(folder.resolve("none")));
    }

    @Test
    void shouldKeepInvitesWhereTheUserAloneCanReadThem() throws IOException {
        Path file = folder.resolve("console").resolve("rooms");
        RecentRooms rooms = new RecentRooms(file);
        Invite first = Invite.parse(SampleEngine.INVITE);
        Invite second = Invite.parse(SampleEngine.INVITE.replace("4464", "4465"));
        rooms.add(first);
        rooms.add(second);
        rooms.add(first);

        assertEquals(List.of(first, second), new RecentRooms(file).invites());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));

        rooms.remove(first);
        assertEquals(List.of(second), new RecentRooms(file).invites());
    }

    @Test
    void shouldKeepTwelveRoomsAndShowNoSecretOfThem() throws IOException {
        RecentRooms rooms = new RecentRooms(folder.resolve("rooms"));
        for (int port = 1; port <= RecentRooms.MAX_ROOMS + 3; port++) {
            rooms.add(Invite.parse(SampleEngine.INVITE.replace("4464", String.valueOf(port))));
        }

        assertEquals(RecentRooms.MAX_ROOMS, rooms.invites().size());
        String place = RecentRooms.placeOf(rooms.invites().getFirst());
        assertTrue(place.startsWith("203.0.113.7:15/"), place);
        assertFalse(place.contains("#"), place);
    }

    @Test
    void shouldHandALinkToTheFirstConsole() throws Exception {
        Path socket = folder.resolve("links.socket");
        BlockingQueue<String> links = new LinkedBlockingQueue<>();
        assertFalse(LinkDoorbell.ring(socket, "tutti://nobody"));
        try (LinkDoorbell _ = LinkDoorbell.open(socket, links::add)) {
            assertTrue(LinkDoorbell.ring(socket, "tutti://203.0.113.7:4464/x#y"));
            assertEquals("tutti://203.0.113.7:4464/x#y", links.poll(30, TimeUnit.SECONDS));
            assertThrows(IOException.class, () -> LinkDoorbell.open(socket, links::add));
            assertFalse(LinkDoorbell.ring(socket, "tutti://" + "x".repeat(LinkDoorbell.MAX_BYTES)));
            assertTrue(LinkDoorbell.ring(socket, "tutti://still"), "The first goes on listening.");
            assertEquals("tutti://still", links.poll(30, TimeUnit.SECONDS));
        }
        assertFalse(Files.exists(socket));
    }

    @Test
    void shouldTakeThePlaceOfAConsoleThatWasKilled() throws Exception {
        Path socket = Files.createFile(folder.resolve("links.socket"));
        try (LinkDoorbell _ = LinkDoorbell.open(socket, link -> {})) {
            assertTrue(LinkDoorbell.ring(socket, "tutti://here"));
        }
    }

    @Test
    void shouldKeepEverythingInTheUsersFolder() {
        Properties home = new Properties();
        home.setProperty("user.home", "/home/alice");

        assertEquals(
                Path.of("/home/alice/.config/tutti/doors"),
                ConsoleFolder.ofUser(Map.of(), home).doors());
        assertEquals(
                Path.of("/elsewhere/tutti"),
                ConsoleFolder.ofUser(Map.of("XDG_CONFIG_HOME", "/elsewhere"), home)
                        .tutti());
    }
}
