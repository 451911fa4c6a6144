package tutti.nat.ice;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import tutti.nat.link.PathReport;
import tutti.nat.udp.DatagramPort;
import tutti.nat.udp.PacketRoute;
import tutti.nat.udp.PortSet;

/// Loads what the first agent would otherwise need a second or more for, by letting one connect to another over
/// loopback.
public final class IceWarmUp {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long LISTEN_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private IceWarmUp() {}

    /// Thread: one that nobody waits for.
    ///
    /// @return false if the two did not connect, which says nothing about other networks
    public static boolean run(LongSupplier clockNs) {
        try (PortSet<String> ports = PortSet.open(clockNs);
                ExecutorService worker = Executors.newVirtualThreadPerTaskExecutor()) {
            Side one = new Side(ports, clockNs, worker, true);
            Side other = new Side(ports, clockNs, worker, false);
            try (IceAgent first = one.agent;
                    IceAgent second = other.agent) {
                first.gather();
                second.gather();
                if (!listen(ports, clockNs, one.gathered, other.gathered)) {
                    return false;
                }
                first.onRemote(second.credentials(), other.candidates);
                second.onRemote(first.credentials(), one.candidates);
                return listen(ports, clockNs, one.connected, other.connected);
            }
        }
    }

    private static boolean listen(PortSet<String> ports, LongSupplier clockNs, CountDownLatch... events) {
        byte[] buffer = new byte[DatagramPort.MAX_DATAGRAM_BYTES + 1];
        long endNs = clockNs.getAsLong() + PATIENCE_NS;
        for (CountDownLatch event : events) {
            while (event.getCount() > 0) {
                if (clockNs.getAsLong() > endNs) {
                    return false;
                }
                ports.receive(buffer, LISTEN_NS);
            }
        }
        return true;
    }

    private static final class Side implements IceListener {
        final IceAgent agent;
        final List<IceCandidate> candidates = new CopyOnWriteArrayList<>();
        final CountDownLatch gathered = new CountDownLatch(1);
        final CountDownLatch connected = new CountDownLatch(1);

        Side(PortSet<String> ports, LongSupplier clockNs, ExecutorService worker, boolean controlling) {
            IceSettings settings =
                    new IceSettings(controlling, IceServers.NONE, List.of(InetAddress.getLoopbackAddress()), false);
            agent = new IceAgent(settings, ports.ownedBy("warm-up"), clockNs, this, worker);
        }

        @Override
        public void onLocalCandidates(List<IceCandidate> more, boolean complete) {
            candidates.addAll(more);
            gathered.countDown();
        }

        @Override
        public void onConnected(PacketRoute route, PathReport path) {
            connected.countDown();
        }

        @Override
        public void onFailed(String reason) {
            // Whoever waits gives up by itself.
        }
    }
}
