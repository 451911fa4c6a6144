package tutti.nat.direct;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tutti.nat.udp.DatagramPort;

/// A network in memory, moved by hand: what is sent arrives at once, unless the filter drops or changes it. Records
/// all that was sent.
final class HandNet implements LongSupplier {
    /// One datagram on its way.
    static final class Datagram {
        final InetSocketAddress from;
        final InetSocketAddress to;
        final byte[] bytes;

        Datagram(InetSocketAddress from, InetSocketAddress to, byte[] bytes) {
            this.from = from;
            this.to = to;
            this.bytes = bytes;
        }

        boolean isHandshake() {
            return bytes[0] == Handshake.FIRST_BYTE;
        }
    }

    private final Map<InetSocketAddress, Port> ports = new HashMap<>();
    final List<Datagram> sent = new ArrayList<>();
    UnaryOperator<@Nullable Datagram> filter = UnaryOperator.identity();
    long nowNs = 1_000_000_000_000L;

    static InetSocketAddress address(int number) {
        return new InetSocketAddress("10.0.0." + number, 4464);
    }

    @Override
    public long getAsLong() {
        return nowNs;
    }

    Port open(InetSocketAddress address) {
        Port port = new Port(address);
        ports.put(address, port);
        return port;
    }

    /// A router gives this port another address from now on.
    void move(Port port, InetSocketAddress address) {
        ports.remove(port.address, port);
        port.address = address;
        ports.put(address, port);
    }

    /// Puts a datagram on the wire.
    void inject(InetSocketAddress from, InetSocketAddress to, byte[] bytes) {
        Port port = ports.get(to);
        if (port != null) {
            port.queue.add(new Datagram(from, to, bytes.clone()));
        }
    }

    /// One end of the network.
    final class Port implements DatagramPort {
        final Queue<Datagram> queue = new ArrayDeque<>();
        private InetSocketAddress address;
        private InetSocketAddress sender;
        private long arrivalNs;

        private Port(InetSocketAddress address) {
            this.address = address;
            this.sender = address;
        }

        @Override
        public InetSocketAddress localAddress() {
            return address;
        }

        @Override
        public boolean send(byte[] buffer, int offsetBytes, int numBytes, InetSocketAddress to) {
            byte[] bytes = new byte[numBytes];
            System.arraycopy(buffer, offsetBytes, bytes, 0, numBytes);
            Datagram datagram = new Datagram(address, to, bytes);
            sent.add(datagram);
            Datagram passed = filter.apply(datagram);
            if (passed != null) {
                inject(passed.from, passed.to, passed.bytes);
            }
            return true;
        }

        @Override
        public int receive(byte[] buffer, long timeoutNs) {
            Datagram datagram = queue.poll();
            if (datagram == null) {
                return NONE;
            }
            sender = datagram.from;
            arrivalNs = nowNs;
            int numBytes = Math.min(buffer.length, datagram.bytes.length);
            System.arraycopy(datagram.bytes, 0, buffer, 0, numBytes);
            return numBytes;
        }

        @Override
        public InetSocketAddress sender() {
            return sender;
        }

        @Override
        public long arrivalNs() {
            return arrivalNs;
        }

        @Override
        public void close() {
            ports.remove(address, this);
        }
    }
}
