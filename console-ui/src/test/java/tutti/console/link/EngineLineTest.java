package tutti.console.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tutti.engine.control.client.EngineLink;
import tutti.engine.control.client.LinkEars;
import tutti.engine.control.tree.Value;

class EngineLineTest {
    private final BlockingQueue<FakeLink> links = new LinkedBlockingQueue<>();
    private final Mirror mirror = new Mirror();

    /// A link to nothing that keeps what it is offered.
    static final class FakeLink implements EngineLink {
        final String door;
        final LinkEars ears;
        final BlockingQueue<String> offers = new LinkedBlockingQueue<>();
        final BlockingQueue<Boolean> closed = new LinkedBlockingQueue<>();
        boolean isFull;

        FakeLink(String door, LinkEars ears) {
            this.door = door;
            this.ears = ears;
        }

        @Override
        public boolean offer(String address, Value value) {
            return !isFull && offers.add(address + " " + value.words());
        }

        @Override
        public void close() {
            closed.add(true);
        }
    }

    private EngineLine line() {
        return new EngineLine(
                (door, ears) -> {
                    FakeLink link = new FakeLink(Files.readString(door), ears);
                    links.add(link);
                    return link;
                },
                mirror);
    }

    private FakeLink opened() throws InterruptedException {
        FakeLink link = links.poll(30, TimeUnit.SECONDS);
        assertTrue(link != null, "A link is opened.");
        return link;
    }

    /// The link speaks before the line holds it.
    private static void assertTaken(EngineLine line, String address, Value value) {
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        boolean isTaken = line.set(address, value);
        while (!isTaken && System.nanoTime() - endNs < 0) {
            Thread.onSpinWait();
            isTaken = line.set(address, value);
        }
        assertTrue(isTaken, address);
    }

    @Test
    void shouldShowAndMoveWhatTheEngineHas(@TempDir Path folder) throws Exception {
        Path door = Files.writeString(folder.resolve("door"), "one");
        try (EngineLine line = line()) {
            line.attach(() -> Optional.of(door));
            FakeLink link = opened();
            link.ears.onHere("alice");
            link.ears.onAdded(List.of(InboxTest.node("/bus/monitor/gain")));
            link.ears.onValue("/bus/monitor/gain", Value.of(0.25));
            assertEquals(new Mirror.Presence.Calling(), mirror.presence(), "Nothing is applied between pulses.");

            line.onPulse();

            assertEquals(new Mirror.Presence.Here("alice"), mirror.presence());
            assertEquals(0.25, line.tree().node("/bus/monitor/gain").number(0));
            assertTaken(line, "/bus/monitor/gain", Value.of(0.5));
            assertEquals("/bus/monitor/gain 0.5", link.offers.poll(30, TimeUnit.SECONDS));
            assertEquals(0.5, mirror.number("/bus/monitor/gain").orElseThrow());
            assertEquals(0.5, line.tree().node("/bus/monitor/gain").number(0));
        }
    }

    @Test
    void shouldChangeNothingThatWasNotTaken(@TempDir Path folder) throws Exception {
        Path door = Files.writeString(folder.resolve("door"), "one");
        try (EngineLine line = line()) {
            assertFalse(line.set("/a", Value.of(0.5)), "There is no engine yet.");
            line.attach(() -> Optional.of(door));
            FakeLink link = opened();
            link.isFull = true;
            link.ears.onHere("alice");
            link.ears.onAdded(List.of(InboxTest.node("/a")));
            link.ears.onValue("/a", Value.of(0.25));
            line.onPulse();

            assertFalse(line.set("/a", Value.of(0.5)));
            assertEquals(0.25, mirror.number("/a").orElseThrow());
        }
    }

    @Test
    void shouldFindTheEngineThatWasStartedAnew(@TempDir Path folder) throws Exception {
        Path door = Files.writeString(folder.resolve("door"), "one");
        try (EngineLine line = line()) {
            line.attach(() -> Optional.of(door));
            FakeLink first = opened();
            first.ears.onHere("alice");
            first.ears.onAway("It does not answer.");
            line.onPulse();
            assertEquals(new Mirror.Presence.Away("It does not answer."), mirror.presence());

            Files.writeString(door, "two");

            FakeLink second = opened();
            assertEquals("two", second.door);
            assertTrue(first.closed.poll(30, TimeUnit.SECONDS) != null);
        }
    }

    @Test
    void shouldLeaveAnEngineAlone(@TempDir Path folder) throws Exception {
        Path door = Files.writeString(folder.resolve("door"), "one");
        try (EngineLine line = line()) {
            line.attach(() -> Optional.of(door));
            FakeLink link = opened();
            link.ears.onHere("alice");
            line.onPulse();

            line.detach();

            assertEquals(new Mirror.Presence.Nowhere(), mirror.presence());
            assertTrue(link.closed.poll(30, TimeUnit.SECONDS) != null);
            link.ears.onHere("alice");
            line.onPulse();
            assertEquals(new Mirror.Presence.Nowhere(), mirror.presence(), "What a left engine says is not heard.");
        }
    }

    @Test
    void shouldListTheEnginesThatRun(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("alice-1.json"), "{}");
        Files.writeString(folder.resolve("big-band-1.json"), "{}");
        Files.writeString(folder.resolve("gone-2.json"), "{}");
        Files.writeString(folder.resolve("readme.txt"), "");
        DoorFolder doors = new DoorFolder(folder, pid -> pid == 1);

        assertEquals(
                List.of("alice", "big-band"),
                doors.live().stream().map(DoorFolder.Found::engineName).toList());
        assertEquals(Optional.of(folder.resolve("big-band-1.json")), doors.find("big-band"));
        assertEquals(Optional.empty(), doors.find("gone"));
        assertEquals(Optional.empty(), doors.find(""), "Two run: which one is not to be guessed.");
        assertEquals(List.of(), new DoorFolder(folder.resolve("none"), pid -> true).live());
    }
}
