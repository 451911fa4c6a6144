package tutti.nat.portmap;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A UDP socket that is connected to one port of the router: the system lets nobody else's datagrams in, and says at
/// once if nobody listens there. Waits. One thread.
final class RouterSocket implements AutoCloseable {
    /// Twice as long after each repetition. RFC 6887 waits 3 s, which nobody who starts a rehearsal does; a router of
    /// one's own answers in milliseconds.
    private static final long FIRST_WAIT_NS = 150_000_000;

    /// What PCP and NAT-PMP send at most (RFC 6887, section 7).
    private static final int MAX_BYTES = 1_100;

    /// Reads an answer.
    @FunctionalInterface
    interface AnswerReader<T> {
        /// Reads a datagram.
        ///
        /// @return null if the datagram is something else, or an answer to something else
        @Nullable
        T read(byte[] datagram, int numBytes);
    }

    private final DatagramSocket socket;
    private final LongSupplier clockNs;

    private RouterSocket(DatagramSocket socket, LongSupplier clockNs) {
        this.socket = socket;
        this.clockNs = clockNs;
    }

    static RouterSocket open(InetSocketAddress router, LongSupplier clockNs) throws IOException {
        DatagramSocket socket = new DatagramSocket(null);
        try {
            socket.bind(null);
            socket.connect(router);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        return new RouterSocket(socket, clockNs);
    }

    /// This computer's address on the way to the router.
    InetAddress localAddress() {
        return socket.getLocalAddress();
    }

    /// Sends a request, repeats it, and waits for its answer.
    ///
    /// @return empty if there is none in time, or nobody listens
    <T> Optional<T> ask(byte[] request, AnswerReader<T> reader, Duration limit) {
        long startNs = clockNs.getAsLong();
        long dueNs = 0;
        long waitNs = FIRST_WAIT_NS;
        byte[] datagram = new byte[MAX_BYTES];
        try {
            for (long atNs = 0; atNs < limit.toNanos(); atNs = clockNs.getAsLong() - startNs) {
                if (atNs >= dueNs) {
                    socket.send(new DatagramPacket(request, request.length));
                    dueNs = atNs + waitNs;
                    waitNs *= 2;
                }
                int numBytes = receive(datagram, Math.min(dueNs, limit.toNanos()) - atNs);
                T answer = numBytes < 0 ? null : reader.read(datagram, numBytes);
                if (answer != null) {
                    return Optional.of(answer);
                }
            }
            return Optional.empty();
        } catch (PortUnreachableException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private int receive(byte[] datagram, long timeoutNs) throws IOException {
        DatagramPacket packet = new DatagramPacket(datagram, datagram.length);
        // 0 would mean for ever.
        socket.setSoTimeout((int) Math.max(1, timeoutNs / 1_000_000));
        try {
            socket.receive(packet);
            return packet.getLength();
        } catch (SocketTimeoutException e) {
            return -1;
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
