package tutti.nat.ice;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tutti.nat.link.PathReport;
import tutti.nat.udp.DatagramPort;
import tutti.nat.udp.PacketRoute;
import tutti.nat.udp.PortSet;

/// One end: an agent, a set of ports, and a link thread that collects what comes out.
final class Party implements IceListener, AutoCloseable {
    static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    /// A documentation address (RFC 5737), which nobody has.
    static final InetSocketAddress NOWHERE = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 3478);

    final String name;
    final PortSet<Party> ports;
    final IceAgent agent;
    final CompletableFuture<PacketRoute> route = new CompletableFuture<>();
    final CompletableFuture<String> failed = new CompletableFuture<>();
    final CompletableFuture<Boolean> gathered = new CompletableFuture<>();
    final List<IceCandidate> candidates = new CopyOnWriteArrayList<>();
    final BlockingQueue<byte[]> heard = new LinkedBlockingQueue<>();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("tutti-test-worker").factory());
    private volatile boolean running = true;

    Party(String name, boolean controlling) {
        this(name, new IceSettings(controlling, IceServers.NONE, List.of(LOOPBACK), false));
    }

    Party(String name, IceSettings settings) {
        this(name, settings, PortSet.open(System::nanoTime));
    }

    private Party(String name, IceSettings settings, PortSet<Party> ports) {
        this.name = name;
        this.ports = ports;
        this.agent = new IceAgent(settings, ports.ownedBy(this), System::nanoTime, this, worker);
        Thread.ofPlatform().daemon().name("tutti-test-link").start(this::receive);
    }

    private void receive() {
        byte[] buffer = new byte[DatagramPort.MAX_DATAGRAM_BYTES + 1];
        while (running) {
            int numBytes = ports.receive(buffer, TimeUnit.MILLISECONDS.toNanos(100));
            if (numBytes != DatagramPort.NONE) {
                heard.add(Arrays.copyOf(buffer, numBytes));
            }
        }
    }

    @Override
    public void onLocalCandidates(List<IceCandidate> more, boolean complete) {
        candidates.addAll(more);
        if (complete) {
            gathered.complete(true);
        }
    }

    @Override
    public void onConnected(PacketRoute newRoute, PathReport path) {
        route.complete(newRoute);
    }

    @Override
    public void onFailed(String reason) {
        failed.complete(reason);
    }

    Party gather() throws Exception {
        agent.gather();
        await(gathered);
        return this;
    }

    void meet(Party other) {
        agent.onRemote(other.agent.credentials(), new ArrayList<>(other.candidates));
    }

    static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(25, TimeUnit.SECONDS);
    }

    byte[] hear() throws InterruptedException {
        byte[] datagram = heard.poll(20, TimeUnit.SECONDS);
        if (datagram == null) {
            throw new AssertionError(name + " heard nothing");
        }
        return datagram;
    }

    @Override
    public void close() {
        agent.close();
        worker.shutdown();
        try {
            worker.awaitTermination(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running = false;
        ports.close();
    }
}
