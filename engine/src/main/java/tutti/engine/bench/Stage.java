package tutti.engine.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import tutti.engine.ensemble.EngineCommand;
import tutti.engine.ensemble.Musician;
import tutti.nat.invite.DirectInvite;
import tutti.nat.invite.Invite;

/// Where benchmarks with real processes take place: a folder of its own, a host, joiners. Everything ends with it.
final class Stage implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;
    private static final int LOOK_MS = 5;

    private final EngineCommand command = EngineCommand.of(System.getProperties());
    private final List<Musician> musicians = new ArrayList<>();
    private final Path folder;
    private final Path inviteFile;

    Stage() {
        try {
            folder = Files.createTempDirectory("tutti-bench");
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
        inviteFile = folder.resolve("invite");
    }

    /// A folder that is deleted in the end.
    Path folder() {
        return folder;
    }

    /// Starts a host and waits for its invite.
    ///
    /// @param driver options of the driver
    Musician host(String name, List<String> driver) throws InterruptedException {
        List<String> words = new ArrayList<>(
                List.of("host", "--direct", "--listen", "127.0.0.1:0", "--invite-file", inviteFile.toString()));
        Musician host = start(name, words, driver);
        await("the host's invite", () -> Files.exists(inviteFile));
        return host;
    }

    /// Starts a joiner.
    Musician join(String name, List<String> driver) {
        return start(name, List.of("join", invite().url()), driver);
    }

    /// Starts a joiner who takes another way to the host.
    ///
    /// @param door what packets are sent to instead of the host
    Musician join(String name, InetSocketAddress door, List<String> driver) {
        Invite byTheDoor = Invite.direct(door.getAddress().getHostAddress(), door.getPort(), invite().secret());
        return start(name, List.of("join", byTheDoor.url()), driver);
    }

    /// The host's invite.
    DirectInvite invite() {
        try {
            return DirectInvite.parse(Files.readString(inviteFile));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /// Where a musician's settings are.
    Path configFolder(String name) {
        return folder.resolve("config-" + name);
    }

    private Musician start(String name, List<String> words, List<String> driver) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of("--name", name, "--headless", "--until-eof", "--stats", "0.2"));
        all.addAll(List.of("--config", configFolder(name).toString()));
        all.addAll(driver);
        Musician musician = Musician.start(name, command.with(all), command.environment(), () -> {});
        musicians.add(musician);
        return musician;
    }

    /// Waits until something is so.
    ///
    /// @throws IllegalStateException if it is not after half a minute
    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > endNs) {
                throw new IllegalStateException("Waited " + PATIENCE_SECONDS + " s in vain for " + what + ".");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
    }

    @Override
    public void close() {
        musicians.forEach(Musician::askToLeave);
        musicians.forEach(Musician::close);
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException alreadyGone) {
            // Then there is nothing to tidy up.
        }
    }
}
