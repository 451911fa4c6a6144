package tutti.nat.dtls;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.jspecify.annotations.Nullable;
import tutti.nat.identity.Fingerprint;
import tutti.nat.identity.Identity;
import tutti.nat.udp.PacketQueue;
import tutti.nat.udp.PacketRoute;

/// One DTLS 1.2 handshake with `use_srtp` (RFC 6347, RFC 5764): from datagrams that anybody may have sent to keys
/// that only the peer has too. Sans-I/O: datagrams are offered to it, and it sends by a route.
///
///     waiting -> shaking hands (up to 4 attempts in 10 s) -> agreed -> left
///                       \____________________> failed
///
/// Whatever comes before the keys is not authenticated, not even a wrong certificate, so an attempt that fails is
/// followed by another. After the keys it lives on: it answers
/// what the peer repeats, repeats its own last flight for 10 s, and hears the peer's goodbye.
///
/// Two round trips from the client's hello to its keys, one and a half to the server's. All methods: Thread: any;
/// they return at once.
public final class DtlsHandshake implements AutoCloseable {
    /// Far above what a handshake sends; what floods more than that is dropped.
    private static final int QUEUE_CAPACITY = 32;

    private static final int MAX_ATTEMPTS = 4;
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(10);

    /// After so long the client begins anew, since a lie that was believed may look like silence; and so long a
    /// refusal in clear, which may be a lie too, can still be made good.
    private static final long ATTEMPT_NS = TimeUnit.SECONDS.toNanos(3);

    /// Longer than most round trips.
    private static final long SETTLE_NS = TimeUnit.MILLISECONDS.toNanos(300);

    /// How long the library listens at a time once the keys are there; only a goodbye or a repetition can come.
    private static final int LISTEN_MS = 60_000;

    private static final int LARGEST_APPLICATION_DATA_BYTES = 1500;

    private final boolean client;
    private final Identity self;
    private final Fingerprint peer;
    private final LongSupplier clockNs;
    private final SecureRandom random;
    private final DtlsListener listener;
    private final PacketQueue<Fingerprint> arriving = new PacketQueue<>(QUEUE_CAPACITY);
    private final DtlsFlights flights;
    private volatile boolean closed;

    /// @param client whether this side says hello: the one with the lower fingerprint
    /// @param peer who must be at the other end
    /// @param out where datagrams go; may lead elsewhere from one to the next
    public DtlsHandshake(
            boolean client,
            Identity self,
            Fingerprint peer,
            PacketRoute out,
            LongSupplier clockNs,
            SecureRandom random,
            DtlsListener listener) {
        this.client = client;
        this.self = self;
        this.peer = peer;
        this.clockNs = clockNs;
        this.random = random;
        this.listener = listener;
        this.flights = new DtlsFlights(client, arriving, out, clockNs);
    }

    /// Whether a datagram's first byte says DTLS (RFC 7983). RT-safe: yes.
    public static boolean isDtls(byte firstByte) {
        return firstByte >= 20 && firstByte <= 63;
    }

    /// Begins. What was offered before has waited. Once.
    public void start() {
        Thread.ofVirtual().name("tutti-dtls").start(this::run);
    }

    /// Hands over a copy of a datagram that [#isDtls]. RT-safe: no (locks).
    ///
    /// @return false if it was dropped because too many wait
    public boolean offer(byte[] buffer, int offsetBytes, int numBytes) {
        return arriving.offer(peer, buffer, offsetBytes, numBytes, 0);
    }

    /// How many datagrams were dropped.
    public long dropped() {
        return arriving.dropped();
    }

    /// Says goodbye if there are keys, and ends. No listener is called any more. Idempotent.
    @Override
    public void close() {
        closed = true;
        arriving.close();
    }

    private void run() {
        try {
            Agreed agreed = agree();
            if (agreed != null) {
                serve(agreed);
            }
        } catch (InterruptedIOException e) {
            // Closed on this side before there were keys: nobody waits for an answer.
            return;
        } finally {
            arriving.close();
        }
    }

    private record Agreed(DTLSTransport transport, DtlsTerms terms) {}

    /// @return null if it has failed, and the listener knows
    private @Nullable Agreed agree() throws InterruptedIOException {
        long nowNs = clockNs.getAsLong();
        long endNs = nowNs + TIMEOUT_NS;
        boolean anew = false;
        boolean stranger = false;
        for (int attempt = 0; attempt < MAX_ATTEMPTS && nowNs < endNs; attempt++) {
            DtlsTerms terms = new DtlsTerms(self, peer, random);
            flights.begin(client ? Math.min(endNs, nowNs + ATTEMPT_NS) : endNs);
            try {
                DTLSTransport transport = client
                        ? new DTLSClientProtocol().connect(new DtlsClient(terms), flights)
                        : new DTLSServerProtocol().accept(new DtlsServer(terms), flights);
                flights.finish(clockNs.getAsLong() + TIMEOUT_NS);
                return new Agreed(transport, terms);
            } catch (InterruptedIOException e) {
                throw e;
            } catch (DtlsFlights.NewHello e) {
                anew = true;
            } catch (IOException e) {
                stranger |= e instanceof DtlsTerms.Stranger;
                if (stranger || isRefused()) {
                    endNs = Math.min(endNs, clockNs.getAsLong() + ATTEMPT_NS);
                }
                if (client) {
                    flights.settle(SETTLE_NS);
                }
            }
            nowNs = clockNs.getAsLong();
        }
        fail(stranger, anew);
        return null;
    }

    private boolean isRefused() {
        return flights.records().alert() != DtlsRecords.NO_ALERT;
    }

    private void fail(boolean stranger, boolean anew) {
        String problem;
        if (stranger) {
            problem = "its certificate is not the one that the room has for it, so somebody may be in the middle";
        } else if (isRefused()) {
            problem = "it has refused ("
                    + AlertDescription.getText((short) flights.records().alert()) + ")";
        } else {
            problem = anew ? "it began anew again and again" : "it did not answer, or not in a way that makes sense";
        }
        if (!closed) {
            listener.onFailed("No encryption could be agreed with the other end: " + problem + "; try again.");
        }
    }

    private void serve(Agreed agreed) {
        if (!closed) {
            listener.onKeys(agreed.terms().keys());
        }
        byte[] ignored = new byte[LARGEST_APPLICATION_DATA_BYTES];
        try {
            while (!agreed.terms().goodbyeHeard()) {
                agreed.transport().receive(ignored, 0, ignored.length, LISTEN_MS);
            }
        } catch (InterruptedIOException e) {
            sayGoodbye(agreed);
        } catch (IOException e) {
            // A fatal alert that was encrypted, so it is the peer's: a goodbye of another kind.
            flights.flush();
        }
        if (!closed) {
            listener.onClosed();
        }
    }

    /// Twice, because nobody repeats it.
    private void sayGoodbye(Agreed agreed) {
        try {
            agreed.transport().close();
            flights.repeat();
        } catch (IOException e) {
            // The peer will miss it, and notice the silence.
            return;
        }
    }
}
