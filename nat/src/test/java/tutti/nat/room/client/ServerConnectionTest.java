package tutti.nat.room.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A connection to a server that hangs, lies or babbles.
@Timeout(300)
class ServerConnectionTest {
    /// First bytes of frames: the last or only piece has the highest bit.
    private static final int TEXT = 0x81;

    private static final int BINARY = 0x82;
    private static final int FIRST_OF_TEXT = 0x01;
    private static final int FIRST_OF_BINARY = 0x02;
    private static final int MIDDLE = 0x00;
    private static final int LAST = 0x80;
    private static final int CLOSE = 0x88;
    private static final int PING = 0x89;
    private static final int PONG = 0x8A;
    private static final int MAX_BYTES = 1000;

    private final AtomicLong aheadNs = new AtomicLong();
    private final RoomThread thread = new RoomThread("tutti-room-test");
    private final HttpThreads httpThreads = new HttpThreads("tutti-room-test-http-");
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final RawServer server = new RawServer();
    private final HttpClient client = HttpClient.newBuilder()
            .sslContext(new PinnedTls(server.url(), Venue.RANDOM).context())
            .executor(httpThreads)
            .build();
    private final ServerConnection connection = new ServerConnection(
            server.url(),
            "/room",
            MAX_BYTES,
            client,
            new Ear(),
            thread,
            () -> System.nanoTime() + aheadNs.get(),
            new Random(1));

    private final class Ear implements ServerConnection.Listener {
        @Override
        public void onOpen() {
            heard.add("open");
        }

        @Override
        public void onText(String text) {
            boolean mustAnswer = text.equals("hi");
            heard.add("text " + text + (mustAnswer && !connection.send("hello") ? ", not answered" : ""));
        }

        @Override
        public void onPacket(byte[] packet, long arrivalNs) {
            heard.add("packet of " + packet.length);
        }

        @Override
        public void onLost(int code, String reason) {
            heard.add("lost " + code + " " + reason);
        }
    }

    @BeforeEach
    void open() {
        thread.execute(connection::open);
    }

    @AfterEach
    void close() throws IOException {
        thread.execute(() -> connection.close(() -> {}));
        thread.shutdown();
        client.shutdownNow();
        httpThreads.shutdown();
        server.close();
    }

    private String next() throws InterruptedException {
        String next = heard.poll(120, TimeUnit.SECONDS);
        assertNotNull(next, "nothing happens");
        return next;
    }

    private <T> T onThread(Supplier<T> what) {
        return CompletableFuture.supplyAsync(what, thread).join();
    }

    private void tick() {
        onThread(() -> {
            connection.tick();
            return true;
        });
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void shouldPutPiecesTogether() throws Exception {
        Socket socket = server.next();
        assertEquals("open", next());
        RawServer.send(socket, FIRST_OF_TEXT, utf8("one, "));
        RawServer.send(socket, LAST, utf8("two"));
        RawServer.send(socket, TEXT, utf8("three"));
        RawServer.send(socket, FIRST_OF_BINARY, new byte[400]);
        RawServer.send(socket, LAST, new byte[300]);
        assertEquals("text one, two", next());
        assertEquals("text three", next());
        assertEquals("packet of 700", next());
    }

    /// The server speaks first, perhaps before this end knows that the connection is open.
    @Test
    void shouldAnswerWhatComesWithTheHandshake() throws Exception {
        server.next();
        assertEquals("open", next());
        server.greeting = new byte[] {(byte) TEXT, 2, 'h', 'i'};
        for (int i = 0; i < 50; i++) {
            thread.execute(connection::reconnectNow);
            Socket socket = server.next();
            assertEquals("open", next());
            assertEquals("text hi", next());
            assertEquals(TEXT, RawServer.receive(socket));
        }
    }

    @Test
    void shouldNotPileUpWhatIsTooLong() throws Exception {
        Socket socket = server.next();
        assertEquals("open", next());
        RawServer.send(socket, FIRST_OF_TEXT, utf8("x".repeat(600)));
        RawServer.send(socket, MIDDLE, utf8("x".repeat(600)));
        assertTrue(next().startsWith("lost 1009"));
        socket = server.next();
        assertEquals("open", next(), "and comes back");
        RawServer.send(socket, BINARY, new byte[MAX_BYTES + 1]);
        assertTrue(next().startsWith("lost 1009"));
    }

    @Test
    void shouldComeBackAfterALoss() throws Exception {
        server.next().close();
        assertEquals("open", next());
        assertTrue(next().startsWith("lost 1006"));
        server.next();
        assertEquals("open", next());
    }

    /// A reason is for people, and must not steer their terminal.
    @Test
    void shouldTellTheServersReason() throws Exception {
        Socket socket = server.next();
        assertEquals("open", next());
        RawServer.send(socket, CLOSE, new byte[] {0x0f, (byte) 0xa3, 'N', 'o', 't', ' ', 27, 'y', 'o', 'u', '.'});
        assertEquals("lost 4003 Not  you.", next());
    }

    /// A server that hangs: the line is there, but nobody answers.
    @Test
    void shouldTakeSilenceForALoss() throws Exception {
        Socket socket = server.next();
        assertEquals("open", next());
        tick();
        aheadNs.addAndGet(ServerConnection.PING_NS + 1_000_000_000);
        tick();
        assertEquals(PING, RawServer.receive(socket));
        aheadNs.addAndGet(ServerConnection.SILENCE_NS - ServerConnection.PING_NS);
        tick();
        assertEquals("lost 1006 The room server does not answer; trying again.", next());
        assertEquals("open", next());
    }

    /// A server that takes the call and never answers it.
    @Test
    void shouldGiveUpAnAttemptThatIsNotAnswered() throws Exception {
        Socket socket = server.next();
        assertEquals("open", next());
        server.isMute = true;
        socket.close();
        assertTrue(next().startsWith("lost 1006"));
        server.next();
        tick();
        aheadNs.addAndGet(ServerConnection.ATTEMPT_NS);
        server.isMute = false;
        tick();
        assertEquals("lost 1006 The room server does not answer; trying again.", next());
        assertEquals("open", next());
    }

    @Test
    void shouldTakeAPongForASignOfLife() throws Exception {
        Socket socket = server.next();
        assertEquals("open", next());
        for (int i = 0; i < 5; i++) {
            aheadNs.addAndGet(ServerConnection.PING_NS + 1_000_000_000);
            tick();
            assertEquals(PING, RawServer.receive(socket));
            RawServer.send(socket, PONG, new byte[0]);
            RawServer.send(socket, TEXT, utf8("still here"));
            assertEquals("text still here", next());
        }
    }

    @Test
    void shouldConnectAnewWhenTheNetworkHasChanged() throws Exception {
        server.next();
        assertEquals("open", next());
        thread.execute(connection::reconnectNow);
        Socket second = server.next();
        assertEquals("open", next(), "without telling of a loss");
        assertTrue(onThread(() -> connection.send("hello")));
        assertEquals(TEXT, RawServer.receive(second));
    }

    @Test
    void shouldSendInOrderAndThenClose() throws Exception {
        Socket socket = server.next();
        assertEquals("open", next());
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        thread.execute(() -> {
            for (int i = 0; i < 20; i++) {
                connection.send("word");
            }
            connection.close(() -> done.complete(true));
        });
        for (int i = 0; i < 20; i++) {
            assertEquals(TEXT, RawServer.receive(socket));
        }
        assertEquals(CLOSE, RawServer.receive(socket));
        assertTrue(done.join());
        assertFalse(onThread(() -> connection.send("late")));
    }

    /// All is said in one piece of work, so nothing has been sent when too much waits.
    @Test
    void shouldRefuseMoreThanMayWait() throws Exception {
        server.next();
        assertEquals("open", next());
        int numTaken = onThread(() -> {
            int taken = 0;
            while (taken <= ServerConnection.MAX_WAITING + 1 && connection.send("word")) {
                taken++;
            }
            return taken;
        });
        assertEquals(ServerConnection.MAX_WAITING + 1, numTaken, "one is on its way");
    }

    @Test
    void shouldPauseLongerEachTime() {
        Reconnecting reconnecting = new Reconnecting(new Random(1));
        long[] longest = {0, 250, 500, 1000, 2000, 2000, 2000};
        for (int round = 0; round < 50; round++) {
            for (long ms : longest) {
                long pauseMs = reconnecting.nextMs();
                assertTrue(pauseMs <= ms && pauseMs >= ms / 2, ms + ": " + pauseMs);
            }
            reconnecting.reset();
        }
    }

    @Test
    void shouldGoOnAfterAFault() {
        CompletableFuture<Throwable> fault = new CompletableFuture<>();
        onThread(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((_, thrown) -> fault.complete(thrown));
            return true;
        });
        assertTrue(thread.hand(() -> {
            throw new IllegalStateException("a fault");
        }));
        assertEquals("a fault", fault.join().getMessage());
        assertTrue(onThread(() -> true));
    }

    @Test
    void shouldRefuseMoreWorkThanMayWait() {
        CompletableFuture<Boolean> gate = new CompletableFuture<>();
        thread.execute(gate::join);
        int numTaken = 0;
        while (numTaken <= RoomThread.CAPACITY && thread.hand(() -> {})) {
            numTaken++;
        }
        gate.complete(true);
        assertEquals(RoomThread.CAPACITY, numTaken);
    }
}
