package tutti.nat.doctor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;
import tutti.nat.identity.Fingerprint;
import tutti.nat.identity.Identity;
import tutti.nat.invite.ServerUrl;

/// The health page of a room server on loopback, and nothing else.
final class FakeRoomServer implements AutoCloseable {
    static final String HEALTHY = "HTTP/1.1 200 OK\r\n\r\n{\"status\":\"up\",\"rooms\":0,\"members\":0}";

    private final Identity identity = Identity.create(new SecureRandom(), Instant.now());
    private final SSLServerSocket listening;
    private final String answer;

    FakeRoomServer(String answer) {
        this.answer = answer;
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("key", identity.privateKey(), new char[0], new Certificate[] {identity.certificate()});
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            listening = (SSLServerSocket)
                    context.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    private void serve() {
        while (!listening.isClosed()) {
            try (Socket socket = listening.accept()) {
                ByteArrayOutputStream request = new ByteArrayOutputStream();
                while (!request.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
                    int next = socket.getInputStream().read();
                    if (next < 0) {
                        break;
                    }
                    request.write(next);
                }
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                if (answer.equals(HEALTHY)) {
                    // As the real one: the client may hang up when it has read enough.
                    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                }
            } catch (IOException e) {
                // A client that does not trust this server, or the end.
            }
        }
    }

    int port() {
        return listening.getLocalPort();
    }

    Fingerprint fingerprint() {
        return Objects.requireNonNull(identity.fingerprint());
    }

    ServerUrl url(@Nullable Fingerprint pinned) {
        return new ServerUrl("127.0.0.1", port(), pinned);
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
