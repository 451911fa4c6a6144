package tutti.nat.ice;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tutti.nat.dtls.DtlsHandshake;
import tutti.nat.dtls.DtlsListener;
import tutti.nat.identity.Fingerprint;
import tutti.nat.identity.Identity;
import tutti.nat.link.PathReport;
import tutti.nat.srtp.SrtpKeys;
import tutti.nat.udp.DatagramPort;
import tutti.nat.udp.PacketRoute;
import tutti.nat.udp.PortSet;

/// One end of a connection, by hand, in one home of a laboratory network; signalling is by files in a folder that
/// both see. Prints how long everything took, and round trips of 210-byte datagrams.
///
///     IceLab FOLDER ann bob|bob ann [stun=ADDRESS:PORT] [turn=ADDRESS:PORT,USER,PASSWORD] [relay] [hold=SECONDS]
///            [rounds=N]
final class IceLab implements IceListener, DtlsListener {
    private static final int ROUND_TRIPS = 500;
    private static final byte ECHO = (byte) 0x80;
    private static final byte ANSWER = (byte) 0x81;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(40);

    private final Path folder;
    private final String self;
    private final String other;
    private final List<String> options;
    private final long beganNs = System.nanoTime();
    private final CompletableFuture<PacketRoute> route = new CompletableFuture<>();
    private final CompletableFuture<SrtpKeys> keys = new CompletableFuture<>();
    private final List<IceCandidate> local = new ArrayList<>();
    private final PortSet<IceLab> ports = PortSet.open(System::nanoTime);
    private final ExecutorService worker = Executors.newVirtualThreadPerTaskExecutor();
    private final Identity identity = Identity.create(new SecureRandom(), Instant.EPOCH);
    private final CompletableFuture<DtlsHandshake> handshake = new CompletableFuture<>();
    private volatile IceAgent agent;
    private volatile long answeredNs;
    private int numWritten;

    private IceLab(String[] arguments, int round) throws IOException {
        folder = Files.createDirectories(Path.of(arguments[0]).resolve("round" + round));
        self = arguments[1];
        other = arguments[2];
        options = List.of(arguments).subList(3, arguments.length);
        agent = new IceAgent(settings(), ports.ownedBy(this), System::nanoTime, this, worker);
    }

    /// See the class.
    public static void main(String[] arguments) throws Exception {
        IceLab first = new IceLab(arguments, 0);
        first.run();
        int numRounds = Integer.parseInt("0" + first.option("rounds"));
        for (int round = 1; round < numRounds; round++) {
            new IceLab(arguments, round).run();
        }
        System.exit(0);
    }

    private String option(String name) {
        return options.stream()
                .filter(option -> option.startsWith(name + "="))
                .map(option -> option.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        return new InetSocketAddress(
                InetAddress.ofLiteral(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
    }

    private IceSettings settings() {
        List<InetSocketAddress> stun = option("stun").isEmpty() ? List.of() : List.of(address(option("stun")));
        List<IceServers.Turn> turn = List.of();
        if (!option("turn").isEmpty()) {
            List<String> parts = List.of(option("turn").split(","));
            turn = List.of(new IceServers.Turn(address(parts.get(0)), parts.get(1), parts.get(2)));
        }
        boolean controlling = self.compareTo(other) < 0;
        return new IceSettings(
                controlling, new IceServers(stun, turn), LocalAddresses.usable(), options.contains("relay"));
    }

    private void say(String what) {
        System.out.printf("%s %7.1f ms %s%n", self, (System.nanoTime() - beganNs) / 1e6, what);
    }

    private void run() throws Exception {
        Thread.ofPlatform().daemon().name("tutti-lab-link").start(this::receive);
        write("ready", identity.fingerprint().text());
        Fingerprint peer = Fingerprint.parse(read(other + "-ready", true));
        long readyNs = System.nanoTime();
        say("both are ready, addresses " + settings().addresses());
        handshake.complete(new DtlsHandshake(
                identity.fingerprint().compareTo(peer) < 0,
                identity,
                peer,
                (buffer, offsetBytes, numBytes) -> route.join().send(buffer, offsetBytes, numBytes),
                System::nanoTime,
                new SecureRandom(),
                this));
        agent.gather();
        follow();
        PacketRoute found = route.get(40, TimeUnit.SECONDS);
        long connectedNs = System.nanoTime();
        handshake.join().start();
        keys.get(40, TimeUnit.SECONDS);
        long keysNs = System.nanoTime();
        System.out.printf(
                "%s MEASURED from gathering to connected %.0f ms, then to keys %.0f ms; %s%n",
                self, (connectedNs - readyNs) / 1e6, (keysNs - connectedNs) / 1e6, agent.path());
        if (agent.path().kind() == PathReport.Kind.RELAY) {
            // The channel is bound by now.
            TimeUnit.SECONDS.sleep(1);
        }
        if (self.compareTo(other) < 0) {
            measure(found);
        }
        hold(found);
        agent.pairs().forEach(pair -> say(pair.toString()));
        write("done", "");
        read(other + "-done", true);
        agent.close();
        worker.shutdown();
        worker.awaitTermination(5, TimeUnit.SECONDS);
        ports.close();
    }

    private void receive() {
        byte[] buffer = new byte[DatagramPort.MAX_DATAGRAM_BYTES + 1];
        while (!worker.isTerminated()) {
            int numBytes = ports.receive(buffer, PATIENCE_NS);
            if (numBytes <= 0) {
                continue;
            }
            if (DtlsHandshake.isDtls(buffer[0])) {
                handshake.join().offer(buffer, 0, numBytes);
            } else if (buffer[0] == ECHO && route.isDone()) {
                buffer[0] = ANSWER;
                route.join().send(buffer, 0, numBytes);
            } else if (buffer[0] == ANSWER) {
                answeredNs = ports.arrivalNs();
            }
        }
    }

    private void measure(PacketRoute to) {
        byte[] datagram = new byte[210];
        datagram[0] = ECHO;
        double[] tookUs = new double[ROUND_TRIPS];
        int numAnswered = 0;
        for (int i = 0; i < ROUND_TRIPS; i++) {
            answeredNs = 0;
            long sentNs = System.nanoTime();
            to.send(datagram, 0, datagram.length);
            while (answeredNs == 0 && System.nanoTime() - sentNs < TimeUnit.MILLISECONDS.toNanos(200)) {
                Thread.onSpinWait();
            }
            if (answeredNs != 0) {
                tookUs[numAnswered++] = (answeredNs - sentNs) / 1e3;
            }
            LockSupport.parkNanos(1_000_000);
        }
        double[] sorted = Arrays.copyOf(tookUs, numAnswered);
        Arrays.sort(sorted);
        if (numAnswered > 0) {
            System.out.printf(
                    "%s MEASURED round trip: median %.0f us, 99 %% %.0f us, %d of %d answered%n",
                    self, sorted[numAnswered / 2], sorted[numAnswered * 99 / 100], numAnswered, ROUND_TRIPS);
        }
    }

    private void hold(PacketRoute to) throws InterruptedException {
        int seconds = option("hold").isEmpty() ? 0 : Integer.parseInt(option("hold"));
        byte[] datagram = {ECHO, 0, 0, 0};
        int numAnswered = 0;
        for (int i = 0; i < seconds * 10; i++) {
            answeredNs = 0;
            to.send(datagram, 0, datagram.length);
            TimeUnit.MILLISECONDS.sleep(100);
            numAnswered += answeredNs == 0 ? 0 : 1;
            if (i % 100 == 99) {
                say("held " + (i + 1) / 10 + " s, " + numAnswered + " of " + (i + 1) + " answered");
            }
        }
    }

    @Override
    public synchronized void onLocalCandidates(List<IceCandidate> candidates, boolean complete) {
        say("candidates " + candidates + (complete ? ", all" : ""));
        local.addAll(candidates);
        IceCredentials credentials = agent.credentials();
        StringBuilder text = new StringBuilder(credentials.ufrag() + " " + credentials.password() + "\n");
        for (IceCandidate candidate : local) {
            text.append(candidate.type() + " "
                    + candidate.address().getAddress().getHostAddress() + " "
                    + candidate.address().getPort() + " " + candidate.priority() + " " + candidate.foundation()
                    + "\n");
        }
        write("offer" + numWritten++, text.toString());
    }

    /// Passes on what the other end writes until there is a way.
    private void follow() throws IOException {
        long followedNs = System.nanoTime();
        for (int i = 0; !route.isDone() && System.nanoTime() - followedNs < PATIENCE_NS; ) {
            String text = read(other + "-offer" + i, false);
            if (text.isEmpty()) {
                LockSupport.parkNanos(1_000_000);
                continue;
            }
            List<String> lines = text.lines().toList();
            List<IceCandidate> candidates = lines.subList(1, lines.size()).stream()
                    .map(IceLab::candidate)
                    .toList();
            List<String> credentials = List.of(lines.getFirst().split(" "));
            if (i++ == 0) {
                agent.onRemote(new IceCredentials(credentials.get(0), credentials.get(1)), candidates);
            } else {
                agent.onRemoteCandidates(candidates);
            }
        }
    }

    private static IceCandidate candidate(String line) {
        List<String> parts = List.of(line.split(" "));
        return new IceCandidate(
                IceCandidate.Type.valueOf(parts.get(0)),
                new InetSocketAddress(InetAddress.ofLiteral(parts.get(1)), Integer.parseInt(parts.get(2))),
                Long.parseLong(parts.get(3)),
                parts.get(4),
                null);
    }

    private void write(String name, String text) {
        try {
            Path whole = folder.resolve(self + "-" + name);
            Path part = folder.resolve(self + "-" + name + ".part");
            Files.writeString(part, text);
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String read(String name, boolean wait) throws IOException {
        Path file = folder.resolve(name);
        while (wait && !Files.exists(file)) {
            LockSupport.parkNanos(1_000_000);
        }
        return Files.exists(file) ? Files.readString(file) : "";
    }

    @Override
    public void onConnected(PacketRoute newRoute, PathReport path) {
        say("connected " + path);
        route.complete(newRoute);
    }

    @Override
    public void onKeys(SrtpKeys newKeys) {
        keys.complete(newKeys);
    }

    @Override
    public void onClosed() {
        say("goodbye heard");
    }

    @Override
    public void onFailed(String reason) {
        say("FAILED: " + reason);
        agent.pairs().forEach(pair -> say(pair.toString()));
    }
}
