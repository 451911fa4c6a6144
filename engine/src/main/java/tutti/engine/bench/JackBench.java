package tutti.engine.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tutti.engine.driver.DriverException;
import tutti.engine.driver.jack.JackDriver;
import tutti.engine.driver.jack.JackOptions;
import tutti.engine.driver.virtual.NoiseSource;
import tutti.engine.driver.virtual.SignalSource;
import tutti.engine.ensemble.EngineStats;
import tutti.engine.ensemble.Musician;

/// Music from a JACK port to a JACK port: a real server without a sound card, two engines in processes of their own
/// with an encrypted UDP link on loopback between them, and a third client that plays and records on the server's
/// clock.
final class JackBench {
    private static final int RATE_HZ = 48_000;
    private static final int PERIOD_FRAMES = 64;
    private static final double WANTED_FRAMES = 128;
    private static final double WANTED_START_SECONDS = 3;
    private static final int SKIP_FRAMES = 2 * RATE_HZ;
    private static final int MAX_LAG_FRAMES = RATE_HZ / 10;
    private static final String EAR = "ear";

    private final String server = "tutti-bench-" + ProcessHandle.current().pid();
    private final int seconds;

    JackBench(int seconds) {
        this.seconds = seconds;
    }

    List<Figure> run() throws InterruptedException {
        Optional<Process> jackd = startServer();
        if (jackd.isEmpty()) {
            return List.of(Figure.told("JACK to JACK", "not measured: jackd is not installed"));
        }
        try {
            return measure();
        } finally {
            jackd.get().destroy();
            if (!jackd.get().waitFor(5, TimeUnit.SECONDS)) {
                jackd.get().destroyForcibly();
            }
        }
    }

    private Optional<Process> startServer() {
        List<String> command =
                List.of("jackd", "-n", server, "-S", "-d", "dummy", "-r", "" + RATE_HZ, "-p", "" + PERIOD_FRAMES);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("JACK_NO_AUDIO_RESERVATION", "1");
        try {
            return Optional.of(builder.start());
        } catch (IOException notInstalled) {
            return Optional.empty();
        }
    }

    private List<Figure> measure() throws InterruptedException {
        List<Figure> figures = new ArrayList<>();
        try (Stage stage = new Stage();
                Ear ear = new Ear(openEar(stage), piece(), seconds * RATE_HZ + SKIP_FRAMES + MAX_LAG_FRAMES)) {
            Musician alice = stage.host("alice", List.of("--server", server, "--client", "alice"));
            Stage.await("alice's engine", () -> alice.stats().isPresent());
            ear.start();
            long joinedNs = System.nanoTime();
            Musician bob = stage.join("bob", List.of("--server", server, "--client", "bob"));
            Stage.await("the first sound", () -> ear.firstSoundNs() != 0);
            double startSeconds = (ear.firstSoundNs() - joinedNs) / 1e9;
            while (ear.progress() < 1) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
            int firstSound = (int) ((startSeconds + 1) * RATE_HZ);
            Verdict verdict =
                    Verdict.of(ear.played(), ear.heard(), RATE_HZ, Math.max(SKIP_FRAMES, firstSound), MAX_LAG_FRAMES);
            String graph = "JACK to JACK, 48 kHz, 64 frames, L24: ";
            figures.add(Figure.atMost("an engine's start to sound", startSeconds, WANTED_START_SECONDS, "s"));
            figures.add(Figure.atMost(graph + "latency", verdict.latencyFrames(), WANTED_FRAMES, "frames"));
            figures.add(Figure.atMost(graph + "damaged 10 ms blocks of " + verdict.blocks(), verdict.damaged(), 0, ""));
            figures.add(Figure.atMost(graph + "blocks not exact to the bit", verdict.inexact(), 0, ""));
            figures.add(Figure.told(graph + "latency moved", verdict.moves() + " times"));
            figures.add(Figure.told("xruns, as the third client saw them", Long.toString(ear.xruns())));
            bob.stats().ifPresent(stats -> figures.addAll(accounts(stats)));
        }
        return figures;
    }

    private static List<Figure> accounts(EngineStats bob) {
        return List.of(
                Figure.told(
                        "bob's own account of the latency",
                        String.format(
                                Locale.ROOT,
                                "%.1f frames",
                                bob.heard().portToPort().frames())),
                Figure.told("bob's callback: median", bob.callbackMedianUs() + " us"),
                Figure.told("bob's callback: 99.9th percentile", bob.callbackP999Us() + " us"));
    }

    /// Noise at 24 bits: every sample tells whether it is the right one.
    private static SignalSource piece() {
        return new NoiseSource(1);
    }

    private JackDriver openEar(Stage stage) throws InterruptedException {
        try {
            Files.writeString(
                    stage.folder().resolve(EAR + ".cables"),
                    EAR + ":" + Ear.OUT + " -> alice:send_main_1\nbob:alice/main_1 -> " + EAR + ":" + Ear.IN + "\n");
        } catch (IOException full) {
            throw new IllegalStateException("The folder for temporary files cannot be written.", full);
        }
        DriverException last = null;
        for (int attempt = 0; attempt < 50; attempt++) {
            try {
                return new JackDriver(new JackOptions(EAR, server, false, stage.folder()));
            } catch (DriverException notReady) {
                last = notReady;
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        throw last == null ? new IllegalStateException("There is no JACK server.") : last;
    }
}
