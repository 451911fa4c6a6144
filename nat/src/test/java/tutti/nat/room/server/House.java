package tutti.nat.room.server;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import tutti.nat.identity.Fingerprint;
import tutti.nat.identity.Identity;

/// A room server on the loopback interface and the players who come to it. Its monotonic clock runs, and can be set
/// forward.
final class House implements AutoCloseable {
    static final SecureRandom RANDOM = new SecureRandom();
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    final Identity identity;
    final AtomicLong aheadNs = new AtomicLong();
    final RoomServerLimits limits;
    final @Nullable Path folder;
    final HttpClient http;
    private @Nullable RoomServer server;
    private int port;

    private House(RoomServerLimits limits, @Nullable Path folder, boolean isHere) {
        this.limits = limits;
        this.folder = folder;
        this.identity = newIdentity();
        this.http = HttpClient.newBuilder()
                .sslContext(trusting(identity.fingerprint()))
                .build();
        if (isHere) {
            open();
        }
    }

    static House open(RoomServerLimits limits, @Nullable Path folder) {
        return new House(limits, folder, true);
    }

    /// A server that runs elsewhere; see [#setPort].
    static House elsewhere() {
        return new House(RoomServerLimits.ofProtocol(), null, false);
    }

    void setPort(int newPort) {
        port = newPort;
    }

    int port() {
        return port;
    }

    RoomServer server() {
        assertNotNull(server);
        return server;
    }

    private void open() {
        RoomServer opened = RoomServer.open(new RoomServerSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                ServerCertificate.selfSigned(identity),
                "rooms.example.org",
                0,
                folder,
                new RoomServerSettings.TurnServer("turn:relay.example.org:3478", "turn-secret"),
                limits,
                () -> System.nanoTime() + aheadNs.get(),
                () -> NOW.toEpochMilli() + aheadNs.get() / 1_000_000,
                RANDOM));
        server = opened;
        port = opened.port();
    }

    void restart() {
        server().close();
        open();
    }

    /// What the protocol bears, but for some values.
    static RoomServerLimits limits(Map<String, ?> changed) {
        try {
            RecordComponent[] components = RoomServerLimits.class.getRecordComponents();
            Object[] values = new Object[components.length];
            Class<?>[] types = new Class<?>[components.length];
            int numChanged = 0;
            for (int i = 0; i < components.length; i++) {
                Object value = changed.get(components[i].getName());
                numChanged += value == null ? 0 : 1;
                values[i] = value == null ? components[i].getAccessor().invoke(RoomServerLimits.ofProtocol()) : value;
                types[i] = components[i].getType();
            }
            if (numChanged != changed.size()) {
                throw new AssertionError("there is no such limit");
            }
            Constructor<RoomServerLimits> constructor = RoomServerLimits.class.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("limits are a record", e);
        }
    }

    static Identity newIdentity() {
        return Identity.create(RANDOM, NOW);
    }

    Player visit(Identity player) {
        return Player.connect(this, player);
    }

    HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://localhost:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// The value of a line of the metrics.
    double metric(String name) {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    /// TLS that takes one certificate, whatever its name.
    static SSLContext trusting(Fingerprint fingerprint) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Pinned(fingerprint)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Pinned extends X509ExtendedTrustManager {
        private final Fingerprint fingerprint;

        Pinned(Fingerprint fingerprint) {
            this.fingerprint = fingerprint;
        }

        private void check(X509Certificate[] chain) throws CertificateException {
            if (!Fingerprint.ofCertificate(chain[0].getEncoded()).equals(fingerprint)) {
                throw new CertificateException("another server");
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            check(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            throw new CertificateException();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            throw new CertificateException();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
        http.close();
    }
}
