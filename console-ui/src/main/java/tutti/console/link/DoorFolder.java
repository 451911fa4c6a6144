package tutti.console.link;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The engines that run on this computer, by the door files that they leave: `NAME-PID.json`.
///
/// @param folder where they are
/// @param isAlive whether there is a process with this id
public record DoorFolder(Path folder, LongPredicate isAlive) {
    private static final Pattern NAME = Pattern.compile("(.+)-([0-9]{1,18})\\.json");
    private static final int MAX_FILES = 64;

    /// A door file of an engine that runs.
    ///
    /// @param engineName what it calls itself
    public record Found(Path file, String engineName) {}

    /// Those of processes that are there.
    public List<Found> live() {
        List<Found> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.sorted().limit(MAX_FILES).forEach(file -> read(file).ifPresent(found::add));
        } catch (IOException none) {
            return List.of();
        }
        return found;
    }

    private Optional<Found> read(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        return name.matches() && isAlive.test(Long.parseLong(name.group(2)))
                ? Optional.of(new Found(file, name.group(1)))
                : Optional.empty();
    }

    /// That of the engine with a name; the only one if the name is empty.
    public Optional<Path> find(String engineName) {
        List<Found> all = live();
        if (engineName.isEmpty()) {
            return all.size() == 1 ? Optional.of(all.getFirst().file()) : Optional.empty();
        }
        return all.stream()
                .filter(found -> found.engineName().equals(engineName))
                .findFirst()
                .map(Found::file);
    }
}
