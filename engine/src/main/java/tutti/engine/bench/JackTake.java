package tutti.engine.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tutti.engine.bench.network.Scenario;
import tutti.engine.driver.DriverException;
import tutti.engine.driver.jack.JackDriver;
import tutti.engine.driver.jack.JackOptions;
import tutti.engine.driver.virtual.SignalSource;
import tutti.engine.ensemble.EngineStats;
import tutti.engine.ensemble.Musician;
import tutti.engine.judge.Hearing;
import tutti.engine.judge.Judge;
import tutti.engine.judge.Sound;
import tutti.engine.judge.Verdict;
import tutti.nat.impair.ImpairmentRelay;
import tutti.nat.impair.NetworkTrace;
import tutti.nat.invite.DirectInvite;

/// Music from a JACK port to a JACK port: two engines in processes of their own with an encrypted UDP link on
/// loopback between them, in a relay's bad hands if there is a network to imitate, and a third client that plays and
/// records on one server's clock.
///
/// @param verdict what the judge says of the stretch after [#SETTLE_SECONDS]; empty if nothing was heard
/// @param startSeconds from the start of the second engine to its first sound
/// @param xruns of the graph in which the third client is, as it saw them
/// @param listener what the engine that heard the sound last said last
record JackTake(Optional<Verdict> verdict, double startSeconds, long xruns, Optional<EngineStats> listener) {
    static final int RATE_HZ = 48_000;
    static final int SETTLE_SECONDS = 5;

    private static final int START_SECONDS = 10;
    private static final int PATIENCE_SECONDS = 60;
    private static final int MAX_LAG_FRAMES = RATE_HZ / 2;
    private static final int CONNECT_ATTEMPTS = 50;
    private static final String EAR = "ear";
    private static final String ALICE = "alice";
    private static final String BOB = "bob";
    private static final String LOOP = BOB + ":" + ALICE + "/main_1 -> " + BOB + ":send_main_1\n";

    /// From alice to bob, both on one server.
    static JackTake oneWay(JackServer server, Scenario scenario, SignalSource piece, int seconds, long seed)
            throws InterruptedException {
        return take(server, server, BOB + ":" + ALICE + "/main_1", "", scenario.trace(), piece, seconds, seed);
    }

    /// From alice to bob on another server, through bob's graph back to alice.
    static JackTake thereAndBack(JackServer here, JackServer there, SignalSource piece, int seconds)
            throws InterruptedException {
        return take(here, there, ALICE + ":" + BOB + "/main_1", LOOP, NetworkTrace.CLEAN, piece, seconds, 0);
    }

    private static JackTake take(
            JackServer here,
            JackServer there,
            String lastPort,
            String bobsCables,
            NetworkTrace network,
            SignalSource piece,
            int seconds,
            long seed)
            throws InterruptedException {
        int numFrames = (START_SECONDS + SETTLE_SECONDS + seconds) * RATE_HZ;
        try (Stage stage = new Stage()) {
            write(
                    stage.folder().resolve(EAR + ".cables"),
                    EAR + ":" + Ear.OUT + " -> " + ALICE + ":send_main_1\n" + lastPort + " -> " + EAR + ":" + Ear.IN
                            + "\n");
            write(stage.configFolder(BOB).resolve(BOB + ".cables"), bobsCables);
            try (Ear ear = new Ear(open(here, stage.folder()), piece, numFrames)) {
                Musician alice = stage.host(ALICE, List.of("--server", here.name(), "--client", ALICE));
                Stage.await("alice's engine", () -> alice.stats().isPresent());
                try (ImpairmentRelay relay = relay(stage.invite(), network, seed)) {
                    ear.start();
                    long joinedNs = System.nanoTime();
                    Musician bob =
                            stage.join(BOB, relay.localAddress(), List.of("--server", there.name(), "--client", BOB));
                    Stage.await("the first sound", () -> ear.firstSoundNs() != 0);
                    double startSeconds = (ear.firstSoundNs() - joinedNs) / 1e9;
                    awaitEnd(ear, seconds);
                    Musician last = bobsCables.isEmpty() ? bob : alice;
                    return new JackTake(verdict(ear, startSeconds, seconds), startSeconds, ear.xruns(), last.stats());
                }
            }
        }
    }

    private static ImpairmentRelay relay(DirectInvite invite, NetworkTrace network, long seed) {
        try {
            return ImpairmentRelay.open(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), invite.resolve(), network, seed);
        } catch (IOException noPort) {
            throw new IllegalStateException("No local UDP port can be bound.", noPort);
        }
    }

    private static void awaitEnd(Ear ear, int seconds) throws InterruptedException {
        long endNs = System.nanoTime()
                + TimeUnit.SECONDS.toNanos(START_SECONDS + SETTLE_SECONDS + seconds + PATIENCE_SECONDS);
        while (ear.progress() < 1) {
            if (System.nanoTime() > endNs) {
                throw new IllegalStateException("The JACK server has stopped calling its clients.");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static Optional<Verdict> verdict(Ear ear, double startSeconds, int seconds) {
        long from = Math.round((startSeconds + SETTLE_SECONDS) * RATE_HZ);
        long to = Math.min(from + (long) seconds * RATE_HZ, (long) ear.played().length - MAX_LAG_FRAMES);
        return new Judge(Sound.of(ear.played()), Sound.of(ear.heard()), RATE_HZ, MAX_LAG_FRAMES)
                .judge(from, to)
                .map(Hearing::verdict);
    }

    private static JackDriver open(JackServer server, Path folder) throws InterruptedException {
        for (int attempt = 1; attempt < CONNECT_ATTEMPTS; attempt++) {
            try {
                return new JackDriver(new JackOptions(EAR, server.name(), false, folder));
            } catch (DriverException notReady) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        return new JackDriver(new JackOptions(EAR, server.name(), false, folder));
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException full) {
            throw new IllegalStateException("The folder for temporary files cannot be written.", full);
        }
    }
}
