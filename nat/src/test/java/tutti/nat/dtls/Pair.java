package tutti.nat.dtls;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tutti.nat.identity.Identity;
import tutti.nat.srtp.SrtpKeys;

/// Two sides that shake hands over a path in memory that a test may disturb.
final class Pair implements AutoCloseable {
    static final Identity ANN = Identity.create(new SecureRandom(), Instant.EPOCH);
    static final Identity BOB = Identity.create(new SecureRandom(), Instant.EPOCH);

    /// What happens to a datagram on its way to the server or the client.
    interface Path {
        void carry(Pair pair, boolean toServer, byte[] datagram);
    }

    static final class Side implements DtlsListener {
        final CompletableFuture<SrtpKeys> keys = new CompletableFuture<>();
        final CompletableFuture<String> failed = new CompletableFuture<>();
        final CompletableFuture<Boolean> closed = new CompletableFuture<>();
        final AtomicInteger calls = new AtomicInteger();
        volatile long keysNs;

        @Override
        public void onKeys(SrtpKeys newKeys) {
            calls.incrementAndGet();
            keysNs = System.nanoTime();
            keys.complete(newKeys);
        }

        @Override
        public void onFailed(String reason) {
            calls.incrementAndGet();
            failed.complete(reason);
        }

        @Override
        public void onClosed() {
            calls.incrementAndGet();
            closed.complete(true);
        }
    }

    final Side clientSide = new Side();
    final Side serverSide = new Side();
    final Queue<byte[]> toServer = new ConcurrentLinkedQueue<>();
    final Queue<byte[]> toClient = new ConcurrentLinkedQueue<>();
    final DtlsHandshake client;
    final DtlsHandshake server;
    private final Path path;

    Pair(Path path) {
        this(path, ANN, BOB, BOB, ANN);
    }

    /// @param expectedByClient who the client thinks that the server is
    Pair(Path path, Identity client, Identity expectedByClient, Identity server, Identity expectedByServer) {
        this.path = path;
        this.client = new DtlsHandshake(
                true,
                client,
                expectedByClient.fingerprint(),
                (buffer, offsetBytes, numBytes) -> carry(true, buffer, offsetBytes, numBytes),
                System::nanoTime,
                new SecureRandom(),
                clientSide);
        this.server = new DtlsHandshake(
                false,
                server,
                expectedByServer.fingerprint(),
                (buffer, offsetBytes, numBytes) -> carry(false, buffer, offsetBytes, numBytes),
                System::nanoTime,
                new SecureRandom(),
                serverSide);
    }

    private boolean carry(boolean isToServer, byte[] buffer, int offsetBytes, int numBytes) {
        byte[] datagram = Arrays.copyOfRange(buffer, offsetBytes, offsetBytes + numBytes);
        (isToServer ? toServer : toClient).add(datagram);
        path.carry(this, isToServer, datagram);
        return true;
    }

    /// What a path does to a datagram that arrives.
    void deliver(boolean isToServer, byte[] datagram) {
        (isToServer ? server : client).offer(datagram, 0, datagram.length);
    }

    Pair start() {
        server.start();
        client.start();
        return this;
    }

    static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(25, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
