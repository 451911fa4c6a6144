package tutti.engine.bench.transport;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tutti.nat.link.LinkEndpoint;
import tutti.nat.link.LinkListener;
import tutti.nat.link.MediaLink;

/// One end of a link without any music: sends packets, or counts them. There is one other end.
///
/// Threads: `tutti-link` runs the endpoint; everything else any.
public final class PacketEnd implements AutoCloseable {
    private static final long MAX_WAIT_NS = 5_000_000;
    private static final long LOOK_MS = 10;
    private static final long SETTLE_MS = 1_000;

    private final LongSupplier clockNs;
    private final List<PacketStage> stages;
    private final PacketCount count;
    private final LinkEndpoint endpoint;
    private final Thread linkThread;
    private volatile @Nullable MediaLink link;
    private volatile boolean closed;

    /// @param endpoint makes the endpoint
    /// @param musicSeconds how long packets go as music's do, before there are more of them
    /// @param clockNs `System::nanoTime`, the same for both ends
    public PacketEnd(Function<LinkListener, LinkEndpoint> endpoint, int musicSeconds, LongSupplier clockNs) {
        this.clockNs = clockNs;
        stages = PacketStage.all(musicSeconds);
        count = new PacketCount(stages);
        this.endpoint = endpoint.apply(new Listener());
        linkThread = Thread.ofPlatform().daemon().name("tutti-link").start(this::runLink);
    }

    private void runLink() {
        while (!closed) {
            endpoint.doWork(MAX_WAIT_NS);
        }
    }

    /// Sends everything, once packets take a way.
    ///
    /// @param path the way, as the statistics call it
    /// @throws InterruptedException if the thread is asked to stop
    public void send(String path) throws InterruptedException {
        MediaLink settled = link;
        while (settled == null || !name(settled).equals(path)) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            settled = link;
        }
        TimeUnit.MILLISECONDS.sleep(SETTLE_MS);
        new PacketSender(clockNs).send(settled, stages);
    }

    private static String name(MediaLink link) {
        return link.path().kind().name().toLowerCase(Locale.ROOT);
    }

    /// What came, a line of numbers for each stage: what [PacketFigures#parse] reads. Only after everything has
    /// come.
    public List<String> report() {
        return IntStream.range(0, stages.size())
                .mapToObj(index -> count.figures(index).line())
                .toList();
    }

    @Override
    public void close() {
        closed = true;
        try {
            linkThread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        endpoint.close();
    }

    private final class Listener implements LinkListener {
        @Override
        public void onLinkUp(MediaLink up) {
            up.acceptSsrc(PacketSender.SSRC);
            link = up;
        }

        @Override
        public void onDescription(MediaLink from, byte[] description) {
            // Nobody describes anything here.
        }

        @Override
        public void onRtp(MediaLink from, byte[] buffer, int offsetBytes, int numBytes, long arrivalNs) {
            count.count(buffer, offsetBytes, numBytes, arrivalNs);
        }

        @Override
        public void onRtcp(MediaLink from, byte[] buffer, int offsetBytes, int numBytes, long arrivalNs) {
            // Nobody reports here.
        }

        @Override
        public void onLinkDown(MediaLink down, String reason, boolean left) {
            link = null;
        }
    }
}
