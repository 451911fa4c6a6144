package tutti.engine.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Says how to reach an engine, where its user alone can read it:
/// `{"uri":"http://127.0.0.1:41234","token":"…","name":"alice","pid":123}` in `doors/NAME-PID.json` of the settings.
///
/// @param path where it is
record DoorFile(Path path) {
    private static final Pattern FILE_NAME = Pattern.compile("(.+)-([0-9]{1,10})[.]json");

    /// Writes one, and removes those of engines that ended without a farewell.
    ///
    /// @param asked null for the usual place
    /// @param address where the door listens
    static DoorFile write(
            @Nullable Path asked, Path configFolder, InetSocketAddress address, String token, String name) {
        long pid = ProcessHandle.current().pid();
        Path path = asked == null ? folder(configFolder).resolve(name + "-" + pid + ".json") : asked;
        try {
            if (asked == null) {
                Files.createDirectories(folder(configFolder));
                for (Path dead :
                        files(configFolder).filter(file -> !isLive(file)).toList()) {
                    Files.deleteIfExists(dead);
                }
            }
            PrivateFile.write(
                    path,
                    "{\"uri\":\"http://" + EndpointText.of(reachable(address)) + "\",\"token\":\"" + token
                            + "\",\"name\":\"" + name + "\",\"pid\":" + pid + "}\n");
            return new DoorFile(path);
        } catch (IOException | UncheckedIOException unwritable) {
            throw new UsageException("How to reach this engine cannot be written to " + path + " ("
                    + unwritable.getMessage() + "); choose another file with --control-file.");
        }
    }

    /// What listens everywhere is reached from here at the loopback address.
    private static InetSocketAddress reachable(InetSocketAddress address) {
        return address.getAddress().isAnyLocalAddress()
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort())
                : address;
    }

    private static Path folder(Path configFolder) {
        return configFolder.resolve("doors");
    }

    private static Stream<Path> files(Path configFolder) throws IOException {
        Path folder = folder(configFolder);
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> nameAndPid(file).isPresent()).sorted().toList().stream();
        }
    }

    private static Optional<Matcher> nameAndPid(Path file) {
        return Optional.of(FILE_NAME.matcher(file.getFileName().toString())).filter(Matcher::matches);
    }

    private static boolean isLive(Path file) {
        return nameAndPid(file)
                .flatMap(match -> ProcessHandle.of(Long.parseLong(match.group(2))))
                .map(ProcessHandle::isAlive)
                .orElse(false);
    }

    /// The one door file that is meant.
    ///
    /// @param engine the player's name; null for the only engine that runs
    /// @throws UsageException if there is none, or several
    static Path find(Path configFolder, @Nullable String engine) {
        List<Path> live;
        try {
            live = files(configFolder)
                    .filter(DoorFile::isLive)
                    .filter(file -> engine == null || name(file).equals(engine))
                    .toList();
        } catch (IOException unreadable) {
            throw new UsageException("The doors of engines in " + folder(configFolder) + " cannot be read ("
                    + unreadable.getMessage() + "); name one with --door.");
        }
        if (live.size() == 1) {
            return live.getFirst();
        }
        if (live.isEmpty()) {
            throw new UsageException(
                    engine == null
                            ? "No engine runs here that can be steered; start one with tutti host or tutti join (with"
                                    + " --headless also --control)."
                            : "No engine of " + engine + " runs here that can be steered; leave out --engine to see"
                                    + " which do.");
        }
        throw new UsageException("Several engines run here ("
                + String.join(", ", live.stream().map(DoorFile::name).distinct().toList())
                + "); say which with --engine NAME or --door FILE.");
    }

    private static String name(Path file) {
        return nameAndPid(file).map(match -> match.group(1)).orElse("");
    }

    /// Removes it. Idempotent.
    void remove() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException kept) {
            // Whoever reads it finds nobody there.
        }
    }
}
