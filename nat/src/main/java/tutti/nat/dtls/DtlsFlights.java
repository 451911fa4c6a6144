package tutti.nat.dtls;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Serial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.TlsTimeoutException;
import tutti.nat.identity.Fingerprint;
import tutti.nat.udp.DatagramPort;
import tutti.nat.udp.PacketQueue;
import tutti.nat.udp.PacketRoute;

/// What the library takes for the network. A flight's records leave together, usually in one datagram: the library
/// would send six, and a flight is lost when one of them is. Repeats flights where the library does not:
///
/// - it doubles its waits without end; nobody waits longer than a second here (RFC 6347, section 4.2.4.1 allows
///   both);
/// - the side that speaks last would repeat its flight only when asked.
///
/// Such a repetition is a copy to the bit, which a receiver that has seen it drops as a replay.
///
/// Thread: the handshake's, but for [#close].
final class DtlsFlights implements DatagramTransport {
    /// How long an attempt may still succeed after the other end seems to have refused it. Whoever forged that
    /// alert wins nothing: the true answer is here within a round trip.
    private static final long ALERT_PATIENCE_NS = 1_000_000_000;

    /// The longest wait for an answer before a flight is sent again.
    private static final long MAX_GAP_NS = 1_000_000_000;

    private static final long NS_PER_MS = 1_000_000;

    /// Small enough for any path, relays included.
    private static final int SEND_LIMIT_BYTES = 1_200;

    /// The client has begun anew, so this attempt is over.
    static final class NewHello extends IOException {
        @Serial
        private static final long serialVersionUID = 1L;

        NewHello() {
            super("The other end has begun anew.");
        }
    }

    private final boolean client;
    private final PacketQueue<Fingerprint> arriving;
    private final PacketRoute out;
    private final LongSupplier clockNs;
    private final DtlsRecords records = new DtlsRecords();

    private final byte[] pending = new byte[SEND_LIMIT_BYTES];
    private int pendingBytes;
    private final List<byte[]> flight = new ArrayList<>();
    private boolean flightSent;
    private long sentNs;
    private long gapNs = MAX_GAP_NS;
    private long repeatUntilNs;
    private long deadlineNs;
    private boolean finished;
    private boolean ended;

    /// Since the other end seems to have given up: what is repeated now could only be taken for an answer to what
    /// it begins next.
    private boolean muted;

    private byte[] hello = {};
    private byte[] formerHello = {};
    private byte[] postponed = {};

    DtlsFlights(boolean client, PacketQueue<Fingerprint> arriving, PacketRoute out, LongSupplier clockNs) {
        this.client = client;
        this.arriving = arriving;
        this.out = out;
        this.clockNs = clockNs;
    }

    /// Forgets what was sent; [#receive] will give up at `newDeadlineNs`, and repeat flights until then.
    void begin(long newDeadlineNs) {
        deadlineNs = newDeadlineNs;
        repeatUntilNs = newDeadlineNs;
        ended = false;
        muted = false;
        pendingBytes = 0;
        flight.clear();
        gapNs = MAX_GAP_NS;
        formerHello = hello;
        hello = new byte[0];
    }

    /// The keys are agreed. The server, which speaks last, repeats its flight for some time, as nothing tells it
    /// that the client has it.
    void finish(long newRepeatUntilNs) {
        flush();
        finished = true;
        repeatUntilNs = client ? clockNs.getAsLong() : newRepeatUntilNs;
        gapNs = DtlsTerms.RESEND_MS * NS_PER_MS;
    }

    /// Throws away what comes in a while, so that no answer to a former attempt is taken for one to the next.
    void settle(long whileNs) throws InterruptedIOException {
        byte[] late = new byte[DatagramPort.MAX_DATAGRAM_BYTES];
        long endNs = clockNs.getAsLong() + whileNs;
        for (long nowNs = clockNs.getAsLong(); nowNs < endNs; nowNs = clockNs.getAsLong()) {
            await(late, 0, endNs - nowNs);
        }
    }

    /// What was heard in clear.
    DtlsRecords records() {
        return records;
    }

    @Override
    public int getReceiveLimit() {
        return DatagramPort.MAX_DATAGRAM_BYTES;
    }

    @Override
    public int getSendLimit() {
        return SEND_LIMIT_BYTES;
    }

    @Override
    public void send(byte[] buffer, int offsetBytes, int numBytes) {
        if (flightSent) {
            flight.clear();
            flightSent = false;
        }
        if (pendingBytes + numBytes > SEND_LIMIT_BYTES) {
            sendPending();
        }
        System.arraycopy(buffer, offsetBytes, pending, pendingBytes, numBytes);
        pendingBytes += numBytes;
    }

    private void sendPending() {
        if (pendingBytes > 0) {
            flight.add(Arrays.copyOf(pending, pendingBytes));
            if (!muted) {
                out.send(pending, 0, pendingBytes);
            }
            sentNs = clockNs.getAsLong();
            pendingBytes = 0;
        }
    }

    /// Sends what waits. The library does not say where a flight ends; it does when it begins to listen.
    void flush() {
        sendPending();
        flightSent = true;
    }

    /// Sends the last flight again.
    void repeat() {
        for (byte[] datagram : flight) {
            out.send(datagram, 0, datagram.length);
        }
        sentNs = clockNs.getAsLong();
        gapNs = Math.min(2 * gapNs, MAX_GAP_NS);
    }

    @Override
    public int receive(byte[] buffer, int offsetBytes, int maxBytes, int waitMs) throws IOException {
        flush();
        long nowNs = clockNs.getAsLong();
        long endNs = nowNs + waitMs * NS_PER_MS;
        while (nowNs < endNs) {
            if (ended) {
                throw new InterruptedIOException("The other end has said goodbye.");
            }
            if (nowNs >= deadlineNs && !finished) {
                throw new TlsTimeoutException("The other end did not answer in time.");
            }
            boolean repeats = !flight.isEmpty() && nowNs < repeatUntilNs && !muted;
            if (repeats && nowNs - sentNs >= gapNs) {
                repeat();
            }
            long wakeNs = repeats ? Math.min(endNs, sentNs + gapNs) : endNs;
            int numBytes = take(buffer, offsetBytes, Math.max(1, wakeNs - nowNs));
            if (numBytes > 0) {
                muted = false;
                return numBytes;
            }
            nowNs = clockNs.getAsLong();
        }
        return -1;
    }

    private int take(byte[] buffer, int offsetBytes, long waitNs) throws IOException {
        int numBytes;
        if (postponed.length > 0) {
            numBytes = postponed.length;
            System.arraycopy(postponed, 0, buffer, offsetBytes, numBytes);
            postponed = new byte[0];
        } else {
            numBytes = await(buffer, offsetBytes, waitNs);
        }
        if (numBytes <= 0) {
            return 0;
        }
        int numLeft = records.clean(buffer, offsetBytes, numBytes);
        if (records.takeAlert() && !finished) {
            muted = true;
            deadlineNs = Math.min(deadlineNs, clockNs.getAsLong() + ALERT_PATIENCE_NS);
        }
        return !client && isOfAnotherAttempt(buffer, offsetBytes, numLeft) ? 0 : numLeft;
    }

    /// @throws InterruptedIOException if the handshake is being closed: the library takes that for no failure
    private int await(byte[] buffer, int offsetBytes, long waitNs) throws InterruptedIOException {
        try {
            int numBytes = arriving.await(buffer, offsetBytes, waitNs);
            if (numBytes == DatagramPort.NONE && arriving.isClosed()) {
                throw new InterruptedIOException("The handshake is closed.");
            }
            return numBytes;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    /// The server's: a hello with another random than the one that is being answered means that the client has
    /// failed and begins anew, unless it is one of before that was late. Without a hello nothing else makes sense.
    private boolean isOfAnotherAttempt(byte[] buffer, int offsetBytes, int numBytes) throws NewHello {
        byte[] random = DtlsRecords.helloRandom(buffer, offsetBytes, numBytes);
        if (random.length == 0) {
            return hello.length == 0;
        }
        if (finished || Arrays.equals(random, formerHello)) {
            return !Arrays.equals(random, hello);
        }
        if (hello.length == 0) {
            hello = random;
        }
        if (Arrays.equals(random, hello)) {
            return false;
        }
        postponed = Arrays.copyOfRange(buffer, offsetBytes, offsetBytes + numBytes);
        throw new NewHello();
    }

    /// Called by the library when it has failed or heard a goodbye, after which it would still listen.
    @Override
    public void close() {
        flush();
        ended = true;
    }
}
