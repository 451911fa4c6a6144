package tutti.nat.room.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import tutti.nat.identity.Identity;
import tutti.nat.invite.ServerUrl;

/// A TLS server that does the opening handshake of a WebSocket (RFC 6455, section 4) and then only what the test
/// says: a server that hangs, lies or babbles.
final class RawServer implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 120;

    /// What is sent behind the handshake, in the same packet.
    volatile byte[] greeting = new byte[0];

    /// Whether requests are read and not answered.
    volatile boolean isMute;

    private final Identity identity = Identity.create(Venue.RANDOM, Instant.now());
    private final SSLServerSocket listener;
    private final BlockingQueue<Socket> accepted = new LinkedBlockingQueue<>();

    RawServer() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, new char[0]);
            store.setKeyEntry("tutti", identity.privateKey(), new char[0], new Certificate[] {identity.certificate()});
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            listener = (SSLServerSocket)
                    context.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    ServerUrl url() {
        return new ServerUrl("localhost", listener.getLocalPort(), identity.fingerprint());
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread.ofVirtual().start(() -> shakeHands(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void shakeHands(Socket socket) {
        try {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String key = "";
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                if (line.regionMatches(true, 0, "Sec-WebSocket-Key:", 0, 18)) {
                    key = line.substring(18).strip();
                }
            }
            if (isMute) {
                accepted.add(socket);
                return;
            }
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
            String answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(hash) + "\r\n\r\n";
            socket.getOutputStream()
                    .write(ByteBuffer.allocate(answer.length() + greeting.length)
                            .put(answer.getBytes(StandardCharsets.US_ASCII))
                            .put(greeting)
                            .array());
            socket.getOutputStream().flush();
            accepted.add(socket);
        } catch (GeneralSecurityException | IOException e) {
            // The client has thought better of it.
        }
    }

    /// The next connection that has come about.
    Socket next() {
        try {
            Socket socket = accepted.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (socket == null) {
                throw new AssertionError("nobody connects");
            }
            return socket;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// Sends a frame (RFC 6455, section 5.2), not masked, at most 65,535 bytes.
    static void send(Socket socket, int firstByte, byte[] payload) {
        ByteBuffer head = ByteBuffer.allocate(4).put((byte) firstByte);
        if (payload.length < 126) {
            head.put((byte) payload.length);
        } else {
            head.put((byte) 126).putShort((short) payload.length);
        }
        try {
            OutputStream out = socket.getOutputStream();
            out.write(head.array(), 0, head.position());
            out.write(payload);
            out.flush();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// The first byte of the next frame that the client sends, which is short, or -1 at the end.
    static int receive(Socket socket) {
        try {
            InputStream in = socket.getInputStream();
            int firstByte = in.read();
            if (firstByte >= 0) {
                in.readNBytes(4 + (in.read() & 0x7F));
            }
            return firstByte;
        } catch (IOException e) {
            return -1;
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket = accepted.poll(); socket != null; socket = accepted.poll()) {
            socket.close();
        }
    }
}
