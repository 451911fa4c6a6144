package tutti.nat.stun;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tutti.nat.udp.DatagramPort;

/// Sends requests from one port, all at once, and waits for their answers: each is repeated after 100 ms, then after
/// twice as long as before, until it is answered or time is up (RFC 8489, section 6.2.1, quicker). Everything that is
/// not the answer of whom was asked to exactly what was asked is passed over.
///
/// One thread, which waits; nobody else may receive on the port meanwhile.
public final class StunExchange {
    /// One request, complete.
    public static final class Request {
        private final InetSocketAddress to;
        private final TransactionId id;
        private final byte[] message;

        /// @param to whom to ask, resolved
        public Request(InetSocketAddress to, StunWriter message) {
            this.to = to;
            this.id = message.transactionId();
            this.message = message.toBytes();
        }
    }

    /// What came back.
    ///
    /// @param message a success or a failure
    /// @param roundTripNs since the request was sent last
    public record Response(StunMessage message, long roundTripNs) {}

    private static final long FIRST_WAIT_NS = 100_000_000;

    private final DatagramPort port;
    private final LongSupplier clockNs;
    private final byte[] datagram = new byte[DatagramPort.MAX_DATAGRAM_BYTES + 1];

    /// @param clockNs monotonic, the one of the port's arrival times
    public StunExchange(DatagramPort port, LongSupplier clockNs) {
        this.port = port;
        this.clockNs = clockNs;
    }

    /// Asks one.
    public Optional<Response> ask(Request request, Duration limit) {
        return askAll(List.of(request), limit).getFirst();
    }

    /// Asks all at the same time.
    ///
    /// @return the answers in the requests' order, empty where none came
    public List<Optional<Response>> askAll(List<Request> requests, Duration limit) {
        long startNs = clockNs.getAsLong();
        List<Pending> pending =
                requests.stream().map(request -> new Pending(request, startNs)).toList();
        long nowNs = startNs;
        while (nowNs - startNs < limit.toNanos() && pending.stream().anyMatch(Pending::isOpen)) {
            long waitNs = limit.toNanos() - (nowNs - startNs);
            for (Pending each : pending) {
                waitNs = Math.min(waitNs, each.sendIfDue(port, nowNs));
            }
            int numBytes = port.receive(datagram, waitNs);
            if (numBytes != DatagramPort.NONE) {
                deliver(pending, StunMessage.parse(datagram, numBytes));
            }
            nowNs = clockNs.getAsLong();
        }
        List<Optional<Response>> responses = new ArrayList<>();
        pending.forEach(each -> responses.add(Optional.ofNullable(each.response)));
        return responses;
    }

    private void deliver(List<Pending> pending, @Nullable StunMessage message) {
        if (message != null) {
            pending.forEach(each -> each.take(message, port.sender(), port.arrivalNs()));
        }
    }

    /// A request on its way.
    private static final class Pending {
        private final Request request;
        private long dueNs;
        private long waitNs = FIRST_WAIT_NS;
        private long sentNs;
        private @Nullable Response response;

        Pending(Request request, long nowNs) {
            this.request = request;
            this.dueNs = nowNs;
        }

        boolean isOpen() {
            return response == null;
        }

        /// Tells how long this can wait.
        long sendIfDue(DatagramPort port, long nowNs) {
            if (!isOpen()) {
                return Long.MAX_VALUE;
            }
            if (nowNs - dueNs >= 0) {
                port.send(request.message, 0, request.message.length, request.to);
                sentNs = nowNs;
                dueNs = nowNs + waitNs;
                waitNs *= 2;
            }
            return dueNs - nowNs;
        }

        void take(StunMessage message, InetSocketAddress from, long arrivalNs) {
            boolean isAnswer = message.kind() == StunMessage.Kind.SUCCESS || message.kind() == StunMessage.Kind.ERROR;
            if (isOpen()
                    && isAnswer
                    && from.equals(request.to)
                    && message.transactionId().equals(request.id)) {
                response = new Response(message, arrivalNs - sentNs);
            }
        }
    }
}
