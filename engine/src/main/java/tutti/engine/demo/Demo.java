package tutti.engine.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tutti.engine.demo.DemoResult.Direction;
import tutti.engine.demo.music.DemoPiece;
import tutti.engine.demo.music.DemoPiece.Part;
import tutti.engine.ensemble.EngineCommand;
import tutti.engine.ensemble.EngineStats;
import tutti.engine.ensemble.EnsembleException;
import tutti.engine.ensemble.Musician;
import tutti.nat.impair.ImpairmentRelay;
import tutti.nat.invite.DirectInvite;
import tutti.nat.invite.Invite;

/// The show from beginning to end: two engines in processes of their own, a relay between them, the table, the
/// verdict.
///
/// ```
/// alice's engine (host) <-UDP-> ImpairmentRelay, in this process <-UDP-> bob's engine (join)
/// ```
///
/// Loopback only; the engines' settings lie in a folder that is deleted at the end. Thread: one, except [#stop].
public final class Demo {
    static final String ALICE = "alice";
    static final String BOB = "bob";

    private static final int RATE_HZ = 48_000;
    private static final double STATS_SECONDS = 0.2;
    private static final long TABLE_MS = 250;
    private static final long LINE_MS = 1_000;
    private static final long LOOK_MS = 10;
    private static final double EARLY_END_SECONDS = 0.3;
    private static final long START_NS = 60_000_000_000L;

    /// What the verdict allows for buffers and a computer that is late, beyond the network's delay.
    private static final double MAX_BUFFER_MS = 1_200;

    private final DemoSettings settings;
    private final Screen screen;
    private final LiveTable table;
    private final LongSupplier clockNs;
    private final EngineCommand engineCommand = EngineCommand.of(System.getProperties());

    /// Counted down when it is over before its time: the user has stopped it, or an engine has ended.
    private final CountDownLatch ended = new CountDownLatch(1);

    /// @param progress where the table and sentences about the progress go
    /// @param isTerminal whether that is a terminal on which a table can be drawn again in its place
    /// @param clockNs `System::nanoTime`
    public Demo(DemoSettings settings, PrintWriter progress, boolean isTerminal, LongSupplier clockNs) {
        this.settings = settings;
        this.clockNs = clockNs;
        screen = new Screen(progress, isTerminal);
        table = new LiveTable(settings.network(), settings.seconds());
    }

    /// Ends the music early; what was heard until then is judged as if that had been all. Thread: any.
    public void stop() {
        ended.countDown();
    }

    /// Runs the demo. Once only.
    ///
    /// @param summary gets the summary
    /// @param asJson the summary as one JSON object instead of sentences
    /// @throws EnsembleException if it cannot be run to its end
    public void run(PrintWriter summary, boolean asJson) {
        Path folder = null;
        try {
            folder = Files.createTempDirectory("tutti-demo");
            Optional<DemoResult> result = perform(folder);
            if (result.isEmpty()) {
                screen.say("Stopped before the music began.");
            } else if (asJson) {
                summary.println(ResultJson.of(result.get()));
            } else {
                Summary.lines(result.get()).forEach(summary::println);
            }
            summary.flush();
        } catch (IOException e) {
            throw new EnsembleException(
                    1, "The demo needs a temporary folder and a local port (" + e.getMessage() + "); check both.");
        } finally {
            delete(folder);
        }
    }

    private Optional<DemoResult> perform(Path folder) throws IOException {
        screen.say("Starting alice's engine...");
        Path inviteFile = folder.resolve("invite");
        try (Musician alice = start(
                ALICE,
                folder,
                List.of("host", "--direct", "--listen", "127.0.0.1:0", "--invite-file", inviteFile.toString()))) {
            Optional<DirectInvite> invite = awaitInvite(inviteFile, alice);
            if (invite.isEmpty()) {
                return Optional.empty();
            }
            InetSocketAddress host = invite.get().resolve();
            try (ImpairmentRelay relay = ImpairmentRelay.open(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    host,
                    settings.network(),
                    settings.network(),
                    settings.seed())) {
                screen.say("Starting bob's engine...");
                InetSocketAddress door = relay.localAddress();
                Invite toRelay = Invite.direct(
                        door.getAddress().getHostAddress(),
                        door.getPort(),
                        invite.get().secret());
                try (Musician bob = start(BOB, folder, List.of("join", toRelay.url(), "--wait"))) {
                    return awaitMusic(alice, bob) ? Optional.of(play(alice, bob)) : Optional.empty();
                }
            }
        }
    }

    private Musician start(String name, Path folder, List<String> role) {
        List<String> words = new ArrayList<>(role);
        words.addAll(List.of("--name", name, "--driver", "virtual", "--in", "demo:" + name));
        words.addAll(List.of("--rate", String.valueOf(RATE_HZ)));
        words.addAll(List.of("--out", settings.recording(name).toString()));
        words.addAll(List.of("--codec", settings.codec(), "--buffer", settings.buffer()));
        words.addAll(List.of("--stats", String.valueOf(STATS_SECONDS), "--headless", "--until-eof"));
        words.addAll(List.of("--config", folder.resolve(name).toString()));
        return Musician.start(name, engineCommand.with(words), engineCommand.environment(), ended::countDown);
    }

    private Optional<DirectInvite> awaitInvite(Path file, Musician host) throws IOException {
        long beganNs = clockNs.getAsLong();
        while (!Files.exists(file)) {
            if (isOver(LOOK_MS, host)) {
                return Optional.empty();
            }
            refuseAfter(beganNs);
        }
        return Optional.of(DirectInvite.parse(Files.readString(file)));
    }

    /// Waits until both are heard.
    ///
    /// @return false if it was stopped before
    private boolean awaitMusic(Musician alice, Musician bob) {
        long beganNs = clockNs.getAsLong();
        while (!(alice.isPlaying() && bob.isPlaying())) {
            if (isOver(LOOK_MS, alice, bob)) {
                return false;
            }
            refuseAfter(beganNs);
        }
        return true;
    }

    private void refuseAfter(long beganNs) {
        if (clockNs.getAsLong() - beganNs > START_NS) {
            throw new EnsembleException(
                    1,
                    "The two engines did not hear each other within a minute; try again with fewer programs running,"
                            + " or with less --loss.");
        }
    }

    private DemoResult play(Musician alice, Musician bob) {
        alice.beginMusic();
        bob.beginMusic();
        long beganNs = clockNs.getAsLong();
        long lengthNs = (long) (settings.seconds() * 1e9);
        long elapsedNs = 0;
        if (!screen.isTerminal()) {
            screen.say("Playing.");
        }
        while (elapsedNs < lengthNs) {
            show(elapsedNs / 1e9, alice, bob);
            long pauseMs = screen.isTerminal() ? TABLE_MS : LINE_MS;
            long leftMs = TimeUnit.NANOSECONDS.toMillis(lengthNs - elapsedNs) + 1;
            boolean isOver = isOver(Math.min(pauseMs, leftMs), alice, bob);
            elapsedNs = clockNs.getAsLong() - beganNs;
            if (isOver) {
                break;
            }
        }
        boolean isWhole = elapsedNs >= lengthNs;
        double seconds = Math.min(elapsedNs, lengthNs) / 1e9;
        show(seconds, alice, bob);
        alice.askToLeave();
        bob.askToLeave();
        alice.close();
        bob.close();
        if (!screen.isTerminal()) {
            screen.say("Listening to the recordings.");
        }
        // Ctrl-C reaches the engines before it is known here.
        double endSeconds = (beganNs + elapsedNs) / 1e9 - (isWhole ? 0 : EARLY_END_SECONDS);
        return judge(seconds, endSeconds, alice, bob);
    }

    private void show(double seconds, Musician alice, Musician bob) {
        if (screen.isTerminal()) {
            screen.draw(table.lines(seconds, alice.stats(), bob.stats()));
        } else {
            screen.say(table.line(seconds, alice.stats(), bob.stats()));
        }
    }

    /// Waits for a while, or until it is over: stopped, or an engine has left.
    ///
    /// @throws EnsembleException if an engine has ended otherwise
    private boolean isOver(long waitMs, Musician... musicians) {
        try {
            boolean isOver = ended.await(waitMs, TimeUnit.MILLISECONDS);
            for (Musician musician : musicians) {
                Optional<EnsembleException> failure = musician.failure();
                if (failure.isPresent()) {
                    throw failure.get();
                }
            }
            return isOver;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /// @param endSeconds a time at which both were certainly there
    private DemoResult judge(double seconds, double endSeconds, Musician alice, Musician bob) {
        EngineStats atAlice = alice.statsWithSound().orElseGet(EngineStats::nothing);
        EngineStats atBob = bob.statsWithSound().orElseGet(EngineStats::nothing);
        return new DemoResult(
                settings,
                seconds,
                List.of(
                        direction(ALICE, atAlice, BOB, Part.BOB, atBob, endSeconds),
                        direction(BOB, atBob, ALICE, Part.ALICE, atAlice, endSeconds)));
    }

    private Direction direction(
            String listener, EngineStats here, String player, Part part, EngineStats there, double endSeconds) {
        double framesPerNs = RATE_HZ / 1e9;
        double offsetFrames = (here.frameZeroNs() - there.frameZeroNs()) * framesPerNs;
        long endFrame = (long) ((endSeconds * 1e9 - here.frameZeroNs()) * framesPerNs);
        Path recording = settings.recording(listener);
        Optional<DemoVerdict> verdict = Double.isNaN(offsetFrames)
                ? Optional.empty()
                : new TakeJudge(
                                Take.of(recording),
                                DemoPiece.play(part, RATE_HZ),
                                RATE_HZ,
                                offsetFrames,
                                settings.network().delayNs() / 1e6 + MAX_BUFFER_MS)
                        .judge(endFrame);
        return new Direction(listener, player, here, verdict, recording);
    }

    private static void delete(@Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // It lies in the temporary folder, where the system tidies up.
        }
    }
}
