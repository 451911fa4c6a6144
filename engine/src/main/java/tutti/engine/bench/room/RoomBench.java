package tutti.engine.bench.room;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import tutti.engine.bench.Figure;
import tutti.engine.bench.Percentiles;
import tutti.engine.ensemble.EngineCommand;
import tutti.nat.identity.Identity;
import tutti.nat.room.client.PinnedTls;

/// The measurement: all rooms full, everybody speaking now and then, the server killed now and then.
///
/// Threads: the caller's; one that paces; two virtual ones for each member.
public final class RoomBench {
    private static final int SEED = 1;
    private static final int AT_ONCE = 48;
    private static final int SPARE_FILES = 200;
    private static final long PACE_NS = 1_000_000;
    private static final long PING_NS = 20_000_000_000L;
    private static final long PATIENCE_NS = 300_000_000_000L;
    private static final double NS_PER_MS = 1e6;
    private static final double NS_PER_SECOND = 1e9;
    private static final double WANTED_MS = 5;

    private final RoomLoad load;
    private final EngineCommand command;
    private final Consumer<String> say;
    private final Ledger ledger = new Ledger();
    private final List<BenchMember> members = new ArrayList<>();
    private final List<BenchRoom> rooms = new ArrayList<>();
    private final Random random = new Random(SEED);
    private volatile boolean isOver;
    private volatile boolean isSilent;

    /// @param command how to start a room server
    /// @param say is told what happens
    public RoomBench(RoomLoad load, EngineCommand command, Consumer<String> say) {
        this.load = load;
        this.command = command;
        this.say = say;
    }

    /// How many files and sockets a process must be able to open.
    public static long filesNeeded(RoomLoad load) {
        return (long) load.connections() + SPARE_FILES;
    }

    /// How many it can; a great many where the system does not tell.
    public static long filesPermitted() {
        try {
            return (long) ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName("java.lang:type=OperatingSystem"), "MaxFileDescriptorCount");
        } catch (JMException notUnix) {
            return Long.MAX_VALUE;
        }
    }

    /// Measures; takes the load's seconds and as long as everybody needs to come and to come back.
    public void run(Consumer<Figure> figures) throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("tutti-bench-room");
        try (BenchServer server = BenchServer.start(command, data)) {
            measure(server, figures);
        } finally {
            isOver = true;
            delete(data);
        }
    }

    private void measure(BenchServer server, Consumer<Figure> figures) throws IOException, InterruptedException {
        BenchParts parts = new BenchParts(
                server,
                new PinnedTls(server.url(), new SecureRandom()).context(),
                ledger,
                new Semaphore(AT_ONCE),
                () -> isOver,
                System::nanoTime);
        makeMembers(parts);
        double enteredSeconds = secondsUntilAllInside();
        figures.accept(Figure.told("all " + load.connections() + " members in", text(enteredSeconds, "s")));
        Thread pacer = Thread.ofPlatform().daemon().name("tutti-bench-pace").start(this::pace);
        List<Double> back = new ArrayList<>();
        double seconds = (double) load.seconds() / (load.kills() + 1);
        for (int stretch = 0; stretch <= load.kills(); stretch++) {
            ledger.beginStretch(stretch);
            Thread.sleep(Math.round(seconds * 1e3));
            ledger.endStretch();
            if (stretch < load.kills()) {
                say.accept("The server is killed.");
                server.kill();
                awaitNobodyInside();
                server.start();
                back.add(secondsUntilAllInside());
            }
        }
        isSilent = true;
        pacer.join();
        long residentMb = server.residentMb();
        long missing = missingInTheEnd();
        tell(figures, back, residentMb, missing);
    }

    private void makeMembers(BenchParts parts) {
        List<Identity> identities = new ArrayList<>();
        for (int i = 0; i < load.members(); i++) {
            identities.add(Identity.create(new SecureRandom(), Instant.now()));
        }
        for (int i = 0; i < load.rooms(); i++) {
            rooms.add(new BenchRoom(i, identities.getFirst(), random));
        }
        for (int number = 0; number < load.members(); number++) {
            for (BenchRoom room : rooms) {
                members.add(new BenchMember(parts, room, number, identities.get(number), load.members()));
            }
        }
        members.forEach(member -> Thread.ofVirtual().name("tutti-bench-member").start(member));
    }

    private double secondsUntilAllInside() throws InterruptedException {
        long startNs = System.nanoTime();
        if (!await(() -> ledger.numInside.get() == load.connections())) {
            throw new IllegalStateException(
                    "Only " + ledger.numInside.get() + " of " + load.connections() + " members came in.");
        }
        double seconds = (System.nanoTime() - startNs) / NS_PER_SECOND;
        say.accept("All " + load.connections() + " members are in after " + text(seconds, "s") + ".");
        return seconds;
    }

    private void awaitNobodyInside() throws InterruptedException {
        await(() -> ledger.numInside.get() == 0);
    }

    private static boolean await(BooleanSupplier condition) throws InterruptedException {
        long giveUpNs = System.nanoTime() + PATIENCE_NS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - giveUpNs > 0) {
                return false;
            }
            Thread.sleep(1);
        }
        return true;
    }

    /// Lets members speak at the rate of the load, whatever the server does, and show every 20 s that they are
    /// there.
    private void pace() {
        long startNs = System.nanoTime();
        long numSpoken = 0;
        long numPinged = 0;
        while (!isSilent) {
            LockSupport.parkNanos(PACE_NS);
            double elapsedSeconds = (System.nanoTime() - startNs) / NS_PER_SECOND;
            for (; numSpoken < elapsedSeconds * load.messagesPerSecond(); numSpoken++) {
                Thread.startVirtualThread(members.get(random.nextInt(members.size()))::speak);
            }
            double pings = elapsedSeconds * NS_PER_SECOND / PING_NS * members.size();
            for (; numPinged < pings; numPinged++) {
                Thread.startVirtualThread(members.get((int) (numPinged % members.size()))::ping);
            }
        }
    }

    /// Waits until everybody has heard everything, or nothing more comes.
    private long missingInTheEnd() throws InterruptedException {
        await(() -> members.stream().allMatch(member -> member.missing() == 0));
        return members.stream().mapToLong(BenchMember::missing).sum();
    }

    private void tell(Consumer<Figure> figures, List<Double> back, long residentMb, long missing) {
        Percentiles latencies = new Percentiles(ledger.latenciesNs(), ledger.numLatencies());
        long said = rooms.stream().mapToLong(room -> room.said().get()).sum();
        String what = "said to heard by a member, " + load.rooms() + " rooms of " + load.members() + ", "
                + load.messagesPerSecond() + "/s: ";
        figures.accept(Figure.atMost(what + "median", latencies.at(0.5) / NS_PER_MS, WANTED_MS, "ms"));
        figures.accept(Figure.told("the same: 99 %", text(latencies.at(0.99) / NS_PER_MS, "ms")));
        figures.accept(Figure.told("the same: 99.9 %", text(latencies.at(0.999) / NS_PER_MS, "ms")));
        figures.accept(Figure.told("heard within undisturbed stretches", ledger.numLatencies() + " times"));
        figures.accept(Figure.told("said in all, through " + load.kills() + " kills", said + " messages"));
        figures.accept(Figure.atMost("lost, of all that members should have heard", (double) missing, 0, "messages"));
        figures.accept(
                Figure.atMost("forgotten by the server after telling", (double) ledger.forgotten.sum(), 0, "messages"));
        figures.accept(Figure.atMost("heard twice", (double) ledger.repeated.sum(), 0, "messages"));
        figures.accept(Figure.atMost("out of order", (double) ledger.disordered.sum(), 0, "messages"));
        back.stream()
                .max(Comparator.naturalOrder())
                .ifPresent(seconds -> figures.accept(
                        Figure.told("start of a killed server until all are back, longest", text(seconds, "s"))));
        if (residentMb > 0) {
            figures.accept(Figure.told("the server's memory, resident", residentMb + " MB"));
        }
    }

    private static String text(double value, String unit) {
        return String.format(Locale.ROOT, "%.2f %s", value, unit);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
