package tutti.engine.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tutti.nat.identity.Identity;
import tutti.nat.room.server.RoomServer;
import tutti.nat.room.server.RoomServerException;
import tutti.nat.room.server.RoomServerLimits;
import tutti.nat.room.server.RoomServerSettings;
import tutti.nat.room.server.ServerCertificate;

/// Serves rooms, until it is asked to end.
@Command(
        name = "room",
        mixinStandardHelpOptions = true,
        description = "Serves rooms in which players find each other, and prints its URL.")
final class RoomCommand implements Callable<Integer> {
    /// Who asks the process to end waits no longer than 2 s.
    private static final Duration PATIENCE = Duration.ofMillis(1_800);

    @Option(
            names = "--listen",
            paramLabel = "ADDR:PORT",
            defaultValue = "0.0.0.0:4464",
            description = "Where to listen, TCP and UDP (default: ${DEFAULT-VALUE}).")
    private String listen = "0.0.0.0:4464";

    @Option(
            names = "--advertise",
            paramLabel = "HOST:PORT",
            description = "What the URL says, if it is not where this computer listens (default: --listen).")
    private @Nullable String advertise;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Where rooms are kept, and who this server is (default: room in the user's settings).")
    private @Nullable Path data;

    @Option(
            names = "--certificate",
            paramLabel = "PEM",
            description = "A certificate authority's certificate for this server, with its chain (default: an own one,"
                    + " whose fingerprint stands in every invite).")
    private @Nullable Path certificate;

    @Option(names = "--key", paramLabel = "PEM", description = "The key of --certificate.")
    private @Nullable Path key;

    @Mixin
    private TurnOptions turn = new TurnOptions();

    @Option(names = "--url-file", paramLabel = "F", description = "Where the URL is written once the server listens.")
    private @Nullable Path urlFile;

    @Option(
            names = "--until-stdin-ends",
            description = "End when standard input ends, so that no server outlives the program that started it.")
    private boolean untilStdinEnds;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        RoomServerSettings settings = settings();
        RoomServer server = RoomServer.open(settings);
        try {
            write(server.url());
        } catch (UsageException unwritable) {
            server.close();
            throw unwritable;
        }
        Thread leaving = new Thread(() -> leave(server), "tutti-leave");
        Runtime.getRuntime().addShutdownHook(leaving);
        if (server.lostBytes() > 0) {
            say(server.lostBytes() + " bytes at the end of the stored rooms were cut short or damaged, and are gone.");
        }
        spec.commandLine().getOut().println(server.url());
        spec.commandLine().getOut().flush();
        return run(server, leaving);
    }

    private void say(String sentence) {
        spec.commandLine().getErr().println(sentence);
    }

    private RoomServerSettings settings() {
        InetSocketAddress local = EndpointText.parse(listen, "--listen");
        HostAndPort advertised = advertise == null ? null : HostAndPort.parse(advertise, "--advertise");
        RoomServerSettings.TurnServer relay = turn.server().orElse(null);
        Path folder = data == null ? ConfigFolder.ofUser().resolve("room") : data;
        return new RoomServerSettings(
                local,
                certificate(folder),
                advertised == null ? OwnAddress.reachable(local).getHostAddress() : advertised.host(),
                advertised == null ? 0 : advertised.port(),
                folder,
                relay,
                RoomServerLimits.ofProtocol(),
                System::nanoTime,
                System::currentTimeMillis,
                new SecureRandom());
    }

    private ServerCertificate certificate(Path folder) {
        if (certificate == null && key == null) {
            return ServerCertificate.selfSigned(identity(folder));
        }
        if (certificate == null || key == null) {
            throw new UsageException(
                    "A certificate needs its key and a key its certificate; give --certificate and" + " --key both.");
        }
        try {
            return ServerCertificate.ofAuthority(
                    TextFile.read(certificate, "--certificate"), TextFile.read(key, "--key"));
        } catch (IllegalArgumentException unusable) {
            throw new UsageException(certificate + " and " + key + " cannot be used: " + unusable.getMessage());
        }
    }

    /// By what players know this server again: made at its first start.
    private static Identity identity(Path folder) {
        Path file = folder.resolve("identity.pem");
        try {
            if (Files.isRegularFile(file)) {
                PrivateFile.protect(file);
                return Identity.parse(Files.readString(file));
            }
            Identity made = Identity.create(new SecureRandom(), Instant.now());
            Files.createDirectories(folder);
            PrivateFile.write(file, made.pem());
            return made;
        } catch (IOException unusable) {
            throw new UsageException("Nothing can be read or written in " + folder + " (" + unusable.getMessage()
                    + "); choose another --data folder.");
        } catch (IllegalArgumentException damaged) {
            throw new UsageException(file + " holds something else than this server's identity; bring it back from a"
                    + " copy, or remove it to be another server, whom no old invite finds.");
        }
    }

    private void write(String url) {
        if (urlFile == null) {
            return;
        }
        try {
            PrivateFile.write(urlFile, url + "\n");
        } catch (IOException unwritable) {
            throw new UsageException("The URL cannot be written to " + urlFile + " (" + unwritable.getMessage()
                    + "); choose another --url-file.");
        }
    }

    /// Goes on until the process is asked to end, which the shutdown hook does, or the server cannot.
    private int run(RoomServer server, Thread leaving) {
        if (untilStdinEnds) {
            Thread.ofPlatform().daemon().name("tutti-leash").start(RoomCommand::leaveWithInput);
        }
        CompletableFuture<RoomServerException> failure = server.failure().toCompletableFuture();
        String sentence = String.valueOf(failure.join().getMessage());
        Runtime.getRuntime().removeShutdownHook(leaving);
        server.close();
        say("tutti: " + sentence);
        return 1;
    }

    /// Waits for the end of standard input, which also comes when whoever holds its other end is killed.
    private static void leaveWithInput() {
        try (InputStream input = System.in) {
            input.transferTo(OutputStream.nullOutputStream());
        } catch (IOException closed) {
            // As good as its end.
        }
        System.exit(0);
    }

    /// Runs when the process is asked to end, which is in order. Nothing that hangs may keep it alive.
    private void leave(RoomServer server) {
        Thread ending = Thread.ofPlatform().daemon().name("tutti-end").start(server::close);
        try {
            ending.join(PATIENCE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(0);
    }
}
