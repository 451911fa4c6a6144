package tutti.nat.stun;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import tutti.nat.udp.DatagramPort;
import tutti.nat.udp.UdpPort;

/// Tells whoever asks from which address it is seen: a STUN server for Binding requests (RFC 8489) and nothing else.
///
/// An answer has 40 bytes, or 52 to an IPv6 address, and a request at least 20: never more than 3 times the request,
/// so forging addresses pays little. A request with PADDING (RFC 5780) is answered with as much, which shows that
/// datagrams of that length pass in both directions.
///
/// One daemon thread, `tutti-stun`. On a computer of several addresses, listen on each: an answer from the wildcard
/// address leaves from whichever the routing table says, and a router drops what comes from another address than was
/// asked.
public final class StunResponder implements AutoCloseable {
    private static final int PER_SECOND = 50;
    private static final int BURST = 200;

    /// 16,384 addresses in 400 KB.
    private static final int ADDRESS_SETS = 2_048;

    /// How long the thread waits for a datagram before it waits again; closing wakes it at once.
    private static final long TURN_NS = 1_000_000_000L;

    private final DatagramPort port;
    private final AddressRate rate;
    private final byte[] datagram = new byte[DatagramPort.MAX_DATAGRAM_BYTES + 1];
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong limited = new AtomicLong();
    private final AtomicLong malformed = new AtomicLong();
    private volatile boolean isClosed;

    /// A responder that its caller steps by [#doWork].
    StunResponder(DatagramPort port, LongSupplier clockNs, long addressKey) {
        this.port = port;
        this.rate = new AddressRate(PER_SECOND, BURST, ADDRESS_SETS, addressKey, clockNs.getAsLong());
    }

    /// Opens a port and answers on it until closed. Port 0 takes any that is free; the IPv6 wildcard address serves
    /// both families where the system has both.
    ///
    /// @param clockNs monotonic, `System::nanoTime` outside tests
    /// @throws tutti.nat.udp.UdpPortException if the port cannot be had
    public static StunResponder open(InetSocketAddress local, LongSupplier clockNs) {
        UdpPort port = UdpPort.open(local, clockNs);
        StunResponder responder = new StunResponder(port, clockNs, new SecureRandom().nextLong());
        Thread.ofPlatform().daemon().name("tutti-stun").start(responder::run);
        return responder;
    }

    private void run() {
        while (!isClosed) {
            doWork(TURN_NS);
        }
    }

    /// Waits for one datagram and answers it. Thread: `tutti-stun`.
    void doWork(long maxWaitNs) {
        int numBytes = port.receive(datagram, maxWaitNs);
        if (numBytes == DatagramPort.NONE) {
            return;
        }
        InetSocketAddress from = port.sender();
        if (!rate.permits(from.getAddress(), port.arrivalNs())) {
            limited.incrementAndGet();
            return;
        }
        StunMessage request = StunMessage.parse(datagram, numBytes);
        if (request == null || !isBindingRequest(request)) {
            malformed.incrementAndGet();
            return;
        }
        requests.incrementAndGet();
        byte[] answer = answer(request, from);
        if (port.send(answer, 0, answer.length, from)) {
            answered.incrementAndGet();
        }
    }

    private static boolean isBindingRequest(StunMessage message) {
        return message.kind() == StunMessage.Kind.REQUEST && message.method() == StunMessage.BINDING;
    }

    private static byte[] answer(StunMessage request, InetSocketAddress from) {
        StunWriter answer = new StunWriter(StunMessage.Kind.SUCCESS, StunMessage.BINDING, request.transactionId())
                .address(StunAttribute.XOR_MAPPED_ADDRESS, from);
        if (request.attribute(StunAttribute.PADDING).isPresent()) {
            answer.padTo(request.numBytes());
        }
        return answer.fingerprint().toBytes();
    }

    /// Where it listens, with the port number that was really given. Thread: any.
    public InetSocketAddress localAddress() {
        return port.localAddress();
    }

    /// What it has seen. Thread: any.
    public StunCounters counters() {
        return new StunCounters(requests.get(), answered.get(), limited.get(), malformed.get());
    }

    /// Stops answering and gives the port back. Idempotent. Thread: any.
    @Override
    public void close() {
        isClosed = true;
        port.close();
    }
}
