package tutti.engine.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tutti.engine.ensemble.Musician;

/// What an engine with a number of peers keeps resident: every engine a process of its own on a virtual driver, all
/// sending and receiving stereo; the host is weighed. Linux only, for it reads `/proc`.
final class MemoryBench {
    private static final double WANTED_MB = 300;
    private static final int SETTLE_SECONDS = 5;

    private final int numPeers;

    MemoryBench(int numPeers) {
        this.numPeers = numPeers;
    }

    List<Figure> run() throws InterruptedException {
        try (Stage stage = new Stage()) {
            Musician host = stage.host("host", List.of("--driver", "virtual", "--in", "demo:alice"));
            for (int i = 0; i < numPeers; i++) {
                // Longer periods than the host's spare this computer, not the host.
                Musician joiner =
                        stage.join("peer" + i, List.of("--driver", "virtual", "--in", "demo:bob", "--period", "256"));
                Stage.await(joiner.name() + " to hear the host", joiner::isPlaying);
            }
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
            double residentMb = residentKb(host.processId()) / 1024.0;
            return List.of(Figure.atMost(
                    "resident memory of an engine with " + numPeers + " peers", residentMb, WANTED_MB, "MB"));
        } catch (IOException unreadable) {
            return List.of(Figure.told("resident memory", "cannot be read on this system"));
        }
    }

    private static long residentKb(long processId) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(processId), "status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        throw new IOException("no VmRSS");
    }
}
