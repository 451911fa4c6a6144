package tutti.engine.bench.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import tutti.engine.demo.music.DemoPiece;
import tutti.engine.driver.virtual.LoopSource;
import tutti.engine.ensemble.EngineCommand;
import tutti.engine.ensemble.EngineStats;
import tutti.engine.ensemble.Musician;
import tutti.engine.wav.SampleFormat;
import tutti.engine.wav.WavWriter;

/// A room server in a lab, a host who opens a room in the first home, and guests who come and go in the second one.
/// All of them are programs of their own, on virtual drivers, and play the two parts of the demo.
///
/// Thread: one.
public final class LabStage implements AutoCloseable {
    /// The host's home.
    public static final int HOST = 1;

    /// The guests' home.
    public static final int GUEST = 2;

    /// The host's name, and the part that it plays.
    public static final String HOST_NAME = "alice";

    /// The guest's name, and the part that it plays.
    public static final String GUEST_NAME = "bob";

    private static final int RATE_HZ = 48_000;
    private static final long PATIENCE_NS = 60_000_000_000L;
    private static final long LOOK_MS = 5;

    private final LongSupplier clockNs;
    private final EngineCommand command = EngineCommand.of(System.getProperties());
    private final Lab lab;
    private final Path folder;
    private final LabRoom room;
    private final Path invite;

    /// @param lab with two homes or more; closed with this, or if this fails
    /// @param byIpv6 whether room server and relay are reached by IPv6
    /// @param clockNs `System::nanoTime`
    public LabStage(Lab lab, boolean byIpv6, LongSupplier clockNs) throws IOException {
        this.lab = lab;
        this.clockNs = clockNs;
        folder = Files.createTempDirectory("tutti-lab");
        invite = folder.resolve("invite");
        try {
            record(DemoPiece.Part.ALICE, recording(HOST));
            record(DemoPiece.Part.BOB, recording(GUEST));
            room = LabRoom.open(lab, command, folder, byIpv6, clockNs);
        } catch (RuntimeException | Error failed) {
            lab.close();
            delete(folder);
            throw failed;
        }
    }

    /// Making the music takes a second, and would be taken for a part of the engines' start.
    private static void record(DemoPiece.Part part, Path into) {
        LoopSource music = DemoPiece.play(part, RATE_HZ);
        float[][] channels = new float[music.numChannels()][music.numFrames()];
        for (int channel = 0; channel < channels.length; channel++) {
            music.fill(channel, 0, channels[channel], 0, music.numFrames());
        }
        try (WavWriter writer = new WavWriter(into, RATE_HZ, channels.length, SampleFormat.FLOAT_32)) {
            writer.write(channels, 0, music.numFrames());
        }
    }

    private Path recording(int home) {
        return folder.resolve((home == HOST ? HOST_NAME : GUEST_NAME) + ".wav");
    }

    public Lab lab() {
        return lab;
    }

    public LabRoom room() {
        return room;
    }

    /// For files that are not needed in the end.
    public Path folder() {
        return folder;
    }

    /// Starts the host, and waits until it has opened the room and plays.
    ///
    /// @param further words of `tutti host`
    /// @param onStats gets what its engine says
    public Musician host(List<String> further, Consumer<EngineStats> onStats) throws InterruptedException {
        List<String> open = List.of("host", "--room", room.url(), "--invite-file", invite.toString());
        Musician host = start(HOST, HOST_NAME, open, further, onStats);
        try {
            await(
                    "the host's invite",
                    () -> Files.exists(invite) && host.stats().isPresent(),
                    host);
            return host;
        } catch (RuntimeException | InterruptedException failed) {
            host.close();
            throw failed;
        }
    }

    /// Starts a guest in the second home, always the same person.
    ///
    /// @param further words of `tutti join`
    /// @param onStats gets what its engine says
    public Musician guest(List<String> further, Consumer<EngineStats> onStats) throws IOException {
        return guest(GUEST, GUEST_NAME, further, onStats);
    }

    /// Starts another guest, who plays the same part.
    ///
    /// @param home where it lives
    /// @param further words of `tutti join`
    /// @param onStats gets what its engine says
    public Musician guest(int home, String name, List<String> further, Consumer<EngineStats> onStats)
            throws IOException {
        List<String> join = List.of("join", Files.readString(invite).strip());
        return start(home, name, join, further, onStats);
    }

    private Musician start(
            int home, String name, List<String> role, List<String> further, Consumer<EngineStats> onStats) {
        List<String> words = new ArrayList<>(role);
        words.addAll(List.of("--name", name, "--headless", "--until-eof", "--stats", "0.05"));
        words.addAll(List.of("--driver", "virtual", "--in", recording(home).toString()));
        words.addAll(List.of("--config", folder.resolve("config-" + name).toString()));
        words.addAll(further);
        return Musician.start(name, lab.inHome(home, command.with(words)), command.environment(), onStats, () -> {});
    }

    /// Waits until something is so.
    ///
    /// @param musician whose program must go on meanwhile
    /// @throws tutti.engine.ensemble.EnsembleException if it fails instead
    /// @throws IllegalStateException if it is not so after a minute
    public void await(String what, BooleanSupplier condition, Musician musician) throws InterruptedException {
        long endNs = clockNs.getAsLong() + PATIENCE_NS;
        while (!condition.getAsBoolean()) {
            musician.failure().ifPresent(failure -> {
                throw failure;
            });
            if (clockNs.getAsLong() > endNs) {
                throw new IllegalStateException("Waited a minute in vain for " + what + "; " + musician.name()
                        + " says " + musician.stats().orElseGet(EngineStats::nothing) + " and " + musician.lastWords());
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
    }

    /// Now, as the engines' statistics count time.
    public double nowSeconds() {
        return clockNs.getAsLong() / 1e9;
    }

    /// Ends the lab and everything in it.
    @Override
    public void close() {
        lab.close();
        delete(folder);
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException alreadyGone) {
            // Then there is nothing to tidy up.
        }
    }
}
