package tutti.nat.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tutti.nat.identity.Fingerprint;
import tutti.nat.invite.ServerUrl;

@Timeout(60)
class ServerProbeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Fingerprint OTHER = Fingerprint.ofCertificate(new byte[1]);

    private final ServerProbe probe = new ServerProbe(System::nanoTime);

    private ServerReach reach(ServerUrl url, Duration limit) {
        return probe.reach(url, List.of(InetAddress.getLoopbackAddress()), limit);
    }

    private static ServerUrl at(int port, @Nullable Fingerprint pinned) {
        return new ServerUrl("127.0.0.1", port, pinned);
    }

    @Test
    void shouldReachTheServerThatTheInviteNames() {
        try (FakeRoomServer server = new FakeRoomServer(FakeRoomServer.HEALTHY)) {
            assertInstanceOf(ServerReach.Reached.class, reach(server.url(server.fingerprint()), PATIENCE));
        }
    }

    @Test
    void shouldNotTrustAnother() {
        try (FakeRoomServer server = new FakeRoomServer(FakeRoomServer.HEALTHY)) {
            assertEquals(new ServerReach.Untrusted(true), reach(server.url(OTHER), PATIENCE));
            assertEquals(new ServerReach.Untrusted(false), reach(server.url(null), PATIENCE));
        }
    }

    @Test
    void shouldNoticeThatItIsNoRoomServer() {
        for (String answer :
                List.of("HTTP/1.1 404 Not Found\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n<html>", "", "x".repeat(100_000))) {
            try (FakeRoomServer server = new FakeRoomServer(answer)) {
                assertEquals(new ServerReach.Foreign(), reach(server.url(server.fingerprint()), PATIENCE));
            }
        }
    }

    @Test
    void shouldNoticeThatItDoesNotSpeakTls() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (Socket socket = listening.accept()) {
                    socket.getOutputStream().write("SSH-2.0-hello\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            assertEquals(new ServerReach.Untrusted(false), reach(at(listening.getLocalPort(), OTHER), PATIENCE));
        }
    }

    /// Somebody accepts and says nothing.
    @Test
    void shouldNotWaitForEver() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            assertEquals(
                    new ServerReach.NoAnswer(false), reach(at(listening.getLocalPort(), OTHER), Duration.ofMillis(50)));
        }
    }

    @Test
    void shouldSayThatNobodyListens() throws IOException {
        int port;
        try (ServerSocket gone = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }
        assertEquals(new ServerReach.NoAnswer(true), reach(at(port, OTHER), PATIENCE));
        assertEquals(new ServerReach.NoName(), probe.reach(at(port, OTHER), List.of(), PATIENCE));
    }
}
